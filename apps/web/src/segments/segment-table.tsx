import { Badge, Group, Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../api/models';
import { formatAgo, formatNumber } from '../ui/format';
import { KindBadge } from './kind-badge';
import { SegmentCountButton } from './segment-count-button';

export function SegmentTable({ segments }: { segments: Segment[] }) {
  const { t } = useTranslation('segments');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('one')}</Table.Th>
            <Table.Th ta="right">{t('list.contacts')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('list.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.map((segment) => (
            <Table.Tr key={segment.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Group gap={8}>
                  <Link to="/segments/$segmentId" params={{ segmentId: segment.id }} className="row-link">
                    {segment.name}
                  </Link>
                  {segment.isBroken && (
                    <Badge size="sm" color="red.8">
                      {t('list.broken')}
                    </Badge>
                  )}
                  {segment.alert && (
                    <Badge size="sm" variant="default">
                      {t('list.jumped')}
                    </Badge>
                  )}
                  <KindBadge kind={segment.kind} />
                </Group>
                <Text size="sm" c="dimmed" lineClamp={2}>
                  {segment.description || segment.summary.text}
                </Text>
              </Table.Td>
              <Table.Td ta="right" miw={110}>
                {segment.lastCount !== null && segment.lastCountedAt !== null ? (
                  <>
                    {formatNumber(segment.lastCount)}
                    <Text size="xs" c="dimmed">
                      {t('list.counted', { when: formatAgo(segment.lastCountedAt) })}
                    </Text>
                  </>
                ) : (
                  <SegmentCountButton segment={segment} />
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
                {formatAgo(segment.updatedAt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
