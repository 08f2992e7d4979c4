import { Autocomplete, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Shape } from '../tree/catalogue';
import { readRange, readTexts, writeRange } from '../tree/values';
import classes from './builder.module.css';
import { CircleEditor } from './circle-editor';
import { DurationEditor, MomentEditor, PeriodSelect } from './time-editors';

export interface Named {
  value: string;
  label: string;
}

interface Props {
  /** Of the operator; where there are several the value decides. */
  shapes: readonly Shape[];
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly: boolean;
  /** Shown after numbers. */
  unit?: string;
  /** What may be chosen, and nothing else. */
  choices?: readonly Named[];
  /** What may be chosen besides anything typed. */
  suggestions?: readonly string[];
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

/** Choices together with values that are none of them: these are shown too, not dropped. */
function withOthers(choices: readonly Named[], values: readonly string[]): Named[] {
  const others = values.filter((value) => value !== '' && !choices.some((choice) => choice.value === value));
  return [...choices, ...others.map((value) => ({ value, label: value }))];
}

function shapeFor(shapes: readonly Shape[], value: unknown): Shape | undefined {
  if (!(shapes.includes('numberRange') && shapes.includes('momentRange'))) return shapes[0];
  const { from, to } = readRange(value);
  return typeof from === 'string' || typeof to === 'string' ? 'momentRange' : 'numberRange';
}

/** The value of a rule, as its operator takes it. */
export function ValueEditor(props: Props) {
  const { t } = useTranslation('segments');
  const { value, onChange, readOnly } = props;
  const shape = shapeFor(props.shapes, value);
  switch (shape) {
    case undefined:
      return null;
    case 'comparable':
      return <TextEditor {...props} />;
    case 'comparables':
      return <TextsEditor {...props} />;
    case 'number':
      return <NumberEditor {...props} label={t('rule.value')} />;
    case 'percent':
      return <NumberEditor {...props} unit="%" label={t('rule.percent')} min={0.01} max={100} />;
    case 'numberRange':
    case 'momentRange':
      return <RangeEditor {...props} shape={shape} />;
    case 'day':
      return (
        <TextInput
          type="date"
          aria-label={t('rule.day')}
          value={shown(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
          readOnly={readOnly}
        />
      );
    case 'moment':
      return <MomentEditor label={t('rule.moment')} value={value} onChange={onChange} readOnly={readOnly} />;
    case 'duration':
      return <DurationEditor value={value} onChange={onChange} readOnly={readOnly} />;
    case 'period':
      return <PeriodSelect value={value} onChange={onChange} readOnly={readOnly} />;
    case 'circle':
      return <CircleEditor value={value} onChange={onChange} readOnly={readOnly} />;
  }
}

function TextEditor({ value, onChange, readOnly, choices, suggestions }: Props) {
  const { t } = useTranslation('segments');
  const text = shown(value);
  const common = {
    className: classes.value,
    'aria-label': t('rule.value'),
    placeholder: t('rule.valuePlaceholder'),
    value: text,
    readOnly,
  };
  if (choices && choices.length > 0)
    return (
      <Select
        {...common}
        placeholder={t('rule.choose')}
        value={text || null}
        data={withOthers(choices, [text])}
        onChange={(next) => next !== null && onChange(next)}
        searchable={choices.length > 8}
        allowDeselect={false}
        nothingFoundMessage={t('rule.nothingFound')}
      />
    );
  if (suggestions && suggestions.length > 0)
    return <Autocomplete {...common} data={[...new Set(suggestions)]} onChange={onChange} limit={20} />;
  return <TextInput {...common} maxLength={500} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function TextsEditor({ value, onChange, readOnly, choices, suggestions }: Props) {
  const { t } = useTranslation('segments');
  const texts = readTexts(value);
  const common = {
    className: classes.values,
    'aria-label': t('rule.values'),
    value: texts,
    onChange,
    readOnly,
  };
  if (choices && choices.length > 0)
    return (
      <MultiSelect
        {...common}
        placeholder={texts.length === 0 ? t('rule.choose') : ''}
        data={withOthers(choices, texts)}
        searchable
        nothingFoundMessage={t('rule.nothingFound')}
      />
    );
  return (
    <TagsInput
      {...common}
      placeholder={texts.length === 0 ? t('rule.valuesPlaceholder') : ''}
      data={[...new Set(suggestions ?? [])]}
      acceptValueOnBlur
      limit={20}
    />
  );
}

interface NumberProps {
  value: unknown;
  onChange: (value: unknown) => void;
  readOnly: boolean;
  unit?: string;
  label: string;
  min?: number;
  max?: number;
}

export function NumberEditor({ value, onChange, readOnly, unit, label, min, max }: NumberProps) {
  return (
    <>
      <NumberInput
        className={classes.short}
        aria-label={unit ? `${label} (${unit})` : label}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        clampBehavior="none"
        hideControls
        readOnly={readOnly}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
      />
      {unit && <span className={classes.word}>{unit}</span>}
    </>
  );
}

function RangeEditor({
  shape,
  value,
  onChange,
  readOnly,
  unit,
}: Props & { shape: 'numberRange' | 'momentRange' }) {
  const { t } = useTranslation('segments');
  const range = readRange(value);
  const end = (key: 'from' | 'to') => {
    const own = {
      value: range[key],
      onChange: (next: unknown) => onChange(writeRange(value, { ...range, [key]: next })),
      readOnly,
      label: t(`rule.${key}`),
    };
    return shape === 'numberRange' ? <NumberEditor {...own} /> : <MomentEditor {...own} />;
  };
  return (
    <>
      {end('from')}
      <span className={classes.word}>{t('rule.and')}</span>
      {end('to')}
      {unit && <span className={classes.word}>{unit}</span>}
    </>
  );
}
