import { Table, Text } from '@mantine/core';
import type { ContactImport } from '../api/models';
import { Card } from '../ui/card';

/** `optInTime` as `opt in time`, `attributes.plan` as `custom field plan`. */
function readable(target: string): string {
  if (target.startsWith('attributes.')) return target.replace('attributes.', 'custom field ');
  return target.replace(/([A-Z])/g, ' $1').toLowerCase();
}

/** Which column goes where. Files of one upload that agree share a line. */
export function ImportColumns({ columns }: { columns: ContactImport['columns'] }) {
  const lines = new Map(columns.map(({ column, target }) => [`${column}\n${target}`, { column, target }]));
  if (lines.size === 0) return null;
  return (
    <Card title="Columns" hint="How the file was understood.">
      <Table horizontalSpacing="xs" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>In the file</Table.Th>
            <Table.Th>Goes to</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...lines.entries()].map(([key, { column, target }]) => (
            <Table.Tr key={key}>
              <Table.Td>{column}</Table.Td>
              <Table.Td>
                {target === 'ignore' ? (
                  <Text size="sm" c="dimmed">
                    left out
                  </Text>
                ) : (
                  readable(target)
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
