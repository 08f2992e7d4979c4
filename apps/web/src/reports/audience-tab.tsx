import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sourceName } from '../contacts/source-words';
import { Card } from '../ui/card';
import { CountedNote } from '../ui/counted-note';
import { formatNumber } from '../ui/format-number';
import { FigureTable } from './figure-table';
import { nameOf, pointsOf } from './lines';
import { growthQuery, type GrowthReport, type Period } from './report-queries';
import { ReportState } from './report-state';
import { ReportTile } from './report-tile';

const FIGURES = ['newContacts', 'subscribed', 'unsubscribed', 'suppressed', 'net'] as const;

/** How the audience grows. */
export function AudienceTab({ period }: { period: Period }) {
  const query = useQuery(growthQuery(period));
  return (
    <Stack gap="xs">
      <CountedNote query={query} />
      <ReportState query={query}>{(data) => <Growth report={data} />}</ReportState>
    </Stack>
  );
}

function Growth({ report }: { report: GrowthReport }) {
  const { t } = useTranslation('reports');
  const { t: tc } = useTranslation('contacts');
  const { lines, total, before, sources } = report;
  const isEmpty = FIGURES.every((name) => total[name] === 0);
  const points = pointsOf(lines).map((line) => ({
    ...line,
    unsubscribed: -line.unsubscribed,
    suppressed: -line.suppressed,
  }));
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md">
        {FIGURES.map((name) => (
          <ReportTile
            key={name}
            label={t(`growth.${name}.label`)}
            means={t(`growth.${name}.means`)}
            value={formatNumber(total[name])}
            now={total[name]}
            before={before[name]}
          />
        ))}
      </SimpleGrid>
      <Card title={t('growth.title')} hint={t('growth.hint')}>
        {isEmpty ? (
          <Text c="dimmed">{t('growth.empty')}</Text>
        ) : (
          <Stack gap="md">
            <BarChart
              h={260}
              data={points}
              dataKey="name"
              type="stacked"
              withLegend
              valueFormatter={(value) => formatNumber(Math.abs(value))}
              series={[
                { name: 'subscribed', label: t('growth.subscribed.label'), color: 'tide.6' },
                { name: 'unsubscribed', label: t('growth.unsubscribed.label'), color: 'orange.6' },
                { name: 'suppressed', label: t('growth.suppressed.label'), color: 'red.7' },
              ]}
              xAxisProps={{ minTickGap: 30 }}
              maxBarWidth={40}
              barChartProps={{ stackOffset: 'sign' }}
            />
            <FigureTable
              label={t('growth.title')}
              fileName={`growth-${report.from}-${report.to}`}
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
                  head: t(`growth.${name}.label`),
                  means: t(`growth.${name}.means`),
                  value: (line: (typeof lines)[number]) => line[name],
                })),
              ]}
            />
          </Stack>
        )}
      </Card>
      <Card title={t('sources.title')} hint={t('sources.hint')}>
        <FigureTable
          label={t('sources.title')}
          fileName={`sources-${report.from}-${report.to}`}
          keyOf={({ source }) => source}
          rows={sources}
          minWidth={300}
          empty={t('sources.empty')}
          columns={[
            {
              head: t('sources.source'),
              value: ({ source }) => source,
              show: ({ source }) => sourceName(source, tc),
            },
            { head: t('growth.newContacts.label'), value: ({ newContacts }) => newContacts },
            { head: t('sources.before'), value: (row) => row.before },
          ]}
        />
      </Card>
    </Stack>
  );
}
