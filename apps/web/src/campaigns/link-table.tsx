import { Table, Text } from '@mantine/core';
import type { CampaignReport } from '../api/models';
import { formatNumber } from '../ui/format';

export function LinkTable({ links }: { links: CampaignReport['links'] }) {
  if (links.length === 0) return <Text c="dimmed">The message has no links that are counted.</Text>;
  return (
    <Table horizontalSpacing={0} verticalSpacing={6} className="numbers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Link</Table.Th>
          <Table.Th ta="right">People</Table.Th>
          <Table.Th ta="right" pl="md">
            Clicks
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
