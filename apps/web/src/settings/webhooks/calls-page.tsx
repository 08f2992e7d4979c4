import { Group, Paper, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconWebhook from '@tabler/icons-react/dist/esm/icons/IconWebhook.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/anchor-link';
import { EmptyState } from '../../ui/empty-state';
import { formatNumber } from '../../ui/format-number';
import { formatAgo, formatTime } from '../../ui/format-time';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { Pager } from '../../ui/pager';
import { ProblemNotice } from '../../ui/problem-notice';
import { useCursorPages } from '../../ui/use-cursor-pages';
import { CallStatusBadge } from './call-status-badge';
import type { CallsSearch } from './calls-search';
import {
  CALL_STATUSES,
  webhookCallsQuery,
  webhookSubscriptionsQuery,
  type WebhookCall,
} from './webhook-queries';

const PAGE_SIZE = 50;

/** Every call, narrowed by outcome, webhook and event. */
export function CallsPage() {
  const { t } = useTranslation('webhooks');
  const search = useSearch({ strict: false }) as CallsSearch;
  const pages = useCursorPages(JSON.stringify(search));
  const calls = useQuery(
    webhookCallsQuery({ ...search, limit: PAGE_SIZE, ...(pages.cursor ? { cursor: pages.cursor } : {}) }),
  );
  return (
    <>
      <PageHeader
        title={t('list.title')}
        description={t('list.description')}
        back={{ to: '/settings/webhooks', label: t('list.back') }}
      />
      <Stack>
        <Filters search={search} />
        <ProblemNotice error={calls.error} onRetry={() => void calls.refetch()} />
        {calls.isPending && <Loading rows={6} />}
        {calls.data?.items.length === 0 && (
          <EmptyState icon={IconWebhook} title={t('list.empty')}>
            {t('list.emptyText')}
          </EmptyState>
        )}
        {calls.data && calls.data.items.length > 0 && <CallsTable items={calls.data.items} />}
        {calls.data && <Pager pages={pages} nextCursor={calls.data.nextCursor} />}
      </Stack>
    </>
  );
}

function Filters({ search }: { search: CallsSearch }) {
  const { t } = useTranslation('webhooks');
  const navigate = useNavigate();
  const subscriptions = useQuery(webhookSubscriptionsQuery);
  const [event, setEvent] = useState(search.event ?? '');
  const narrow = (changes: { [Key in keyof CallsSearch]: CallsSearch[Key] | null }) => {
    const next = Object.entries({ ...search, ...changes }).filter(([, value]) => Boolean(value));
    void navigate({
      to: '/settings/webhooks/calls',
      search: Object.fromEntries(next) as CallsSearch,
      replace: true,
    });
  };
  const narrowEvent = useDebouncedCallback((name: string) => narrow({ event: name.trim() }), 300);
  return (
    <Group align="flex-end" gap="sm">
      <Select
        label={t('list.status')}
        placeholder={t('list.anyStatus')}
        data={CALL_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        value={search.status ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('list.anyStatus') }}
        w={200}
        onChange={(value) => narrow({ status: value as CallsSearch['status'] | null })}
      />
      <Select
        label={t('list.subscription')}
        placeholder={t('list.anySubscription')}
        data={(subscriptions.data?.items ?? []).map(({ id, url }) => ({ value: id, label: url }))}
        value={search.subscriptionId ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t('list.anySubscription') }}
        style={{ flex: '1 1 240px' }}
        maw={420}
        onChange={(subscriptionId) => narrow({ subscriptionId })}
      />
      <TextInput
        label={t('list.event')}
        placeholder={t('list.eventPlaceholder')}
        value={event}
        maxLength={100}
        w={220}
        onChange={({ currentTarget: { value } }) => {
          setEvent(value);
          narrowEvent(value);
        }}
      />
    </Group>
  );
}

function CallsTable({ items }: { items: readonly WebhookCall[] }) {
  const { t } = useTranslation('webhooks');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table.ScrollContainer minWidth={680} type="native" tabIndex={0}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('list.what')}</Table.Th>
              <Table.Th>{t('list.outcome')}</Table.Th>
              <Table.Th ta="right">{t('list.attempts')}</Table.Th>
              <Table.Th>{t('list.where')}</Table.Th>
              <Table.Th>{t('list.when')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((call) => (
              <Table.Tr key={call.id}>
                <Table.Td>
                  <AnchorLink
                    className="row-link"
                    to="/settings/webhooks/calls/$callId"
                    params={{ callId: call.id }}
                  >
                    {call.event}
                  </AnchorLink>
                </Table.Td>
                <Table.Td>
                  <Group gap={6}>
                    <CallStatusBadge status={call.status} />
                    {call.answerStatus !== null && (
                      <Text size="sm" c="dimmed" className="numbers">
                        {call.answerStatus}
                      </Text>
                    )}
                  </Group>
                  {call.dueAt && call.attempts > 0 && (
                    <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                      {t('list.next', { when: formatTime(call.dueAt) })}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {formatNumber(call.attempts)}
                </Table.Td>
                <Table.Td maw={280}>
                  <Text size="sm" truncate title={call.url}>
                    {call.url}
                  </Text>
                </Table.Td>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatAgo(call.createdAt)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
