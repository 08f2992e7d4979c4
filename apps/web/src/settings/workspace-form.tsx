import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../api/models';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';
import { timeZones } from '../ui/time-zones';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { contactLanguages } from './contact-languages';
import { ReadOnlyFields } from './read-only-fields';
import { SaveButton } from './save-button';
import { useSaveWorkspace } from './use-save-workspace';

const SHOWN = ['/name', '/websiteUrl', '/timeZone', '/locale', '/currency', '/minimumSegmentSize'];

function valuesOf({ name, websiteUrl, timeZone, locale, currency, minimumSegmentSize }: Workspace) {
  return { name, websiteUrl, timeZone, locale, currency, minimumSegmentSize };
}

export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const mayChange = useMay('workspace:admin');
  const form = useForm({ initialValues: valuesOf(workspace) });
  const save = useSaveWorkspace(form, valuesOf);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <ReadOnlyFields when={!mayChange}>
        <Card maw={680}>
          <Stack>
            <TextInput label={t('workspace.name')} required maxLength={100} {...form.getInputProps('name')} />
            <TextInput
              label={t('workspace.website')}
              type="url"
              placeholder="https://example.com"
              maxLength={2000}
              {...form.getInputProps('websiteUrl')}
            />
            <Select
              label={t('workspace.timeZone')}
              description={t('workspace.timeZoneHint')}
              data={[...new Set([workspace.timeZone, ...timeZones()])]}
              searchable
              allowDeselect={false}
              {...form.getInputProps('timeZone')}
            />
            <Select
              label={t('workspace.language')}
              description={t('workspace.languageHint')}
              data={contactLanguages(workspace.locale)}
              searchable
              allowDeselect={false}
              {...form.getInputProps('locale')}
            />
            <TextInput
              label={t('workspace.currency')}
              description={t('workspace.currencyHint')}
              maxLength={3}
              maw={320}
              {...form.getInputProps('currency')}
            />
            <NumberInput
              label={t('workspace.smallest')}
              description={t('workspace.smallestHint')}
              min={0}
              max={100_000}
              allowDecimal={false}
              maw={320}
              {...form.getInputProps('minimumSegmentSize')}
            />
            <ProblemNotice error={save.error} shown={SHOWN} title={t('notSaved')} />
            {mayChange && <SaveButton isBusy={save.isPending} isDirty={form.isDirty()} />}
          </Stack>
        </Card>
      </ReadOnlyFields>
    </form>
  );
}
