import { Badge, Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Segment } from '../api/models';
import { formatAgo, formatNumber } from '../ui/format';
import { SegmentCountButton } from './segment-count-button';

export function SegmentTable({ segments }: { segments: Segment[] }) {
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Segment</Table.Th>
            <Table.Th ta="right">Contacts</Table.Th>
            <Table.Th visibleFrom="sm">Changed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.map((segment) => (
            <Table.Tr key={segment.id}>
              <Table.Td>
                <Link to="/segments/$segmentId" params={{ segmentId: segment.id }} className="row-link">
                  {segment.name}
                </Link>{' '}
                {segment.isBroken && (
                  <Badge size="sm" color="red.8">
                    Broken
                  </Badge>
                )}
                {segment.kind === 'static' && (
                  <Badge size="sm" variant="default">
                    Frozen list
                  </Badge>
                )}
                {segment.description && (
                  <Text size="sm" c="dimmed" lineClamp={1}>
                    {segment.description}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">
                {segment.lastCount !== null && segment.lastCountedAt !== null ? (
                  <>
                    {formatNumber(segment.lastCount)}
                    <Text size="xs" c="dimmed">
                      counted {formatAgo(segment.lastCountedAt)}
                    </Text>
                  </>
                ) : (
                  <SegmentCountButton segment={segment} />
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm">{formatAgo(segment.updatedAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
