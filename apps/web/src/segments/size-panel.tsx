import '@mantine/charts/styles.css';
import { AreaChart, BarChart } from '@mantine/charts';
import { SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { formatDay, formatNumber } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { segmentHistoryQuery } from './segment-queries';

const SPANS = [30, 90, 365] as const;
const DAY_MS = 86_400_000;

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

/** Members and those who could be mailed, day by day; of tracked segments who came and left. */
export function SizePanel({ segmentId, isTracked }: { segmentId: string; isTracked: boolean }) {
  const { t } = useTranslation('segments');
  const [span, setSpan] = useState<number>(30);
  const { data, error, refetch } = useQuery(segmentHistoryQuery(segmentId, daysAgo(span - 1)));
  if (!data)
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={5} />;
  const counted = data.days.filter(({ size }) => size !== null);
  const points = data.days.map(({ day, size, mailable, entered, left }) => ({
    day: formatDay(day),
    size,
    mailable,
    entered,
    left: left === null ? null : -left,
  }));
  return (
    <Stack gap="lg">
      <Card
        title={t('size.title')}
        hint={t('size.hint')}
        actions={
          <SegmentedControl
            size="xs"
            aria-label={t('size.span')}
            value={String(span)}
            onChange={(value) => setSpan(Number(value))}
            data={SPANS.map((days) => ({ value: String(days), label: t('size.days', { count: days }) }))}
          />
        }
      >
        {counted.length === 0 ? (
          <Text c="dimmed">{t('size.none')}</Text>
        ) : (
          <AreaChart
            h={260}
            data={points}
            dataKey="day"
            withLegend
            connectNulls
            withDots={counted.length < 3}
            curveType="monotone"
            valueFormatter={formatNumber}
            series={[
              { name: 'size', label: t('size.members'), color: 'tide.6' },
              { name: 'mailable', label: t('size.mailable'), color: 'blue.6' },
            ]}
            xAxisProps={{ minTickGap: 40 }}
          />
        )}
      </Card>
      {isTracked && counted.length > 0 && (
        <Card title={t('size.movement')}>
          <BarChart
            h={200}
            data={points}
            dataKey="day"
            type="stacked"
            withLegend
            valueFormatter={(value) => formatNumber(Math.abs(value))}
            series={[
              { name: 'entered', label: t('size.entered'), color: 'tide.6' },
              { name: 'left', label: t('size.left'), color: 'red.6' },
            ]}
            xAxisProps={{ minTickGap: 40 }}
          />
        </Card>
      )}
      {counted.length > 0 && <DaysTable days={counted} isTracked={isTracked} />}
    </Stack>
  );
}

type Day = {
  day: string;
  size: number | null;
  mailable: number | null;
  entered: number | null;
  left: number | null;
};

/** The same numbers for those who cannot see a chart, and for copying. */
function DaysTable({ days, isTracked }: { days: readonly Day[]; isTracked: boolean }) {
  const { t } = useTranslation('segments');
  const show = (value: number | null) => (value === null ? '–' : formatNumber(value));
  return (
    <Card title={t('size.table')}>
      <Table.ScrollContainer minWidth={320} mah={320} type="native">
        <Table className="numbers" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('size.day')}</Table.Th>
              <Table.Th ta="right">{t('size.members')}</Table.Th>
              <Table.Th ta="right">{t('size.mailable')}</Table.Th>
              {isTracked && <Table.Th ta="right">{t('size.entered')}</Table.Th>}
              {isTracked && <Table.Th ta="right">{t('size.left')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.toReversed().map(({ day, size, mailable, entered, left }) => (
              <Table.Tr key={day}>
                <Table.Td>{formatDay(day)}</Table.Td>
                <Table.Td ta="right">{show(size)}</Table.Td>
                <Table.Td ta="right">{show(mailable)}</Table.Td>
                {isTracked && <Table.Td ta="right">{show(entered)}</Table.Td>}
                {isTracked && <Table.Td ta="right">{show(left)}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
