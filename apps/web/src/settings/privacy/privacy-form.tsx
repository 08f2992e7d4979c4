import { Group, List, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Workspace } from '../../api/models';
import { useMay } from '../../session/use-session';
import { Card } from '../../ui/card';
import { ProblemNotice } from '../../ui/problem-notice';
import { UnsavedGuard } from '../../ui/unsaved-guard';
import { ReadOnlyFields } from '../read-only-fields';
import { SaveButton } from '../save-button';
import { useSaveWorkspace } from '../use-save-workspace';
import classes from './privacy-form.module.css';

/** From nothing to everything. */
const MODES: Workspace['trackingMode'][] = ['none', 'aggregate', 'last-open-day', 'individual'];

function valuesOf({ trackingMode, unconfirmedDays }: Workspace) {
  return { trackingMode, unconfirmedDays };
}

export function PrivacyForm({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation('settings');
  const mayChange = useMay('workspace:admin');
  const form = useForm({ initialValues: valuesOf(workspace) });
  const save = useSaveWorkspace(form, valuesOf);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <ReadOnlyFields when={!mayChange}>
        <Stack gap="lg" maw={760}>
          <Card title={t('privacy.tracking')} hint={t('privacy.trackingHint')}>
            <Radio.Group aria-label={t('privacy.tracking')} {...form.getInputProps('trackingMode')}>
              <Stack gap="sm">
                {MODES.map((mode) => (
                  <ModeCard key={mode} mode={mode} />
                ))}
              </Stack>
            </Radio.Group>
            <Text size="sm" c="dimmed" mt="md">
              {t('privacy.trackingChange')}
            </Text>
          </Card>
          <Card title={t('privacy.unconfirmed')} hint={t('privacy.unconfirmedHint')}>
            <NumberInput
              label={t('privacy.unconfirmedDays')}
              required
              min={1}
              max={365}
              allowDecimal={false}
              maw={240}
              {...form.getInputProps('unconfirmedDays')}
            />
          </Card>
          <ImpliedConsent />
          <Kept days={workspace.unconfirmedDays} />
          <ProblemNotice
            error={save.error}
            shown={['/trackingMode', '/unconfirmedDays']}
            title={t('notSaved')}
          />
          {mayChange && <SaveButton isBusy={save.isPending} isDirty={form.isDirty()} />}
        </Stack>
      </ReadOnlyFields>
    </form>
  );
}

/** What it means, and what one gives up or takes on with it. */
function ModeCard({ mode }: { mode: Workspace['trackingMode'] }) {
  const { t } = useTranslation('settings');
  return (
    <Radio.Card
      value={mode}
      p="md"
      radius="md"
      className={classes.mode}
      aria-label={t(`privacy.mode.${mode}.title`)}
    >
      <Group wrap="nowrap" align="flex-start" gap="md">
        <Radio.Indicator mt={2} />
        <div>
          <Text fw={650}>{t(`privacy.mode.${mode}.title`)}</Text>
          <Text size="sm">{t(`privacy.mode.${mode}.text`)}</Text>
          <Text size="sm" c="dimmed" mt={4}>
            {t(`privacy.mode.${mode}.so`)}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}

/** There is nothing to set: each consent says when it ends. */
function ImpliedConsent() {
  const { t } = useTranslation('settings');
  return (
    <Card title={t('privacy.implied')}>
      <Text size="sm">{t('privacy.impliedText')}</Text>
    </Card>
  );
}

function Kept({ days }: { days: number }) {
  const { t } = useTranslation('settings');
  return (
    <Card title={t('privacy.kept')}>
      <List size="sm" spacing={6}>
        <List.Item>{t('privacy.keptConsent')}</List.Item>
        <List.Item>{t('privacy.keptErased')}</List.Item>
        <List.Item>{t('privacy.keptUnconfirmed', { count: days })}</List.Item>
        <List.Item>{t('privacy.keptImports')}</List.Item>
        <List.Item>{t('privacy.keptHistory')}</List.Item>
      </List>
    </Card>
  );
}
