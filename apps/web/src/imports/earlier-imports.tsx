import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { formatAgo, formatNumber } from '../ui/format';
import { importStatus } from './import-status';
import { importsQuery } from './import-queries';

/** The latest ten. Nothing before the first. */
export function EarlierImports() {
  const { t } = useTranslation('imports');
  const { data } = useQuery(importsQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <Card title={t('earlier.title')}>
      <Table horizontalSpacing="xs" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('earlier.file')}</Table.Th>
            <Table.Th>{t('earlier.result')}</Table.Th>
            <Table.Th ta="right">{t('earlier.rows')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Link to="/contacts/import/$importId" params={{ importId: one.id }} className="row-link">
                  {one.fileName}
                </Link>
                <Text size="xs" c="dimmed">
                  {formatAgo(one.createdAt)}
                </Text>
              </Table.Td>
              <Table.Td>{t(`status.${importStatus(one)}`)}</Table.Td>
              <Table.Td ta="right">{one.totalRows === null ? '–' : formatNumber(one.totalRows)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
