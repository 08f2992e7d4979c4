import { NumberInput, SimpleGrid } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { RulesValues } from './rules-values';

/** When a campaign stops by itself. */
export function BrakeFields({ form }: { form: UseFormReturnType<RulesValues> }) {
  const { t, i18n } = useTranslation('settings');
  const comma = new Intl.NumberFormat(i18n.language).format(1.1)[1];
  return (
    <Card title={t('rules.brake')} hint={t('rules.brakeHint')}>
      <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: 'end' }}>
        <NumberInput
          required
          label={t('rules.complaints')}
          suffix=" %"
          min={0.01}
          max={100}
          step={0.1}
          decimalScale={2}
          decimalSeparator={comma}
          {...form.getInputProps('brakeComplaintPercent')}
        />
        <NumberInput
          required
          label={t('rules.bounces')}
          suffix=" %"
          min={0.1}
          max={100}
          decimalScale={1}
          decimalSeparator={comma}
          {...form.getInputProps('brakeBouncePercent')}
        />
        <NumberInput
          required
          label={t('rules.minimum')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          {...form.getInputProps('brakeMinimumSent')}
        />
      </SimpleGrid>
    </Card>
  );
}
