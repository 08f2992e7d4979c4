import { SegmentedControl, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { largestOf } from '../builder/use-describe';
import type { Duration, WaitStep, WaitUntilStep } from '../graph/sequence-graph';
import { ConditionInput } from './condition-input';
import { DurationInput } from './duration-input';
import type { EditorProps } from './editor-props';
import { TimeInput } from './time-input';

const MINUTES: Record<Duration['unit'], number> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
};
const DATE_TYPES = ['date', 'date-time'];

export function WaitEditor(props: EditorProps<WaitStep>) {
  const { t } = useTranslation('sequences');
  const { step, onChange, errorOf } = props;
  const kind = step.for ? 'for' : 'until';
  const switchTo = (next: string) => {
    if (next === kind) return;
    const { for: _for, until: _until, ...rest } = step;
    onChange(
      next === 'for'
        ? { ...rest, for: { n: 2, unit: 'day' } }
        : { ...rest, until: { field: '', offsetMinutes: 0 } },
    );
  };
  const isShort = step.for?.unit === 'minute';
  return (
    <>
      <SegmentedControl
        aria-label={t('fields.waitKind')}
        fullWidth
        data={[
          { value: 'for', label: t('fields.waitFor') },
          { value: 'until', label: t('fields.waitUntilDate') },
        ]}
        value={kind}
        onChange={switchTo}
      />
      {step.for ? (
        <DurationInput
          label={t('fields.howLong')}
          value={step.for}
          onChange={(duration) => onChange({ ...step, for: duration }, 'for')}
          error={errorOf('for')}
        />
      ) : (
        <UntilDate {...props} />
      )}
      {!isShort && (
        <TimeInput
          label={t('fields.atTime')}
          description={t(step.for ? 'fields.atTimeHint' : 'fields.atDateHint')}
          value={step.at ?? null}
          onChange={(at) => onChange({ ...step, at })}
          error={errorOf('at')}
        />
      )}
    </>
  );
}

type Side = 'before' | 'on' | 'after';

function UntilDate({ step, onChange, errorOf, describe }: EditorProps<WaitStep>) {
  const { t } = useTranslation('sequences');
  const until = step.until ?? { field: '', offsetMinutes: 0 };
  const side: Side = until.offsetMinutes === 0 ? 'on' : until.offsetMinutes < 0 ? 'before' : 'after';
  const offset = (minutes: number, to: Side) =>
    onChange({
      ...step,
      until: { ...until, offsetMinutes: to === 'on' ? 0 : to === 'before' ? -minutes : minutes },
    });
  const distance = Math.abs(until.offsetMinutes) || 60;
  return (
    <>
      <Select
        label={t('fields.dateField')}
        required
        searchable
        data={describe.names.fields
          .filter(({ type }) => DATE_TYPES.includes(type))
          .map(({ path, label }) => ({ value: path, label }))}
        value={until.field || null}
        onChange={(field) => onChange({ ...step, until: { ...until, field: field ?? '' } })}
        error={errorOf('until')}
      />
      <Select
        label={t('fields.when')}
        data={(['before', 'on', 'after'] as const).map((value) => ({
          value,
          label: t(`fields.side.${value}`),
        }))}
        value={side}
        allowDeselect={false}
        onChange={(to) => to && offset(distance, to as Side)}
      />
      {side !== 'on' && (
        <DurationInput
          label={t('fields.howMuch')}
          value={largestOf(distance)}
          onChange={({ n, unit }) => offset(n * MINUTES[unit], side)}
        />
      )}
    </>
  );
}

export function WaitUntilEditor({ step, onChange, errorOf, describe }: EditorProps<WaitUntilStep>) {
  const { t } = useTranslation('sequences');
  return (
    <>
      <ConditionInput
        label={t('fields.waitsFor')}
        value={step.condition}
        onChange={(condition) => onChange({ ...step, condition }, 'condition')}
        events={describe.names.event}
        errorOf={(field) => errorOf(`condition/${field}`)}
      />
      <DurationInput
        label={t('fields.atMost')}
        value={step.timeout}
        onChange={(timeout) => onChange({ ...step, timeout }, 'timeout')}
        error={errorOf('timeout')}
      />
    </>
  );
}
