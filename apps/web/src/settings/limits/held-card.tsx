import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { Card } from '../../ui/card';
import { formatTime } from '../../ui/format-time';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { Disclosure } from '../disclosure';
import { sayHold } from './hold-words';
import { liveHoldsQuery, type SendingHold } from './limit-queries';

/** What waits at the moment, why and until when. */
export function HeldCard({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation('limits');
  const holds = useQuery(liveHoldsQuery);
  return (
    <Card title={t('now.title')} hint={t('now.hint')}>
      <ProblemNotice error={holds.error} onRetry={() => void holds.refetch()} />
      {holds.isPending && <Loading rows={1} />}
      {holds.data?.items.length === 0 && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <IconCheck size={18} aria-hidden color="var(--mantine-color-tide-6)" style={{ flex: 'none' }} />
          <Text size="sm">{t('now.none')}</Text>
        </Group>
      )}
      <Stack gap="sm">
        {holds.data?.items.map((hold) => (
          <Held key={hold.id} hold={hold} mayChange={mayChange} />
        ))}
      </Stack>
    </Card>
  );
}

function Held({ hold, mayChange }: { hold: SendingHold; mayChange: boolean }) {
  const { t } = useTranslation('limits');
  const what = sayHold(hold, t);
  const isDue = new Date(hold.heldUntil) <= new Date();
  const facts = [
    t('now.since', { time: formatTime(hold.since) }),
    t('now.strikes', { count: hold.strikes }),
    isDue ? t('now.soon') : t('now.next', { time: formatTime(hold.heldUntil) }),
    ...(hold.kind === 'server' ? [] : [t('now.through', { server: hold.server })]),
  ];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ flex: '1 1 280px', minWidth: 0 }}>
          <Group gap="xs" mb={4}>
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {what}
            </Text>
            <Badge variant="light" color={hold.isLasting ? 'red' : 'yellow'} c="var(--mantine-color-text)">
              {t(hold.isLasting ? 'now.lasting' : 'now.passing')}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {facts.join(' · ')}
          </Text>
          <Text size="sm" mt={4}>
            {t(`advice.${hold.cause}`)}
          </Text>
          <Disclosure label={t('now.words')}>
            <Text size="sm" lang="en" style={{ overflowWrap: 'anywhere' }}>
              {hold.reason}
            </Text>
          </Disclosure>
          {!hold.mayLift && (
            <Text size="sm" c="dimmed" mt={4}>
              {t('now.shared')}
            </Text>
          )}
        </div>
        {mayChange && hold.mayLift && <Lift hold={hold} what={what} />}
      </Group>
    </Paper>
  );
}

function Lift({ hold, what }: { hold: SendingHold; what: string }) {
  const { t } = useTranslation('limits');
  const client = useQueryClient();
  const lift = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/sending-holds/{id}', { params: { path: { id: hold.id } } })),
    onSuccess: async () => {
      notifications.show({ message: t('now.lifted') });
      await client.invalidateQueries({ queryKey: liveHoldsQuery.queryKey });
    },
  });
  return (
    <Stack gap="xs" align="flex-end">
      <Button
        size="xs"
        variant="default"
        loading={lift.isPending}
        aria-label={t('now.liftLabel', { what })}
        onClick={() => lift.mutate()}
      >
        {t('now.lift')}
      </Button>
      <ProblemNotice error={lift.error} />
    </Stack>
  );
}
