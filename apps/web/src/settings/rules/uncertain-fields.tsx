import { Radio, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { RulesValues } from './rules-values';

export function UncertainFields({ form }: { form: UseFormReturnType<RulesValues> }) {
  const { t } = useTranslation('settings');
  return (
    <Card title={t('rules.uncertain')} hint={t('rules.uncertainHint')}>
      <Radio.Group aria-label={t('rules.uncertain')} {...form.getInputProps('uncertainPolicy')}>
        <Stack gap="sm">
          <Radio value="leave" label={t('rules.leave')} description={t('rules.leaveHint')} />
          <Radio value="resend" label={t('rules.resend')} description={t('rules.resendHint')} />
        </Stack>
      </Radio.Group>
    </Card>
  );
}
