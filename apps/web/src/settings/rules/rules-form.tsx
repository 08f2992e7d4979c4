import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../../api/models';
import { useMay } from '../../session/use-session';
import { ProblemNotice } from '../../ui/problem-notice';
import { UnsavedGuard } from '../../ui/unsaved-guard';
import { ReadOnlyFields } from '../read-only-fields';
import { SaveButton } from '../save-button';
import { useSaveWorkspace } from '../use-save-workspace';
import { BrakeFields } from './brake-fields';
import { CapFields } from './cap-fields';
import { QuietHoursFields } from './quiet-hours-fields';
import { changesOf, valuesOf } from './rules-values';
import { UncertainFields } from './uncertain-fields';

const SHOWN = ['/brakeComplaintPercent', '/brakeBouncePercent', '/brakeMinimumSent', '/uncertainPolicy'];

export function RulesForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const mayChange = useMay('workspace:admin');
  const form = useForm({ initialValues: valuesOf(workspace) });
  const save = useSaveWorkspace(form, valuesOf);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(changesOf(values)))}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <ReadOnlyFields when={!mayChange}>
        <Stack gap="lg" maw={760}>
          <QuietHoursFields form={form} timeZone={workspace.timeZone} />
          <CapFields form={form} />
          <UncertainFields form={form} />
          <BrakeFields form={form} />
          <ProblemNotice error={save.error} shown={SHOWN} title={t('notSaved')} />
          {mayChange && <SaveButton isBusy={save.isPending} isDirty={form.isDirty()} />}
        </Stack>
      </ReadOnlyFields>
    </form>
  );
}
