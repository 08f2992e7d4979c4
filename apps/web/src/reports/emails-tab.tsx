import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { SimpleGrid, Stack, Text } from '@mantine/core';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { formatNumber, formatRate } from '../ui/format-number';
import { CarbonCard } from './carbon-card';
import { FigureTable, type Column } from './figure-table';
import { nameOf, pointsOf } from './lines';
import { engagementQuery, type EngagementReport, type Period } from './report-queries';
import { ReportState } from './report-state';
import { ReportTile } from './report-tile';
import { TopCampaigns } from './top-campaigns';

const COUNTS = ['sent', 'delivered'] as const;
const RATES = ['openRate', 'clickRate', 'unsubscribeRate', 'complaintRate'] as const;

/** What the mail of campaigns brought. */
export function EmailsTab({ period }: { period: Period }) {
  const { t } = useTranslation('reports');
  return (
    <ReportState query={useQuery(engagementQuery(period))}>
      {(data) =>
        data.total.sent === 0 && data.before.sent === 0 ? (
          <EmptyState
            icon={IconSend}
            title={t('mail.none')}
            action={<ButtonLink to="/campaigns">{t('mail.noneAction')}</ButtonLink>}
          >
            {t('mail.noneText')}
          </EmptyState>
        ) : (
          <Stack gap="lg">
            <Engagement report={data} />
            <TopCampaigns period={period} />
            <CarbonCard carbon={data.carbon} />
          </Stack>
        )
      }
    </ReportState>
  );
}

function Engagement({ report }: { report: EngagementReport }) {
  const { t } = useTranslation('reports');
  const { lines, total, before } = report;
  const points = pointsOf(lines);
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
        {COUNTS.map((name) => (
          <ReportTile
            key={name}
            label={t(`mail.${name}.label`)}
            means={t(`mail.${name}.means`)}
            value={formatNumber(total[name])}
            now={total[name]}
            before={before[name]}
          />
        ))}
        {RATES.map((name) => (
          <ReportTile
            key={name}
            label={t(`mail.${name}.label`)}
            means={t(`mail.${name}.means`)}
            value={formatRate(total[name])}
            now={total[name]}
            before={before[name]}
            isRate
          />
        ))}
      </SimpleGrid>
      <Card title={t('mail.title')} hint={t('mail.hint')}>
        {total.sent === 0 ? (
          <Text c="dimmed">{t('mail.empty')}</Text>
        ) : (
          <Stack gap="md">
            <BarChart
              h={260}
              data={points}
              dataKey="name"
              withLegend
              valueFormatter={formatNumber}
              series={[
                { name: 'delivered', label: t('mail.delivered.label'), color: 'tide.3' },
                { name: 'opened', label: t('mail.opened.label'), color: 'tide.6' },
                { name: 'clicked', label: t('mail.clicked.label'), color: 'blue.7' },
              ]}
              xAxisProps={{ minTickGap: 30 }}
              maxBarWidth={24}
            />
            <LinesTable report={report} />
          </Stack>
        )}
      </Card>
    </>
  );
}

type Line = EngagementReport['lines'][number];

function LinesTable({ report }: { report: EngagementReport }) {
  const { t } = useTranslation('reports');
  const column = (
    name: 'sent' | 'delivered' | 'bounced' | 'opened' | 'clicked' | 'unsubscribed' | 'complained',
  ) => ({
    head: t(`mail.${name}.label`),
    means: t(`mail.${name}.means`),
    value: (line: Line) => line[name],
  });
  const rate = (name: 'openRate' | 'clickRate'): Column<Line> => ({
    head: t(`mail.${name}.label`),
    means: t(`mail.${name}.means`),
    value: (line) => line[name],
    kind: 'rate',
  });
  return (
    <FigureTable
      label={t('mail.title')}
      fileName={`emails-${report.from}-${report.to}`}
      keyOf={({ firstDay }) => firstDay}
      rows={report.lines.toReversed().filter(({ sent }) => sent > 0)}
      total={{ ...report.total, firstDay: '', lastDay: '' }}
      minWidth={860}
      columns={[
        {
          head: t(`per.${report.per as 'day'}`),
          value: ({ firstDay }) => firstDay,
          show: (line) => (line.firstDay ? nameOf(line) : t('total')),
        },
        column('sent'),
        column('delivered'),
        column('bounced'),
        column('opened'),
        rate('openRate'),
        column('clicked'),
        rate('clickRate'),
        column('unsubscribed'),
        column('complained'),
      ]}
    />
  );
}
