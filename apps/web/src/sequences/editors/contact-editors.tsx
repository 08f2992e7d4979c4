import {
  Autocomplete,
  Checkbox,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EnrollStep, FieldValue, TagStep, UpdateStep } from '../graph/sequence-graph';
import type { EditorProps } from './editor-props';

export function TagEditor({ step, onChange, errorOf, describe }: EditorProps<TagStep>) {
  const { t } = useTranslation('sequences');
  return (
    <>
      <SegmentedControl
        aria-label={t('fields.tagDo')}
        fullWidth
        data={[
          { value: 'add', label: t('fields.tagAdd') },
          { value: 'remove', label: t('fields.tagRemove') },
        ]}
        value={step.do}
        onChange={(deed) => onChange({ ...step, do: deed as TagStep['do'] })}
      />
      <Autocomplete
        label={t('fields.tag')}
        description={t('fields.tagHint')}
        required
        maxLength={100}
        data={describe.names.tag}
        value={step.tag}
        onChange={(tag) => onChange({ ...step, tag }, 'tag')}
        error={errorOf('tag')}
      />
    </>
  );
}

export function EnrollEditor({ step, onChange, errorOf, describe }: EditorProps<EnrollStep>) {
  const { t } = useTranslation('sequences');
  return (
    <Select
      label={t('fields.sequence')}
      description={t('fields.sequenceHint')}
      required
      searchable
      data={describe.names.sequence}
      value={step.sequenceId}
      onChange={(sequenceId) => onChange({ ...step, sequenceId })}
      error={errorOf('sequenceId')}
    />
  );
}

/** Fields that a sequence must not set: who somebody is, and what Tidings finds out by itself. */
const FIXED = ['email', 'source', 'createdAt'];

export function UpdateEditor({ step, onChange, errorOf, describe }: EditorProps<UpdateStep>) {
  const { t } = useTranslation('sequences');
  const fields = describe.names.fields.filter(
    ({ path }) => !FIXED.includes(path) && !path.startsWith('company.') && !path.startsWith('computed.'),
  );
  const field = fields.find(({ path }) => path === step.field);
  const clears = step.value === null;
  return (
    <>
      <Select
        label={t('fields.field')}
        required
        searchable
        data={fields.map(({ path, label }) => ({ value: path, label }))}
        value={step.field || null}
        onChange={(path) => onChange({ ...step, field: path ?? '', value: null })}
        error={errorOf('field')}
      />
      <Checkbox
        label={t('fields.clearField')}
        checked={clears}
        onChange={(event) =>
          onChange({ ...step, value: event.currentTarget.checked ? null : firstValue(field?.type) })
        }
      />
      {!clears && (
        <ValueInput
          type={field?.type ?? 'text'}
          choices={field?.choices ?? []}
          value={step.value}
          onChange={(value) => onChange({ ...step, value }, 'value')}
          error={errorOf('value')}
        />
      )}
    </>
  );
}

function firstValue(type: string | undefined): FieldValue {
  if (type === 'number') return 0;
  if (type === 'boolean') return true;
  return type === 'multi-choice' ? [] : '';
}

interface ValueProps {
  type: string;
  choices: string[];
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  error: string | undefined;
}

function ValueInput({ type, choices, value, onChange, error }: ValueProps) {
  const { t } = useTranslation('sequences');
  const shared = { label: t('fields.value'), required: true, error };
  switch (type) {
    case 'boolean':
      return (
        <Select
          {...shared}
          allowDeselect={false}
          data={[
            { value: 'true', label: t('fields.yes') },
            { value: 'false', label: t('fields.no') },
          ]}
          value={String(value)}
          onChange={(next) => onChange(next === 'true')}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => typeof next === 'number' && onChange(next)}
        />
      );
    case 'choice':
      return (
        <Select {...shared} data={choices} value={String(value)} onChange={(next) => onChange(next ?? '')} />
      );
    case 'multi-choice':
      return (
        <MultiSelect
          {...shared}
          data={choices}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          type={type === 'date' ? 'date' : 'text'}
          placeholder={type === 'date-time' ? '2026-12-01T18:00:00Z' : undefined}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
