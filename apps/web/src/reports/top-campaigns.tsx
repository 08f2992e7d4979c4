import { Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { Card } from '../ui/card';
import { formatMoney } from '../ui/format-number';
import { formatDay } from '../ui/format-time';
import { FigureTable } from './figure-table';
import { campaignsReportQuery, type CampaignsReport } from './report-queries';
import type { Days } from './report-search';
import { ReportState } from './report-state';

const SORTS = ['sent', 'openRate', 'clickRate', 'unsubscribeRate', 'revenue'] as const;
type Sort = (typeof SORTS)[number];
type Line = CampaignsReport['campaigns'][number];

/** As many as can be compared. */
const MOST_COMPARED = 5;

/** Campaigns of the period, best first by what one chooses. */
export function TopCampaigns({ period }: { period: Days }) {
  const { t } = useTranslation('reports');
  const [sort, setSort] = useState<Sort>('sent');
  const query = useQuery(campaignsReportQuery(period));
  const rows = (query.data?.campaigns ?? []).toSorted((a, b) => (b[sort] ?? -1) - (a[sort] ?? -1));
  const best = rows.slice(0, MOST_COMPARED).map(({ campaignId }) => campaignId);
  return (
    <Card
      title={t('campaigns.title')}
      hint={t('campaigns.hint')}
      actions={
        <Group align="flex-end" gap="sm">
          <NativeSelect
            size="xs"
            aria-label={t('campaigns.sort')}
            value={sort}
            onChange={(event) => setSort(event.currentTarget.value as Sort)}
            data={SORTS.map((name) => ({ value: name, label: t(`campaigns.by.${name}`) }))}
          />
          {best.length > 1 && (
            <ButtonLink to="/campaigns/compare" search={{ ids: best }} variant="default" size="xs">
              {t('campaigns.compare', { count: best.length })}
            </ButtonLink>
          )}
        </Group>
      }
    >
      <ReportState query={query}>
        {({ currency }) => <Rows rows={rows} currency={currency} period={period} />}
      </ReportState>
    </Card>
  );
}

function Rows({ rows, currency, period }: { rows: Line[]; currency: string; period: Days }) {
  const { t } = useTranslation('reports');
  const rate = (name: 'openRate' | 'clickRate' | 'unsubscribeRate') => ({
    head: t(`mail.${name}.label`),
    means: t(`mail.${name}.means`),
    value: (line: Line) => line[name],
    kind: 'rate' as const,
  });
  return (
    <FigureTable
      label={t('campaigns.title')}
      fileName={`campaigns-${period.from}-${period.to}`}
      keyOf={({ campaignId }) => campaignId}
      rows={rows}
      minWidth={760}
      empty={t('campaigns.empty')}
      columns={[
        {
          head: t('campaigns.one'),
          value: ({ name }) => name,
          show: ({ campaignId, name }) => (
            <Link to="/campaigns/$campaignId" params={{ campaignId }} className="row-link">
              {name}
            </Link>
          ),
        },
        {
          head: t('campaigns.day'),
          value: ({ firstDay }) => firstDay,
          show: ({ firstDay }) => formatDay(firstDay),
        },
        { head: t('mail.sent.label'), means: t('mail.sent.means'), value: ({ sent }) => sent },
        rate('openRate'),
        rate('clickRate'),
        rate('unsubscribeRate'),
        { head: t('sales.orders.label'), means: t('campaigns.ordersMeans'), value: ({ orders }) => orders },
        {
          head: t('sales.revenue.label'),
          means: t('campaigns.ordersMeans'),
          value: ({ revenue }) => revenue,
          show: ({ revenue }) => formatMoney(revenue, currency),
        },
      ]}
    />
  );
}
