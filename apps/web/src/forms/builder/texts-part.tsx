import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MAIL_KEYS, TEXT_KEYS } from '../form-definition';
import type { PartProps } from './build-tab';
import { LocalInput } from './local-input';

const LONG = ['intro', 'thanks', 'checkInbox', 'mailIntro'];

/** What stands around the questions. Whatever is empty has words of ours. */
export function TextsPart({ draft, language, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { texts, doubleOptIn } = draft.definition;
  const keys = doubleOptIn ? [...TEXT_KEYS, ...MAIL_KEYS] : TEXT_KEYS;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('texts.hint')}
      </Text>
      {keys.map((key) => (
        <LocalInput
          key={key}
          label={t(`texts.${key}`)}
          value={texts[key]}
          language={language}
          onChange={(text) => draft.change({ texts: { ...texts, [key]: text } })}
          isLong={LONG.includes(key)}
          maxLength={500}
          error={errorOf(`texts/${key}`)}
        />
      ))}
    </Stack>
  );
}
