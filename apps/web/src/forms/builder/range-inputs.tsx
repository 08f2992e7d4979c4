import { Group, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../form-definition';

interface Props {
  field: FormField;
  onChange: (field: FormField) => void;
  errorOf: (path: string) => string | undefined;
}

/** The least and the most that a number or a date may be. */
export function RangeInputs({ field, onChange, errorOf }: Props) {
  const { t } = useTranslation('forms');
  const ends = ['min', 'max'] as const;
  return (
    <Group grow align="flex-start">
      {ends.map((end) =>
        field.type === 'date' ? (
          <TextInput
            key={end}
            type="date"
            label={t(`fields.${end}Date`)}
            value={typeof field[end] === 'string' ? field[end] : ''}
            onChange={(event) => onChange({ ...field, [end]: event.currentTarget.value || null })}
            error={errorOf(end)}
          />
        ) : (
          <NumberInput
            key={end}
            label={t(`fields.${end}`)}
            value={typeof field[end] === 'number' ? field[end] : ''}
            onChange={(value) => onChange({ ...field, [end]: typeof value === 'number' ? value : null })}
            error={errorOf(end)}
          />
        ),
      )}
    </Group>
  );
}
