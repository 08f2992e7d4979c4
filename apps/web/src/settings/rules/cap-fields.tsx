import { Group, NumberInput, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { RulesValues } from './rules-values';

export function CapFields({ form }: { form: UseFormReturnType<RulesValues> }) {
  const { t } = useTranslation('settings');
  return (
    <Card title={t('rules.cap')} hint={t('rules.capHint')}>
      <Switch label={t('rules.capOn')} {...form.getInputProps('hasCap', { type: 'checkbox' })} />
      {form.values.hasCap && (
        <Group gap="md" mt="md" align="flex-start">
          <NumberInput
            required
            label={t('rules.capEmails')}
            min={1}
            max={100}
            allowDecimal={false}
            w={160}
            {...form.getInputProps('capEmails')}
          />
          <NumberInput
            required
            label={t('rules.capDays')}
            min={1}
            max={90}
            allowDecimal={false}
            w={160}
            {...form.getInputProps('capDays')}
          />
        </Group>
      )}
    </Card>
  );
}
