import { Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { daysOf, GRAINS, presetOf, PRESETS, type Days, type Grain, type Preset } from './report-search';

interface Props {
  days: Days;
  today: string;
  /** Null where lines do not matter. */
  per: Grain | 'auto' | null;
  onChange: (change: Partial<Days> & { per?: Grain | undefined }) => void;
}

/** Which days, by a name or one by one, and what one line covers. */
export function PeriodPicker({ days, today, per, onChange }: Props) {
  const { t } = useTranslation('reports');
  const preset = presetOf(days, today);
  const pick = (field: 'from' | 'to') => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    // Half a date is none.
    if (/^[12]\d{3}-\d{2}-\d{2}$/.test(value)) onChange({ ...days, [field]: value });
  };
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t('period.label')}
        value={preset ?? 'own'}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value !== 'own') onChange(daysOf(value as Preset, today));
        }}
        data={[
          ...PRESETS.map((value) => ({ value, label: t(`period.${value}`) })),
          ...(preset ? [] : [{ value: 'own', label: t('period.own') }]),
        ]}
      />
      <TextInput
        type="date"
        label={t('period.from')}
        value={days.from}
        max={days.to}
        onChange={pick('from')}
      />
      <TextInput type="date" label={t('period.to')} value={days.to} min={days.from} onChange={pick('to')} />
      {per !== null && (
        <SegmentedControl
          aria-label={t('period.per')}
          value={per}
          onChange={(value) => onChange({ per: value === 'auto' ? undefined : (value as Grain) })}
          data={['auto', ...GRAINS].map((value) => ({ value, label: t(`period.${value as Grain}`) }))}
        />
      )}
    </Group>
  );
}
