import { Group, TextInput, type TextInputProps } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MergeTagMenu } from './merge-tag-menu';
import { typedTag } from './merge-text';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'label'> {
  label: string;
  value: string;
  onText: (value: string) => void;
}

/** One line of text that may hold merge tags, put in where the cursor stands. */
export function MergeTextInput({ label, value, onText, ...input }: Props) {
  const { t } = useTranslation('templates');
  const ref = useRef<HTMLInputElement>(null);
  const insert = (tag: Parameters<typeof typedTag>[0]) => {
    const at = ref.current?.selectionEnd ?? value.length;
    onText(value.slice(0, at) + typedTag(tag) + value.slice(at));
  };
  return (
    <Group align="flex-end" gap={6} wrap="nowrap">
      <TextInput
        {...input}
        ref={ref}
        label={label}
        value={value}
        onChange={(event) => onText(event.currentTarget.value)}
        style={{ flex: 1 }}
      />
      <MergeTagMenu size="sm" label={t('merge.into', { what: label })} onInsert={insert} />
    </Group>
  );
}
