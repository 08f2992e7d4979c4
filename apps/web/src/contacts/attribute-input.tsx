import { MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema.gen';
import { localInputValue } from '../ui/local-time';

type ContactField = components['schemas']['ContactFieldView'];

interface Props {
  field: ContactField;
  value: unknown;
  /** Null clears the value. */
  onChange: (value: unknown) => void;
}

/** The value of a custom field, by the type that it was declared with. */
export function AttributeInput({ field, value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const { label, type, choices } = field;
  switch (type) {
    case 'number':
      return (
        <NumberInput
          label={label}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
          hideControls
        />
      );
    case 'boolean':
    case 'choice': {
      const data =
        type === 'boolean'
          ? [
              { value: 'true', label: t('yes') },
              { value: 'false', label: t('no') },
            ]
          : choices.map((choice) => ({ value: choice, label: choice }));
      return (
        <NativeSelect
          label={label}
          value={value === null || value === undefined ? '' : String(value)}
          onChange={({ currentTarget }) => {
            const next = currentTarget.value;
            onChange(next === '' ? null : type === 'boolean' ? next === 'true' : next);
          }}
          data={[{ value: '', label: '–' }, ...data]}
        />
      );
    }
    case 'multi-choice':
      return (
        <MultiSelect
          label={label}
          data={choices}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next) => onChange(next.length > 0 ? next : null)}
          searchable
        />
      );
    case 'date-time': {
      const time = typeof value === 'string' ? new Date(value) : null;
      return (
        <TextInput
          type="datetime-local"
          label={label}
          value={time && !Number.isNaN(time.getTime()) ? localInputValue(time) : ''}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value ? new Date(currentTarget.value).toISOString() : null)
          }
        />
      );
    }
    default:
      return (
        <TextInput
          type={type === 'date' ? 'date' : 'text'}
          label={label}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      );
  }
}
