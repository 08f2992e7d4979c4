import { Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Campaign } from '../api/models';
import { formatNumber, formatTime } from '../ui/format';
import { CampaignFigureCells } from './campaign-figure-cells';
import { CampaignStatusBadge } from './campaign-status-badge';

function whenOf({ status, scheduledAt, finishedAt, updatedAt }: Campaign): string {
  if (finishedAt) return `Finished ${formatTime(finishedAt)}`;
  if (scheduledAt && status === 'scheduled') return `Goes out ${formatTime(scheduledAt)}`;
  return `Changed ${formatTime(updatedAt)}`;
}

export function CampaignTable({ campaigns }: { campaigns: Campaign[] }) {
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Campaign</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th ta="right" visibleFrom="xs">
              Audience
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Sent
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Opened
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Clicked
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="numbers">
          {campaigns.map((campaign) => (
            <Table.Tr key={campaign.id}>
              <Table.Td>
                <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} className="row-link">
                  {campaign.name}
                </Link>
                <Text size="xs" c="dimmed">
                  {whenOf(campaign)}
                </Text>
              </Table.Td>
              <Table.Td>
                <CampaignStatusBadge status={campaign.status} />
              </Table.Td>
              <Table.Td ta="right" visibleFrom="xs">
                {campaign.audienceCount === null ? '–' : formatNumber(campaign.audienceCount)}
              </Table.Td>
              <CampaignFigureCells campaign={campaign} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
