import { Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { formatNumber, formatTime } from '../ui/format';
import { CampaignFigureCells } from './campaign-figure-cells';
import { CampaignStatusBadge } from './campaign-status-badge';

function whenOf(campaign: Campaign, t: TFunction<'campaigns'>): string {
  const { status, scheduledAt, finishedAt, updatedAt } = campaign;
  if (finishedAt) return t('list.finished', { when: formatTime(finishedAt) });
  if (scheduledAt && status === 'scheduled') return t('list.goesOut', { when: formatTime(scheduledAt) });
  return t('list.changed', { when: formatTime(updatedAt) });
}

export function CampaignTable({ campaigns }: { campaigns: Campaign[] }) {
  const { t } = useTranslation('campaigns');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('one')}</Table.Th>
            <Table.Th>{t('list.state')}</Table.Th>
            <Table.Th ta="right" visibleFrom="xs">
              {t('list.audience')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('list.sent')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('list.opened')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('list.clicked')}
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
                  {whenOf(campaign, t)}
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
