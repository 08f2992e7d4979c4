import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import IconAt from '@tabler/icons-react/dist/esm/icons/IconAt.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sender } from '../api/models';
import { sendersQuery } from '../campaigns/campaign-queries';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { RemoveSender } from './remove-sender';
import { SenderDialog } from './sender-dialog';

/** From whom campaigns may come. */
export function SendersArea() {
  const { t } = useTranslation(['settings', 'ui']);
  const senders = useQuery(sendersQuery);
  const mayWrite = useMay('campaigns:write');
  const [edited, setEdited] = useState<Sender | 'new' | null>(null);
  const add = mayWrite && <Button onClick={() => setEdited('new')}>{t('senders.add')}</Button>;
  return (
    <Stack maw={680}>
      <ProblemNotice error={senders.error} onRetry={() => void senders.refetch()} />
      {senders.isPending && <Loading rows={2} />}
      {senders.data?.items.length === 0 && (
        <EmptyState icon={IconAt} title={t('senders.empty')} action={add}>
          {t('senders.emptyText')}
        </EmptyState>
      )}
      {senders.data?.items.map((sender) => (
        <Paper withBorder p="md" key={sender.id}>
          <Group justify="space-between" gap="sm">
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Group gap="xs">
                <Text fw={650}>{sender.fromName}</Text>
                {sender.isDefault && (
                  <Badge variant="default" size="sm">
                    {t('senders.default')}
                  </Badge>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                {sender.replyTo
                  ? t('senders.answersTo', { email: sender.fromEmail, replyTo: sender.replyTo })
                  : sender.fromEmail}
              </Text>
            </div>
            {mayWrite && (
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setEdited(sender)}
                  aria-label={t('senders.editLabel', { name: sender.fromName })}
                >
                  {t('ui:actions.edit')}
                </Button>
                <RemoveSender sender={sender} />
              </Group>
            )}
          </Group>
        </Paper>
      ))}
      {senders.data && senders.data.items.length > 0 && <Group>{add}</Group>}
      {edited && <SenderDialog sender={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  );
}
