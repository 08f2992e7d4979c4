import { TextInput } from '@mantine/core';

interface Props {
  label: string;
  description?: string;
  value: string | null;
  onChange: (value: string | null) => void;
  error?: string | undefined;
  required?: boolean;
}

/** A time of day as `HH:mm`; null when it is empty. */
export function TimeInput({ value, onChange, ...rest }: Props) {
  return (
    <TextInput
      type="time"
      {...rest}
      value={value === '24:00' ? '23:59' : (value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}
