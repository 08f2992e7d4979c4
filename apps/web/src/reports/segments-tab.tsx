import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { CountedNote } from '../ui/counted-note';
import { formatMoney } from '../ui/format-number';
import { FigureTable } from './figure-table';
import { segmentsReportQuery, type SegmentsReport } from './report-queries';
import type { Days } from './report-search';
import { ReportState } from './report-state';

type Row = SegmentsReport['everyone'] & { segmentId: string; name: string };

/** The leaderboard of segments for the period. */
export function SegmentsTab({ period }: { period: Days }) {
  const { t } = useTranslation('reports');
  const query = useQuery(segmentsReportQuery(period));
  return (
    <Card
      title={t('segments.title')}
      hint={t('segments.hint')}
      actions={
        <AnchorLink to="/segments/leaderboard" size="sm">
          {t('segments.leaderboard')}
        </AnchorLink>
      }
    >
      <CountedNote query={query} />
      <ReportState query={query}>{(data) => <Board data={data} period={period} />}</ReportState>
    </Card>
  );
}

function Board({ data, period }: { data: SegmentsReport; period: Days }) {
  const { t } = useTranslation('reports');
  const money = (amount: number | null) => (amount === null ? '–' : formatMoney(amount, data.currency));
  return (
    <FigureTable<Row>
      label={t('segments.title')}
      fileName={`segments-${period.from}-${period.to}`}
      keyOf={({ segmentId }) => segmentId}
      rows={data.segments}
      total={{ ...data.everyone, segmentId: '', name: '' }}
      minWidth={820}
      empty={t('segments.empty')}
      columns={[
        {
          head: t('segments.one'),
          value: ({ name }) => name,
          show: ({ segmentId, name, tooSmall }) =>
            segmentId === '' ? (
              t('segments.everyone')
            ) : (
              <>
                <Link to="/segments/$segmentId" params={{ segmentId }} className="row-link">
                  {name}
                </Link>
                {tooSmall && (
                  <Text size="xs" c="dimmed">
                    {t('segments.tooSmall')}
                  </Text>
                )}
              </>
            ),
        },
        { head: t('segments.contacts'), value: ({ contacts }) => contacts },
        { head: t('mail.delivered.label'), value: ({ delivered }) => delivered },
        {
          head: t('mail.openRate.label'),
          means: t('mail.openRate.means'),
          value: (row) => row.openRate,
          kind: 'rate',
        },
        {
          head: t('mail.clickRate.label'),
          means: t('mail.clickRate.means'),
          value: (row) => row.clickRate,
          kind: 'rate',
        },
        {
          head: t('mail.unsubscribeRate.label'),
          means: t('mail.unsubscribeRate.means'),
          value: (row) => row.unsubscribeRate,
          kind: 'rate',
        },
        { head: t('segments.bought'), value: (row) => row.conversionRate, kind: 'rate' },
        {
          head: t('sales.revenue.label'),
          value: ({ revenue }) => revenue,
          show: ({ revenue }) => money(revenue),
        },
      ]}
    />
  );
}
