import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../api/models';
import { hasLedger, reportQuery } from '../campaigns/campaign-queries';
import { Card } from '../ui/card';
import { formatNumber, formatRate } from '../ui/format';
import { AnchorLink } from '../ui/anchor-link';

/** The figures of the newest campaign that went out. */
export function LastSentTile({ campaigns }: { campaigns: Campaign[] }) {
  const last = campaigns.find(({ status }) => hasLedger(status));
  const { data } = useQuery({ ...reportQuery(last?.id ?? '', last?.status ?? 'draft') });
  if (!last || !data) return null;
  const figures = [
    [formatNumber(data.sent), 'sent'],
    [formatRate(data.rates.openRate), 'opened'],
    [formatRate(data.rates.clickRate), 'clicked'],
  ] as const;
  return (
    <Card>
      <Text size="sm" c="dimmed">
        Last sent
      </Text>
      <Group gap="xl">
        {figures.map(([value, label]) => (
          <div key={label}>
            <Text fz={32} fw={650} lh={1.2} className="numbers">
              {value}
            </Text>
            <Text size="sm" c="dimmed">
              {label}
            </Text>
          </div>
        ))}
      </Group>
      <AnchorLink to="/campaigns/$campaignId" params={{ campaignId: last.id }} size="sm" mt={4}>
        {last.name}
      </AnchorLink>
    </Card>
  );
}
