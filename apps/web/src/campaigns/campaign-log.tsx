import { Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Campaign, Delivery, DeliveryStatus } from '../api/models';
import { Card } from '../ui/card';
import { formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { deliveriesQuery } from './campaign-queries';
import { DELIVERY_STATES, deliveryState } from './delivery-states';

function detailOf(delivery: Delivery): string {
  const { reason, reply, complainedAt, bouncedAt, unsubscribedAt, nextAttemptAt } = delivery;
  const parts = [
    reason,
    reply, // begins with its codes
    bouncedAt && `Bounced ${formatTime(bouncedAt)}`,
    complainedAt && `Complained ${formatTime(complainedAt)}`,
    unsubscribedAt && `Unsubscribed ${formatTime(unsubscribedAt)}`,
    nextAttemptAt && `Next attempt ${formatTime(nextAttemptAt)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** What became of each single message. */
export function CampaignLog({ campaign }: { campaign: Campaign }) {
  const [status, setStatus] = useState<DeliveryStatus | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const pages = useCursorPages(`${status ?? ''}|${search}`);
  const filter = {
    ...(status ? { status } : {}),
    ...(search ? { search } : {}),
    ...(pages.cursor ? { cursor: pages.cursor } : {}),
  };
  const log = useQuery(deliveriesQuery(campaign.id, filter, campaign.status));
  return (
    <Card title="Recipient by recipient">
      <Group gap="sm" mb="md">
        <TextInput
          aria-label="Search by address"
          placeholder="Search by address"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: '1 1 200px' }}
        />
        <Select
          aria-label="State of the message"
          placeholder="All states"
          clearable
          w={180}
          data={DELIVERY_STATES.map(({ status: value, label }) => ({ value, label }))}
          value={status}
          onChange={setStatus}
        />
      </Group>
      <ProblemNotice error={log.error} onRetry={() => void log.refetch()} />
      {log.isPending && <Loading rows={5} height={24} />}
      {log.data?.items.length === 0 && (
        <Text c="dimmed">{status || search ? 'Nobody matches.' : 'Nobody was chosen.'}</Text>
      )}
      {log.data && log.data.items.length > 0 && (
        <Table horizontalSpacing="xs" verticalSpacing={8} className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Recipient</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th visibleFrom="sm">When</Table.Th>
              <Table.Th visibleFrom="md">What the server said</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {log.data.items.map((delivery) => (
              <Table.Tr key={delivery.id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Link
                    to="/contacts/$contactId"
                    params={{ contactId: delivery.contactId }}
                    className="row-link"
                  >
                    {delivery.email}
                  </Link>
                  <Text size="xs" c="dimmed" hiddenFrom="md">
                    {detailOf(delivery)}
                  </Text>
                </Table.Td>
                <Table.Td>{deliveryState(delivery.status).label}</Table.Td>
                <Table.Td visibleFrom="sm">
                  {formatTime(delivery.finishedAt ?? delivery.handedOverAt)}
                </Table.Td>
                <Table.Td visibleFrom="md" maw={340}>
                  <Text size="sm" c="dimmed" truncate title={detailOf(delivery)}>
                    {detailOf(delivery)}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {log.data && <Pager pages={pages} nextCursor={log.data.nextCursor} />}
    </Card>
  );
}
