import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormDefinition } from '../form-definition';

interface Props {
  definition: FormDefinition;
  language: string;
}

const first = (text: Record<string, string>, language: string): string =>
  text[language] ?? Object.values(text)[0] ?? '';

/** One question at a time, to be stepped through; nothing is sent. */
export function ChatPreview({ definition, language }: Props) {
  const { t } = useTranslation('forms');
  const [at, setAt] = useState(0);
  const { style, texts, consents } = definition;
  const questions = [
    ...definition.fields
      .filter(({ isHidden }) => !isHidden)
      .map(({ name, label, help, choices, choiceLabels, type, isRequired }) => ({
        name,
        label: `${first(label, language)}${isRequired ? ' *' : ''}`,
        help: first(help, language),
        options: choiceLabels[language] ?? (type === 'boolean' ? [] : choices),
      })),
    ...(consents.length > 0
      ? [
          {
            name: ' consents',
            label: '',
            help: '',
            options: consents.map(({ text }) => first(text, language)),
          },
        ]
      : []),
  ];
  const step = Math.min(at, Math.max(0, questions.length - 1));
  const question = questions[step];
  if (!question) return null;
  const isLast = step === questions.length - 1;
  const line = { border: `1px solid ${style.text}`, borderRadius: style.radius, padding: '8px 12px' };
  return (
    <Box
      p="lg"
      mih={320}
      style={{ background: style.background, color: style.text, fontSize: style.fontSize }}
      role="group"
      aria-label={t('preview.frame')}
    >
      <Stack gap="md">
        <Text fw={700} fz={style.fontSize * 1.4} c={style.text} lang={language}>
          {first(texts.title, language)}
        </Text>
        <Text fz={style.fontSize * 0.85} c={style.text} aria-live="polite">
          {t('preview.question', { number: step + 1, of: questions.length })}
        </Text>
        {question.label && (
          <Text fw={600} fz={style.fontSize} c={style.text} lang={language}>
            {question.label}
          </Text>
        )}
        {question.help && (
          <Text fz={style.fontSize * 0.9} c={style.text} lang={language}>
            {question.help}
          </Text>
        )}
        {question.options.length === 0 ? (
          <Box style={{ ...line, minHeight: 40 }} aria-hidden />
        ) : (
          question.options.map((option, index) => (
            <Box key={index} style={line} lang={language}>
              {option}
            </Box>
          ))
        )}
        <Group>
          {step > 0 && (
            <Button variant="default" onClick={() => setAt(step - 1)}>
              {t('preview.back')}
            </Button>
          )}
          <Button
            onClick={() => setAt(isLast ? 0 : step + 1)}
            style={{ background: style.primary, color: style.onPrimary, borderRadius: style.radius }}
          >
            {isLast ? first(texts.submit, language) || t('preview.send') : t('preview.next')}
          </Button>
        </Group>
      </Stack>
    </Box>
  );
}
