import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignReport } from '../../api/models';
import { FigureTable } from '../../reports/figure-table';
import { Card } from '../../ui/card';
import { formatDay, formatNumber, formatTime } from '../../ui/format';
import { activityOf } from './activity';

/** When people opened and clicked. */
export function ActivityCard({ report }: { report: CampaignReport }) {
  const { t } = useTranslation('reports');
  const [per, setPer] = useState<'hour' | 'day'>('hour');
  const points = activityOf(report.activity, per).map((point) => ({
    ...point,
    name: per === 'hour' ? formatTime(point.at) : formatDay(point.at),
  }));
  return (
    <Card
      title={t('activity.title')}
      hint={t('activity.hint')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('period.per')}
          value={per}
          onChange={(value) => setPer(value as 'hour' | 'day')}
          data={(['hour', 'day'] as const).map((value) => ({ value, label: t(`activity.${value}`) }))}
        />
      }
    >
      {points.length === 0 ? (
        <Text c="dimmed">{t('activity.empty')}</Text>
      ) : (
        <Stack gap="md">
          <BarChart
            h={220}
            data={points}
            dataKey="name"
            withLegend
            valueFormatter={formatNumber}
            series={[
              { name: 'opens', label: t('activity.opens'), color: 'tide.6' },
              { name: 'clicks', label: t('activity.clicks'), color: 'blue.7' },
            ]}
            xAxisProps={{ minTickGap: 60 }}
            maxBarWidth={24}
          />
          <FigureTable
            label={t('activity.title')}
            fileName={`activity-${report.campaignId}`}
            keyOf={({ at }) => at}
            rows={points.filter(({ opens, clicks }) => opens + clicks > 0)}
            minWidth={300}
            columns={[
              { head: t(`activity.${per}`), value: ({ at }) => at, show: ({ name }) => name },
              { head: t('activity.opens'), value: ({ opens }) => opens },
              { head: t('activity.clicks'), value: ({ clicks }) => clicks },
            ]}
          />
        </Stack>
      )}
    </Card>
  );
}
