import { Textarea, TextInput } from '@mantine/core';
import type { LocalText } from '../form-definition';

interface Props {
  label: string;
  description?: string;
  value: LocalText;
  language: string;
  /** Empty texts are left out altogether, so that our own words stand in. */
  onChange: (value: LocalText) => void;
  isLong?: boolean;
  required?: boolean;
  maxLength: number;
  error?: string | undefined;
}

/** A text in the language that is being edited; the others stay. */
export function LocalInput({ value, language, onChange, isLong = false, ...rest }: Props) {
  const set = (text: string) => {
    const { [language]: _old, ...others } = value;
    onChange(text === '' ? others : { ...others, [language]: text });
  };
  const shared = {
    ...rest,
    lang: language,
    value: value[language] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  };
  return isLong ? <Textarea autosize minRows={2} {...shared} /> : <TextInput {...shared} />;
}
