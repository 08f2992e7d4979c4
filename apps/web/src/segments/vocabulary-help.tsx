import { Accordion, Code, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { vocabularyQuery } from './segment-queries';

const EXAMPLES = [
  ['A value', '{ "field": "attributes.plan", "op": "is", "value": "Pro" }'],
  ['A tag', '{ "tag": "vip", "has": true }'],
  ['One of several', '{ "match": "any", "rules": [ … ] }'],
] as const;

/** What the rules of this workspace may name. */
export function VocabularyHelp() {
  const { data } = useQuery(vocabularyQuery);
  return (
    <Accordion variant="separated">
      <Accordion.Item value="help">
        <Accordion.Control>What rules may say</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            {EXAMPLES.map(([label, example]) => (
              <div key={label}>
                <Text size="sm">{label}</Text>
                <Code block>{example}</Code>
              </div>
            ))}
            <ScrollArea.Autosize
              mah={320}
              type="auto"
              viewportProps={{ tabIndex: 0, 'aria-label': 'Fields and their operators' }}
            >
              <Table horizontalSpacing="xs" verticalSpacing={4} fz="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Field</Table.Th>
                    <Table.Th>Operators</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {data?.fields.map((field) => (
                    <Table.Tr key={field.path}>
                      <Table.Td>
                        <Code>{field.path}</Code>
                        <br />
                        {field.label}
                      </Table.Td>
                      <Table.Td>
                        {field.operators.join(', ')}
                        {field.choices.length > 0 && (
                          <Text size="xs" c="dimmed">
                            Values: {field.choices.join(', ')}
                          </Text>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollArea.Autosize>
            {data && data.events.length > 0 && (
              <Text size="sm">Events: {data.events.map(({ name }) => name).join(', ')}</Text>
            )}
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
