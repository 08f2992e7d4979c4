import { Group, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { RulesValues } from './rules-values';

interface Props {
  form: UseFormReturnType<RulesValues>;
  timeZone: string;
}

export function QuietHoursFields({ form, timeZone }: Props) {
  const { t } = useTranslation('settings');
  return (
    <Card title={t('rules.quiet')} hint={t('rules.quietHint', { zone: timeZone })}>
      <Switch label={t('rules.quietOn')} {...form.getInputProps('hasQuietHours', { type: 'checkbox' })} />
      {form.values.hasQuietHours && (
        <Group gap="md" mt="md" align="flex-start">
          <TextInput
            type="time"
            required
            label={t('rules.quietFrom')}
            w={160}
            {...form.getInputProps('quietFrom')}
          />
          <TextInput
            type="time"
            required
            label={t('rules.quietTo')}
            w={160}
            {...form.getInputProps('quietTo')}
          />
        </Group>
      )}
    </Card>
  );
}
