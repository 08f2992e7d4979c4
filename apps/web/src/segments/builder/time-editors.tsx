import { ActionIcon, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconClockOff from '@tabler/icons-react/dist/esm/icons/IconClockOff.mjs';
import { useTranslation } from 'react-i18next';
import { localInputValue } from '../../ui/local-time';
import { isDay, readDuration } from '../tree/values';
import { NumberEditor } from './value-editor';

interface Props {
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly: boolean;
}

export const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** Units of time in the number of what stands before them. */
export function UnitSelect({
  count,
  value,
  onChange,
  readOnly,
}: Props & { value: string; count: number | undefined }) {
  const { t } = useTranslation('segments');
  return (
    <NativeSelect
      aria-label={t('rule.unit')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      disabled={readOnly}
      data={UNITS.map((unit) => ({ value: unit, label: t(`time.${unit}`, { count: count ?? 2 }) }))}
    />
  );
}

export function DurationEditor({ value, onChange, readOnly }: Props) {
  const { t } = useTranslation('segments');
  const { n, unit } = readDuration(value);
  return (
    <>
      <NumberEditor
        label={t('rule.howMany')}
        value={n}
        min={1}
        onChange={(next) => onChange(next === undefined ? { unit } : { n: next, unit })}
        readOnly={readOnly}
      />
      <UnitSelect
        count={n}
        value={unit}
        onChange={(next) => onChange(n === undefined ? { unit: next } : { n, unit: next })}
        readOnly={readOnly}
      />
    </>
  );
}

export function PeriodSelect({ value, onChange, readOnly }: Props) {
  const { t } = useTranslation('segments');
  return (
    <NativeSelect
      aria-label={t('rule.period')}
      value={typeof value === 'string' ? value : 'month'}
      onChange={(event) => onChange(event.currentTarget.value)}
      disabled={readOnly}
      data={PERIODS.map((period) => ({ value: period, label: t(`periods.${period}`) }))}
    />
  );
}

/** A day, or a moment of it. Moments are shown by the clock of this computer and kept as moments of the world's. */
export function MomentEditor({ label, value, onChange, readOnly }: Props & { label: string }) {
  const { t } = useTranslation('segments');
  const text = typeof value === 'string' ? value : '';
  const moment = text !== '' && !isDay(text) ? new Date(text) : null;
  const withTime = moment !== null && !Number.isNaN(moment.getTime());
  const local = withTime ? localInputValue(moment) : '';
  const change = (typed: string) => {
    const next = new Date(typed);
    onChange(Number.isNaN(next.getTime()) ? '' : next.toISOString());
  };
  const toggle = () => (withTime ? onChange(local.slice(0, 10)) : change(`${text}T00:00`));
  return (
    <TextInput
      type={withTime ? 'datetime-local' : 'date'}
      aria-label={label}
      value={withTime ? local : text}
      onChange={({ currentTarget }) =>
        withTime && currentTarget.value !== '' ? change(currentTarget.value) : onChange(currentTarget.value)
      }
      readOnly={readOnly}
      rightSection={
        !readOnly &&
        text !== '' && (
          <Tooltip label={t(withTime ? 'rule.withoutTime' : 'rule.withTime')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              onClick={toggle}
              aria-label={t(withTime ? 'rule.withoutTime' : 'rule.withTime')}
            >
              {withTime ? <IconClockOff size={14} aria-hidden /> : <IconClock size={14} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )
      }
    />
  );
}
