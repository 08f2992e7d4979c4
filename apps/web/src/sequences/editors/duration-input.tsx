import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DURATION_UNITS, type Duration, type DurationUnit } from '../graph/sequence-graph';

const MOST: Record<DurationUnit, number> = {
  minute: 1_051_200,
  hour: 17_520,
  day: 730,
  week: 104,
  month: 24,
};

interface Props {
  label: string;
  value: Duration;
  onChange: (value: Duration) => void;
  error?: string | undefined;
}

/** A number and its unit. */
export function DurationInput({ label, value, onChange, error }: Props) {
  const { t } = useTranslation('sequences');
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        label={label}
        min={1}
        max={MOST[value.unit]}
        allowDecimal={false}
        value={value.n}
        onChange={(n) => typeof n === 'number' && n >= 1 && onChange({ ...value, n })}
        error={error}
        w={110}
      />
      <Select
        aria-label={t('fields.unit', { of: label })}
        data={DURATION_UNITS.map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
        value={value.unit}
        allowDeselect={false}
        onChange={(unit) => unit && onChange({ ...value, unit: unit as DurationUnit })}
        style={{ flex: 1 }}
      />
    </Group>
  );
}
