import { Alert, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { BuildTab } from './builder/build-tab';
import { EmbedTab } from './embed-tab';
import { FormActions } from './form-actions';
import { formQuery } from './form-queries';
import type { FormSearch } from './form-routes';
import { FormStatusBadge } from './forms-page';
import { FunnelCard } from './funnel-card';
import type { Form } from './models';
import { SubmissionsTab } from './submissions-tab';
import { VersionsTab } from './versions-tab';
import { useFormDraft } from './use-form-draft';

const ActivityCard = lazy(async () => ({ default: (await import('./activity-card')).ActivityCard }));

export function FormPage() {
  const { t } = useTranslation('forms');
  const { formId } = useParams({ strict: false }) as { formId: string };
  const { data, error, refetch } = useQuery(formQuery(formId));
  if (data) return <FormEditor key={data.id} form={data} />;
  return error ? (
    <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
  ) : (
    <Loading rows={6} />
  );
}

function FormEditor({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const { tab } = useSearch({ strict: false }) as FormSearch;
  const navigate = useNavigate();
  const draft = useFormDraft(form);
  const go = (search: FormSearch) =>
    void navigate({ to: '/forms/$formId', params: { formId: form.id }, search, replace: true });
  return (
    <>
      <UnsavedGuard isDirty={draft.isDirty} flush={draft.flush} />
      <PageHeader
        title={draft.name}
        back={{ to: '/forms', label: t('title') }}
        aside={<FormStatusBadge status={form.status} />}
        description={t(
          form.status === 'archived'
            ? 'say.archived'
            : form.publishedVersion === null
              ? 'say.draft'
              : form.hasChanges || draft.isDirty
                ? 'say.changes'
                : 'say.published',
        )}
        actions={<FormActions form={form} draft={draft} />}
      />
      {form.warnings.length > 0 && (
        <Alert color="yellow" mb="md">
          {form.warnings.map((warning) => (
            <div key={warning}>{warning}</div>
          ))}
        </Alert>
      )}
      <Tabs
        value={tab ?? 'build'}
        onChange={(next) =>
          go(next === 'embed' || next === 'submissions' || next === 'versions' ? { tab: next } : {})
        }
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="build">{t('tabs.build')}</Tabs.Tab>
          <Tabs.Tab value="embed">{t('tabs.embed')}</Tabs.Tab>
          <Tabs.Tab value="submissions">{t('tabs.submissions')}</Tabs.Tab>
          <Tabs.Tab value="versions">{t('tabs.versions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="build">
          <BuildTab form={form} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="embed">
          <EmbedTab form={form} languages={draft.definition.languages} />
        </Tabs.Panel>
        <Tabs.Panel value="submissions">
          <FunnelCard form={form} />
          <Suspense fallback={<Loading rows={4} />}>
            <ActivityCard formId={form.id} />
          </Suspense>
          <SubmissionsTab form={form} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab form={form} draft={draft} onBack={() => go({})} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
