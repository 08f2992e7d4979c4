import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { Card } from '../../ui/card';
import { formatAgo, formatDay } from '../../ui/format-time';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { sessionsQuery } from './account-queries';
import { nameOfBrowser } from './name-of-browser';

/** Where one is signed in, to end what one does not know. */
export function SessionsCard() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: (id: string | 'others') =>
      id === 'others'
        ? unwrap(api.DELETE('/api/v1/sessions'))
        : unwrap(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  const others = sessions.data?.items.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <Card
      title={t('account.sessions')}
      actions={
        others.length > 0 && (
          <Button
            size="xs"
            variant="default"
            loading={end.isPending && end.variables === 'others'}
            onClick={() => end.mutate('others')}
          >
            {t('account.endOthers')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <ProblemNotice error={sessions.error ?? end.error} />
        {sessions.isPending && <Loading rows={2} />}
        {sessions.data?.items.map((session) => {
          const browser = nameOfBrowser(session.userAgent) ?? t('account.unknownBrowser');
          return (
            <Group key={session.id} justify="space-between" gap="sm">
              <div style={{ minWidth: 0, flex: '1 1 220px' }}>
                <Group gap="xs">
                  <Text fw={600}>{browser}</Text>
                  {session.isCurrent && (
                    <Badge size="sm" variant="default">
                      {t('account.thisOne')}
                    </Badge>
                  )}
                </Group>
                <Text size="sm" c="dimmed">
                  {t('account.sessionFacts', {
                    seen: formatAgo(session.lastSeenAt),
                    since: formatDay(session.createdAt),
                    ip: session.ip ?? '–',
                  })}
                </Text>
              </div>
              {!session.isCurrent && (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('account.endLabel', { browser })}
                  onClick={() => end.mutate(session.id)}
                >
                  {t('account.end')}
                </Button>
              )}
            </Group>
          );
        })}
      </Stack>
    </Card>
  );
}
