import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignReport } from '../api/models';
import { formatNumber } from '../ui/format';

export function LinkTable({ links }: { links: CampaignReport['links'] }) {
  const { t } = useTranslation('campaigns');
  if (links.length === 0) return <Text c="dimmed">{t('report.noLinks')}</Text>;
  return (
    <Table horizontalSpacing={0} verticalSpacing={6} className="numbers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('report.link')}</Table.Th>
          <Table.Th ta="right">{t('report.people')}</Table.Th>
          <Table.Th ta="right" pl="md">
            {t('report.clicks')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {links.map((link) => (
          <Table.Tr key={`${link.variant ?? ''}-${link.position}`}>
            <Table.Td maw={0} w="100%">
              <Text size="sm" truncate title={link.label}>
                {link.label || link.url}
              </Text>
              <Text size="xs" c="dimmed" truncate title={link.url}>
                {link.url}
              </Text>
            </Table.Td>
            <Table.Td ta="right">{formatNumber(link.uniqueHumanClickers)}</Table.Td>
            <Table.Td ta="right">{formatNumber(link.totalHumanClicks)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
