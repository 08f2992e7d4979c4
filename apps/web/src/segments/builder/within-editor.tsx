import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Within } from '../tree/rule-tree';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { MomentEditor, PeriodSelect, UnitSelect } from './time-editors';
import { NumberEditor } from './value-editor';

const WINDOWS = ['ever', 'last', 'this', 'previous', 'between', 'since', 'until'] as const;
type Window = (typeof WINDOWS)[number];

interface Props {
  within: Within | undefined;
  /** Undefined: at any time. */
  onChange: (within: Within | undefined) => void;
}

function windowOf(within: Within | undefined): Window {
  if (!within) return 'ever';
  if ('last' in within || 'unit' in within) return 'last';
  if ('this' in within) return 'this';
  if ('previous' in within) return 'previous';
  if ('from' in within && 'to' in within) return 'between';
  return 'from' in within ? 'since' : 'until';
}

function firstOf(window: Window, old: Within = {}): Within | undefined {
  switch (window) {
    case 'ever':
      return undefined;
    case 'last':
      return { last: 30, unit: 'day' };
    case 'this':
    case 'previous':
      return { [window]: old.this ?? old.previous ?? 'month' };
    case 'between':
      return { from: old.from ?? '', to: old.to ?? '' };
    case 'since':
      return { from: old.from ?? '' };
    case 'until':
      return { to: old.to ?? '' };
  }
}

/** When an event must have happened. */
export function WithinEditor({ within, onChange }: Props) {
  const { t } = useTranslation('segments');
  const { readOnly } = useBuilder();
  const window = windowOf(within);
  const moment = (key: 'from' | 'to') => (
    <MomentEditor
      label={t(`rule.${key}`)}
      value={within?.[key]}
      onChange={(next) => onChange({ ...within, [key]: next as string })}
      readOnly={readOnly}
    />
  );
  return (
    <>
      <NativeSelect
        className={classes.operator}
        aria-label={t('event.when')}
        value={window}
        onChange={(event) => onChange(firstOf(event.currentTarget.value as Window, within))}
        disabled={readOnly}
        data={WINDOWS.map((name) => ({ value: name, label: t(`event.${name}`) }))}
      />
      {within && window === 'last' && (
        <>
          <NumberEditor
            label={t('rule.howMany')}
            value={within.last}
            min={1}
            onChange={(last) => onChange({ ...within, last: last as number })}
            readOnly={readOnly}
          />
          <UnitSelect
            count={within.last}
            value={within.unit ?? 'day'}
            onChange={(unit) => onChange({ ...within, unit: unit as string })}
            readOnly={readOnly}
          />
        </>
      )}
      {within && (window === 'this' || window === 'previous') && (
        <PeriodSelect
          value={within[window]}
          onChange={(period) => onChange({ [window]: period as string })}
          readOnly={readOnly}
        />
      )}
      {(window === 'between' || window === 'since') && moment('from')}
      {window === 'between' && <span className={classes.word}>{t('rule.and')}</span>}
      {(window === 'between' || window === 'until') && moment('to')}
    </>
  );
}
