import { Input, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../form-definition';

interface Props {
  field: FormField;
  language: string;
  onChange: (field: FormField) => void;
  error?: string | undefined;
}

/** What visitors read for each choice in this language; what is kept is the choice itself. */
export function ChoiceLabels({ field, language, onChange, error }: Props) {
  const { t } = useTranslation('forms');
  const labels = field.choiceLabels[language] ?? field.choices;
  const set = (at: number, text: string) => {
    const next = field.choices.map((choice, index) => (index === at ? text : (labels[index] ?? choice)));
    const { [language]: _old, ...others } = field.choiceLabels;
    const isPlain = next.every((label, index) => label === field.choices[index]);
    onChange({ ...field, choiceLabels: isPlain ? others : { ...others, [language]: next } });
  };
  return (
    <Input.Wrapper
      label={t('fields.choiceLabels', { language })}
      labelElement="div"
      description={t('fields.choiceLabelsHint')}
      error={error}
    >
      <Stack gap={6} mt={6}>
        {field.choices.map((choice, index) => (
          <TextInput
            key={choice}
            size="sm"
            aria-label={t('fields.labelOf', { choice })}
            lang={language}
            leftSection={
              <span style={{ fontSize: 12, paddingInline: 8, whiteSpace: 'nowrap' }}>{choice} →</span>
            }
            leftSectionWidth={Math.min(160, 34 + choice.length * 8)}
            maxLength={200}
            value={labels[index] ?? choice}
            onChange={(event) => set(index, event.currentTarget.value)}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  );
}
