import { Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, DeliveryStatus } from '../api/models';
import { Card } from '../ui/card';
import { formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { deliveriesQuery } from './campaign-queries';
import { detailOf } from './delivery-detail';
import { DELIVERY_STATES } from './delivery-states';

/** What became of each single message. */
export function CampaignLog({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
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
    <Card title={t('log.title')}>
      <Group gap="sm" mb="md">
        <TextInput
          aria-label={t('log.search')}
          placeholder={t('log.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          style={{ flex: '1 1 200px' }}
        />
        <Select
          aria-label={t('log.state')}
          placeholder={t('log.everyState')}
          clearable
          w={180}
          data={DELIVERY_STATES.map(({ status: value }) => ({ value, label: t(`delivery.${value}`) }))}
          value={status}
          onChange={setStatus}
        />
      </Group>
      <ProblemNotice error={log.error} onRetry={() => void log.refetch()} />
      {log.isPending && <Loading rows={5} height={24} />}
      {log.data?.items.length === 0 && (
        <Text c="dimmed">{t(status || search ? 'log.noMatch' : 'log.empty')}</Text>
      )}
      {log.data && log.data.items.length > 0 && (
        <Table horizontalSpacing="xs" verticalSpacing={8} className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('log.recipient')}</Table.Th>
              <Table.Th>{t('log.stateHead')}</Table.Th>
              <Table.Th visibleFrom="sm">{t('log.when')}</Table.Th>
              <Table.Th visibleFrom="md">{t('log.detail')}</Table.Th>
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
                    {detailOf(delivery, t)}
                  </Text>
                </Table.Td>
                <Table.Td>{t(`delivery.${delivery.status}`)}</Table.Td>
                <Table.Td visibleFrom="sm">
                  {formatTime(delivery.finishedAt ?? delivery.handedOverAt)}
                </Table.Td>
                <Table.Td visibleFrom="md" maw={340}>
                  <Text size="sm" c="dimmed" truncate title={detailOf(delivery, t)}>
                    {detailOf(delivery, t)}
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
