import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import IconAt from '@tabler/icons-react/dist/esm/icons/IconAt.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sender } from '../api/models';
import { sendersQuery } from '../campaigns/campaign-queries';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { RemoveSender } from './remove-sender';
import { SenderDialog } from './sender-dialog';

/** From whom campaigns may come. */
export function SendersTab() {
  const senders = useQuery(sendersQuery);
  const mayWrite = useMay('campaigns:write');
  const [edited, setEdited] = useState<Sender | 'new' | null>(null);
  const add = mayWrite && <Button onClick={() => setEdited('new')}>Add a sender</Button>;
  return (
    <Stack maw={680}>
      <ProblemNotice error={senders.error} onRetry={() => void senders.refetch()} />
      {senders.isPending && <Loading rows={2} />}
      {senders.data?.items.length === 0 && (
        <EmptyState icon={IconAt} title="No senders yet" action={add}>
          The name and address that readers see. Use an address of a domain that your mail server may send
          for.
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
                    Default
                  </Badge>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                {sender.fromEmail}
                {sender.replyTo ? `, answers go to ${sender.replyTo}` : ''}
              </Text>
            </div>
            {mayWrite && (
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setEdited(sender)}
                  aria-label={`Edit ${sender.fromName}`}
                >
                  Edit
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
