import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../ui/format';
import { detailOf } from '../delivery-detail';
import type { Recipient } from './report-search';

/** Opens and clicks of one person; `–` where nobody may measure them. */
function didWhat(row: Recipient, t: TFunction<'reports'>): string {
  if (!row.isTracked) return t('recipients.notMeasured');
  const parts = [
    row.opens > 0 && t('recipients.opens', { count: row.opens, when: formatTime(row.firstOpenedAt) }),
    row.clicks > 0 && t('recipients.clicks', { count: row.clicks }),
    row.machineOpens > 0 && t('recipients.machineOpens', { count: row.machineOpens }),
  ];
  return parts.filter(Boolean).join(' · ') || '–';
}

export function RecipientRows({ rows }: { rows: readonly Recipient[] }) {
  const { t } = useTranslation('reports');
  const { t: c } = useTranslation('campaigns');
  const hasVariants = rows.some(({ variant }) => variant !== null);
  return (
    <Table horizontalSpacing="xs" verticalSpacing={8} className="numbers">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{c('log.recipient')}</Table.Th>
          <Table.Th>{c('log.stateHead')}</Table.Th>
          <Table.Th visibleFrom="sm">{c('log.when')}</Table.Th>
          <Table.Th>{t('recipients.did')}</Table.Th>
          <Table.Th visibleFrom="md">{c('log.detail')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.deliveryId}>
            <Table.Td miw={{ base: 150, sm: 230 }} style={{ overflowWrap: 'anywhere' }}>
              {row.email ? (
                <Link to="/contacts/$contactId" params={{ contactId: row.contactId }} className="row-link">
                  {row.email}
                </Link>
              ) : (
                <Text c="dimmed">{t('recipients.erased')}</Text>
              )}
              {hasVariants && row.variant && (
                <Text size="xs" c="dimmed">
                  {t('recipients.variant', { variant: row.variant.toUpperCase() })}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{c(`delivery.${row.status}`)}</Table.Td>
            <Table.Td visibleFrom="sm">{formatTime(row.finishedAt ?? row.handedOverAt)}</Table.Td>
            <Table.Td>
              <Text size="sm">{didWhat(row, t)}</Text>
            </Table.Td>
            <Table.Td visibleFrom="md" maw={300}>
              <Text size="sm" c="dimmed" truncate title={detailOf(row, c)}>
                {detailOf(row, c)}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
