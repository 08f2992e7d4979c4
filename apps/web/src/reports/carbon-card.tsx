import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { formatBytes, formatNumber } from '../ui/format-number';
import type { EngagementReport } from './report-queries';

/** An estimate is told as a band, with its model: no single number would be true. */
export function CarbonCard({ carbon }: { carbon: EngagementReport['carbon'] }) {
  const { t } = useTranslation('reports');
  if (carbon.bytes === 0) return null;
  return (
    <Card title={t('carbon.title')}>
      <Text fz={20} fw={650} className="numbers">
        {t('carbon.band', { low: grams(carbon.low), high: grams(carbon.high) })}
      </Text>
      <Text size="sm" c="dimmed" mt={4} maw={720}>
        {t('carbon.means', { middle: grams(carbon.middle), bytes: formatBytes(carbon.bytes) })}
      </Text>
    </Card>
  );
}

function grams(value: number): string {
  if (value >= 1000) return `${formatNumber(Math.round(value / 100) / 10)} kg`;
  return `${formatNumber(value >= 10 ? Math.round(value) : Number(value.toPrecision(2)))} g`;
}
