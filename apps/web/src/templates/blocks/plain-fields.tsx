import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface NumberProps {
  label: string;
  description?: string;
  min: number;
  max: number;
  value: number | null;
  /** Null only where `mayBeEmpty`. */
  onNumber: (value: number | null) => void;
  mayBeEmpty?: boolean;
}

/** A whole number. What is outside of the bounds stays in the field and is said, and changes nothing. */
export function NumberField({
  label,
  description,
  min,
  max,
  value,
  onNumber,
  mayBeEmpty = false,
}: NumberProps) {
  const { t } = useTranslation('templates');
  const [typed, setTyped] = useState(value === null ? '' : String(value));
  const read = typed === '' ? null : Number(typed);
  const isGood = read === null ? mayBeEmpty : Number.isInteger(read) && read >= min && read <= max;
  return (
    <TextInput
      type="number"
      label={label}
      description={description}
      min={min}
      max={max}
      value={typed}
      error={isGood ? undefined : t('fields.range', { min, max })}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const next = text === '' ? null : Number(text);
        if (next === null ? mayBeEmpty : Number.isInteger(next) && next >= min && next <= max) onNumber(next);
      }}
    />
  );
}

const HEX = /^#[0-9a-f]{6}$/i;

interface ColorProps {
  label: string;
  value: string;
  onColor: (value: string) => void;
}

/** A colour by the browser's own picker, or as six hexadecimal digits. */
export function ColorField({ label, value, onColor }: ColorProps) {
  const { t } = useTranslation('templates');
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (value !== shown) {
    setShown(value);
    setTyped(value);
  }
  const take = (color: string) => {
    setTyped(color);
    if (HEX.test(color)) onColor(color);
  };
  return (
    <TextInput
      label={label}
      value={typed}
      maxLength={7}
      error={HEX.test(typed) ? undefined : t('fields.color')}
      onChange={(event) => take(event.currentTarget.value)}
      rightSectionWidth={44}
      rightSection={
        <input
          type="color"
          aria-label={t('fields.pick', { what: label })}
          value={value}
          onChange={(event) => take(event.currentTarget.value)}
          style={{ width: 30, height: 26, padding: 0, border: 0, background: 'none', cursor: 'pointer' }}
        />
      }
    />
  );
}
