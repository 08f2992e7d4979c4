import { Button, Group, Paper, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { nameOf } from '../contacts/contact-name';
import { useMay } from '../session/use-session';
import { formatNumber } from '../ui/format';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { segmentMembersQuery } from './segment-queries';
import { StaticList } from './static-list';

/** Who is in it now, page by page. */
export function MembersPanel({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const pages = useCursorPages(segment.id);
  const members = useQuery({ ...segmentMembersQuery(segment.id, pages.cursor), enabled: !segment.isBroken });
  if (segment.isBroken) return <Text c="dimmed">{t('members.broken')}</Text>;
  if (!members.data)
    return members.error ? (
      <ProblemNotice error={members.error} onRetry={() => void members.refetch()} />
    ) : (
      <Loading />
    );
  const { items, nextCursor } = members.data;
  return (
    <>
      <Group justify="space-between" mb="md">
        <CountNow segment={segment} />
        {segment.kind === 'static' && <StaticList segment={segment} />}
      </Group>
      {items.length === 0 ? (
        <Text c="dimmed">{t('members.none')}</Text>
      ) : (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('members.contact')}</Table.Th>
                <Table.Th visibleFrom="xs">{t('members.email')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((contact) => (
                <Table.Tr key={contact.id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Link to="/contacts/$contactId" params={{ contactId: contact.id }} className="row-link">
                      {nameOf(contact) || contact.email}
                    </Link>
                  </Table.Td>
                  <Table.Td visibleFrom="xs">{contact.email}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Paper>
      )}
      <Pager pages={pages} nextCursor={nextCursor} />
    </>
  );
}

function CountNow({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const client = useQueryClient();
  const may = useMay('segments:read');
  const count = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/segments/{id}/count', { params: { path: { id: segment.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['segments'] }),
    onError: (error) =>
      notifications.show({ color: 'red', title: t('list.notCounted'), message: asProblem(error).message }),
  });
  return (
    <Group gap="sm">
      <Text className="numbers">
        {segment.lastCount === null
          ? t('members.neverCounted')
          : t('members.count', { count: segment.lastCount, number: formatNumber(segment.lastCount) })}
      </Text>
      {may && (
        <Button size="xs" variant="default" loading={count.isPending} onClick={() => count.mutate()}>
          {t('members.countNow')}
        </Button>
      )}
    </Group>
  );
}
