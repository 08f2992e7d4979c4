import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ButtonLink } from '../../ui/button-link';
import { ProblemNotice } from '../../ui/problem-notice';
import type { SendingHold } from '../limits/limit-queries';
import { ConnectionTest } from './connection-test';
import { HoldLines } from './hold-lines';
import { RemoveServer } from './remove-server';
import { ServerFacts } from './server-facts';
import { smtpServersQuery, type SmtpServer } from './server-queries';
import type { ServerState } from './server-state';
import { StateBadge } from './state-badge';

interface Props {
  server: SmtpServer;
  state: ServerState;
  holds: readonly SendingHold[];
  /** No other server is there. */
  isLast: boolean;
  mayChange: boolean;
}

/** One server: how it does, what it is for, and what can be done with it. */
export function ServerCard({ server, state, holds, isLast, mayChange }: Props) {
  const { t } = useTranslation('servers');
  const [isTesting, setTesting] = useState(false);
  return (
    <Paper withBorder p={{ base: 'md', sm: 'lg' }} component="section" aria-label={server.name}>
      <Group gap="sm" mb={4}>
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {server.name}
        </Title>
        <StateBadge state={state} />
      </Group>
      <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {server.host}:{server.port}
      </Text>
      <ServerFacts server={server} />
      <HoldLines holds={holds} />
      {mayChange && (
        <Group gap="xs" mt="md">
          <Button
            size="xs"
            variant="default"
            aria-expanded={isTesting}
            aria-label={t('testLabel', { name: server.name })}
            onClick={() => setTesting(!isTesting)}
          >
            {t('test')}
          </Button>
          <ButtonLink
            size="xs"
            variant="default"
            to="/settings/mail-servers/$serverId"
            params={{ serverId: server.id }}
            aria-label={t('editLabel', { name: server.name })}
          >
            {t('edit')}
          </ButtonLink>
          <Switching server={server} />
          <RemoveServer server={server} isLast={isLast} />
        </Group>
      )}
      {isTesting && (
        <Stack mt="md">
          <ConnectionTest serverId={server.id} settings={null} />
        </Stack>
      )}
    </Paper>
  );
}

function Switching({ server }: { server: SmtpServer }) {
  const { t } = useTranslation('servers');
  const client = useQueryClient();
  const { id, name, isEnabled } = server;
  const change = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/smtp-servers/{id}', { params: { path: { id } }, body: { isEnabled: !isEnabled } }),
      ),
    onSuccess: async () => {
      notifications.show({ message: t(isEnabled ? 'switchedOff' : 'switchedOn', { name }) });
      await client.invalidateQueries({ queryKey: smtpServersQuery.queryKey });
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate()}
        aria-label={t(isEnabled ? 'turnOffLabel' : 'turnOnLabel', { name })}
      >
        {t(isEnabled ? 'turnOff' : 'turnOn')}
      </Button>
      <ProblemNotice error={change.error} />
    </>
  );
}
