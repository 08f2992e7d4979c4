import { Skeleton, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../api/models';
import { useMay } from '../session/use-session';
import { formatNumber, formatRate } from '../ui/format';
import { hasLedger, reportQuery } from './campaign-queries';

const FRESH_MS = 60_000;

/** Sent, open rate and click rate; dashes before anything was sent. */
export function CampaignFigureCells({ campaign }: { campaign: Campaign }) {
  const mayRead = useMay('reports:read');
  const has = mayRead && hasLedger(campaign.status);
  const { data } = useQuery({
    ...reportQuery(campaign.id, campaign.status),
    enabled: has,
    staleTime: FRESH_MS,
  });
  const cells = data
    ? [formatNumber(data.sent), formatRate(data.rates.openRate), formatRate(data.rates.clickRate)]
    : ['–', '–', '–'];
  return cells.map((value, index) => (
    <Table.Td key={index} ta="right" visibleFrom="sm">
      {has && !data ? <Skeleton h={14} w={36} ml="auto" /> : value}
    </Table.Td>
  ));
}
