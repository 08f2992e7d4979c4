import { NativeSelect, Group, Paper, Stack, Table, Text } from '@mantine/core';
import IconTrophy from '@tabler/icons-react/dist/esm/icons/IconTrophy.mjs';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';
import { soonWhileCounted } from '../../api/while-counted';
import { CountedNote } from '../../ui/counted-note';
import { EmptyState } from '../../ui/empty-state';
import { formatMoney, formatNumber, formatRate } from '../../ui/format-number';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { ProblemNotice } from '../../ui/problem-notice';

type Figures = components['schemas']['LeaderboardFiguresView'];

const SORTS = [
  'revenuePerContact',
  'revenue',
  'conversionRate',
  'openRate',
  'clickRate',
  'unsubscribeRate',
  'contacts',
] as const;
type Sort = (typeof SORTS)[number];
const SPANS = [30, 90, 365] as const;
const DAY_MS = 86_400_000;

function leaderboardQuery(sort: Sort, days: number) {
  return queryOptions({
    queryKey: ['segments', 'leaderboard', sort, days],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
      return unwrap(api.GET('/api/v1/analysis/segments', { params: { query: { sort, from } }, signal }));
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: soonWhileCounted(),
  });
}

/** Which segments bring what, beside everyone. */
export function LeaderboardPage() {
  const { t } = useTranslation('segments');
  const [sort, setSort] = useState<Sort>('clickRate');
  const [days, setDays] = useState(90);
  const query = useQuery(leaderboardQuery(sort, days));
  const { data, error, isFetching, refetch } = query;
  return (
    <>
      <PageHeader
        title={t('leaderboard.title')}
        back={{ to: '/segments', label: t('title') }}
        description={t('leaderboard.description')}
      />
      <Stack>
        <Group>
          <NativeSelect
            label={t('leaderboard.sort')}
            value={sort}
            onChange={(event) => setSort(event.currentTarget.value as Sort)}
            data={SORTS.map((name) => ({ value: name, label: t(`leaderboard.${name}`) }))}
          />
          <NativeSelect
            label={t('leaderboard.period')}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
            data={SPANS.map((span) => ({
              value: String(span),
              label: t('leaderboard.days', { count: span }),
            }))}
          />
        </Group>
        <ProblemNotice error={error} onRetry={() => void refetch()} />
        <CountedNote query={query} />
        {!data && !error && <Loading rows={6} />}
        {data && data.segments.length === 0 && (
          <EmptyState icon={IconTrophy} title={t('leaderboard.none')}>
            {t('leaderboard.noneText')}
          </EmptyState>
        )}
        {data && data.segments.length > 0 && (
          <Paper withBorder style={{ overflow: 'hidden', opacity: isFetching ? 0.6 : 1 }}>
            <Table.ScrollContainer
              minWidth={720}
              type="native"
              tabIndex={0}
              aria-label={t('leaderboard.title')}
            >
              <Table className="numbers" highlightOnHover>
                <Head sort={sort} />
                <Table.Tbody>
                  {data.segments.map((row) => (
                    <Table.Tr key={row.segmentId}>
                      <Table.Td style={{ overflowWrap: 'anywhere' }} miw={180}>
                        <Link
                          to="/segments/$segmentId"
                          params={{ segmentId: row.segmentId }}
                          search={{ tab: 'compare' }}
                          className="row-link"
                        >
                          {row.name}
                        </Link>
                        {row.tooSmall && (
                          <Text size="xs" c="dimmed">
                            {t('leaderboard.tooSmall')}
                          </Text>
                        )}
                      </Table.Td>
                      <FigureCells figures={row} currency={data.currency} />
                    </Table.Tr>
                  ))}
                  <Table.Tr fw={600}>
                    <Table.Td>{t('leaderboard.everyone')}</Table.Td>
                    <FigureCells figures={data.everyone} currency={data.currency} />
                  </Table.Tr>
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Paper>
        )}
        {data && data.broken.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('leaderboard.broken', { names: data.broken.map(({ name }) => name).join(', ') })}
          </Text>
        )}
      </Stack>
    </>
  );
}

const COLUMNS = [
  'contacts',
  'revenue',
  'revenuePerContact',
  'conversionRate',
  'openRate',
  'clickRate',
  'unsubscribeRate',
] as const;

function Head({ sort }: { sort: Sort }) {
  const { t } = useTranslation('segments');
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{t('one')}</Table.Th>
        {COLUMNS.map((name) => (
          <Table.Th key={name} ta="right" {...(name === sort ? { 'aria-sort': 'descending' as const } : {})}>
            {t(`leaderboard.${name}`)}
            {name === sort ? ' ↓' : ''}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

function FigureCells({ figures, currency }: { figures: Figures; currency: string }) {
  const money = (amount: number | null) => (amount === null ? '–' : formatMoney(amount, currency));
  const texts = [
    formatNumber(figures.contacts),
    money(figures.revenue),
    money(figures.revenuePerContact),
    formatRate(figures.conversionRate),
    formatRate(figures.openRate),
    formatRate(figures.clickRate),
    formatRate(figures.unsubscribeRate),
  ];
  return texts.map((text, index) => (
    <Table.Td key={COLUMNS[index]} ta="right">
      {text}
    </Table.Td>
  ));
}
