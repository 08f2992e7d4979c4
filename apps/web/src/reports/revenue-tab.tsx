import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { SimpleGrid, Stack, Text } from '@mantine/core';
import IconShoppingCart from '@tabler/icons-react/dist/esm/icons/IconShoppingCart.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { formatMoney, formatNumber, formatShortNumber } from '../ui/format-number';
import { FigureTable } from './figure-table';
import { nameOf, pointsOf } from './lines';
import { revenueQuery, type Period, type RevenueReport } from './report-queries';
import { ReportState } from './report-state';
import { ReportTile } from './report-tile';

const FIGURES = ['orders', 'revenue', 'attributedOrders', 'attributedRevenue'] as const;
type Figure = (typeof FIGURES)[number];

/** What contacts bought, and what of it followed a click in a mail. */
export function RevenueTab({ period }: { period: Period }) {
  const { t } = useTranslation('reports');
  return (
    <ReportState query={useQuery(revenueQuery(period))}>
      {(data) =>
        data.hasOrders ? (
          <Revenue report={data} />
        ) : (
          <EmptyState icon={IconShoppingCart} title={t('sales.none')}>
            {t('sales.noneText')}
          </EmptyState>
        )
      }
    </ReportState>
  );
}

function Revenue({ report }: { report: RevenueReport }) {
  const { t } = useTranslation('reports');
  const { lines, total, before, currency } = report;
  const written = (name: Figure, value: number) =>
    name === 'revenue' || name === 'attributedRevenue' ? formatMoney(value, currency) : formatNumber(value);
  const points = pointsOf(lines).map((line) => ({
    ...line,
    rest: Math.round((line.revenue - line.attributedRevenue) * 100) / 100,
  }));
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="md">
        {FIGURES.map((name) => (
          <ReportTile
            key={name}
            label={t(`sales.${name}.label`)}
            means={t(`sales.${name}.means`)}
            value={written(name, total[name])}
            now={total[name]}
            before={before[name]}
          />
        ))}
      </SimpleGrid>
      <Card title={t('sales.title')} hint={t('sales.hint')}>
        {total.orders === 0 ? (
          <Text c="dimmed">{t('sales.empty')}</Text>
        ) : (
          <Stack gap="md">
            <BarChart
              h={260}
              data={points}
              dataKey="name"
              type="stacked"
              withLegend
              valueFormatter={(value) => formatMoney(value, currency)}
              yAxisProps={{ tickFormatter: formatShortNumber }}
              series={[
                { name: 'attributedRevenue', label: t('sales.attributedRevenue.label'), color: 'tide.6' },
                { name: 'rest', label: t('sales.rest'), color: 'gray.5' },
              ]}
              xAxisProps={{ minTickGap: 30 }}
              maxBarWidth={40}
            />
            <FigureTable
              label={t('sales.title')}
              fileName={`revenue-${report.from}-${report.to}`}
              keyOf={({ firstDay }) => firstDay}
              rows={lines.toReversed()}
              total={{ ...total, firstDay: '', lastDay: '' }}
              columns={[
                {
                  head: t(`per.${report.per as 'day'}`),
                  value: ({ firstDay }) => firstDay,
                  show: (line) => (line.firstDay ? nameOf(line) : t('total')),
                },
                ...FIGURES.map((name) => ({
                  head: t(`sales.${name}.label`),
                  means: t(`sales.${name}.means`),
                  value: (line: (typeof lines)[number]) => line[name],
                  show: (line: (typeof lines)[number]) => written(name, line[name]),
                })),
              ]}
            />
          </Stack>
        )}
      </Card>
    </Stack>
  );
}
