import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatAgo, formatDay } from '../../ui/format-time';
import { CodeSample } from '../code-sample';
import { Disclosure } from '../disclosure';
import { ChatDialog } from './chat-dialog';
import { curlExample, isUsual } from './chat-mapping';
import { chatSourcesQuery, type ChatSource } from './chat-queries';

/** One chat: when it last reported, how its reports are read, and revoking its address. */
export function ChatCard({ source, mayWrite }: { source: ChatSource; mayWrite: boolean }) {
  const { t } = useTranslation('chats');
  const [isEdited, setEdited] = useState(false);
  const { name, mapping, createdAt, lastUsedAt } = source;
  const facts = [
    lastUsedAt ? t('received', { when: formatAgo(lastUsedAt) }) : t('never'),
    isUsual(mapping) ? t('usual') : t('mapped', { count: Object.keys(mapping).length }),
    t('made', { day: formatDay(createdAt) }),
  ];
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 260px', minWidth: 0 }}>
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Title>
          <Text size="sm" c="dimmed">
            {facts.join(' · ')}
          </Text>
        </div>
        {mayWrite && (
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              onClick={() => setEdited(true)}
              aria-label={t('editLabel', { name })}
            >
              {t('edit')}
            </Button>
            <Revoke source={source} />
          </Group>
        )}
      </Group>
      <Disclosure label={t('example.title')}>
        <CodeSample code={curlExample(t('example.url'), mapping)} copyLabel={t('example.copy')} />
      </Disclosure>
      {isEdited && (
        <ChatDialog source={source} onClose={() => setEdited(false)} onMade={() => setEdited(false)} />
      )}
    </Paper>
  );
}

function Revoke({ source: { id, name } }: { source: ChatSource }) {
  const { t } = useTranslation('chats');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/chat-sources/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: chatSourcesQuery.queryKey }),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => setAsking(true)}
        aria-label={t('revokeLabel', { name })}
      >
        {t('revoke')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('revokeTitle', { name })}
        confirmLabel={t('revoke')}
        isDangerous
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('revokeText')}
      </ConfirmDialog>
    </>
  );
}
