import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CodeSample } from '../code-sample';
import { ShownOnce } from '../shown-once';
import { curlExample } from './chat-mapping';
import type { NewChatSource } from './chat-queries';

/** The address of a new chat, in the only moment in which it can be read, and a command to try it. */
export function NewAddress({ source, onClose }: { source: NewChatSource; onClose: () => void }) {
  const { t } = useTranslation('chats');
  return (
    <ShownOnce
      title={t('madeTitle', { name: source.name })}
      warning={t('once')}
      value={source.url}
      done={t('copied')}
      onClose={onClose}
    >
      <div>
        <Text size="sm" fw={600}>
          {t('example.title')}
        </Text>
        <Text size="sm" c="dimmed" mb="xs">
          {t('example.hint')}
        </Text>
        <CodeSample code={curlExample(source.url, source.mapping)} copyLabel={t('example.copy')} />
      </div>
    </ShownOnce>
  );
}
