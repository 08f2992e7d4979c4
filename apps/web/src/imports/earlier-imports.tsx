import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card } from '../ui/card';
import { formatAgo, formatNumber } from '../ui/format';
import { importStatus } from './import-status';
import { importsQuery } from './import-queries';

/** The latest ten. Nothing before the first. */
export function EarlierImports() {
  const { data } = useQuery(importsQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <Card title="Earlier imports">
      <Table horizontalSpacing="xs" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>File</Table.Th>
            <Table.Th>Result</Table.Th>
            <Table.Th ta="right">Rows</Table.Th>
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
              <Table.Td>{importStatus(one)}</Table.Td>
              <Table.Td ta="right">{one.totalRows === null ? '–' : formatNumber(one.totalRows)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
