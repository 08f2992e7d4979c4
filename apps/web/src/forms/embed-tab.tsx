import { Alert, Button, Code, CopyButton, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { embedQuery } from './form-queries';
import type { Form } from './models';
import { SurveyLinkCard } from './survey-link-card';

/** Three ways onto a web site, and the address of the hosted page. */
export function EmbedTab({ form, languages }: { form: Form; languages: string[] }) {
  const { t } = useTranslation('forms');
  const [language, setLanguage] = useState(languages[0] ?? 'en');
  const { data, error, refetch } = useQuery(embedQuery(form.id, language, form.updatedAt));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={4} height={90} />;
  return (
    <Stack gap="lg">
      {form.status !== 'published' && <Alert color="yellow">{t('embed.notPublished')}</Alert>}
      {languages.length > 1 && (
        <Select
          label={t('embed.language')}
          data={languages}
          value={language}
          allowDeselect={false}
          onChange={(next) => next && setLanguage(next)}
          maw={220}
        />
      )}
      <Variant title={t('embed.html')} hint={t('embed.htmlHint')} code={`${data.html}\n${data.script}`} />
      <Variant title={t('embed.mount')} hint={t('embed.mountHint')} code={`${data.mount}\n${data.script}`} />
      <Variant title={t('embed.url')} hint={t('embed.urlHint')} code={data.url} />
      <SurveyLinkCard form={form} />
    </Stack>
  );
}

function Variant({ title, hint, code }: { title: string; hint: string; code: string }) {
  const { t } = useTranslation(['forms', 'ui']);
  return (
    <Card
      title={title}
      hint={hint}
      actions={
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} aria-label={t('embed.copy', { what: title })}>
              {t(copied ? 'ui:actions.copied' : 'ui:actions.copy')}
            </Button>
          )}
        </CopyButton>
      }
    >
      <Code
        block
        mah={260}
        tabIndex={0}
        style={{ overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {code}
      </Code>
    </Card>
  );
}
