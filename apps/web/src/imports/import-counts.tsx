import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ContactImport } from '../api/models';
import { Card } from '../ui/card';
import { countOf, formatNumber } from '../ui/format';

type Key = keyof ContactImport['counts'];

const ROWS: { key: Key; label: string }[] = [
  { key: 'new', label: 'New contacts' },
  { key: 'updated', label: 'Updated' },
  { key: 'unchanged', label: 'Already the same' },
  { key: 'duplicate', label: 'Same person twice' },
  { key: 'invalid', label: 'No usable address' },
  { key: 'erased', label: 'Erased before, left out' },
];

const PEOPLE: { key: Key; label: string }[] = [
  { key: 'subscribed', label: 'Subscribed' },
  { key: 'nonsubscribed', label: 'Never subscribed' },
  { key: 'unsubscribed', label: 'Unsubscribed' },
  { key: 'cleaned', label: 'Dead address' },
  { key: 'suppressed', label: 'Must not be mailed' },
];

/** Every row counts once; the second list says what the people are. */
export function ImportCounts({ found }: { found: ContactImport }) {
  const { counts } = found;
  if (counts.rows === 0) return null;
  const show = (list: typeof ROWS) =>
    list
      .filter(({ key }) => counts[key] > 0)
      .map(({ key, label }) => (
        <div key={key}>
          <Text fz={22} fw={650} className="numbers" lh={1.3}>
            {formatNumber(counts[key])}
          </Text>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
        </div>
      ));
  const sentences = [
    ...(counts.invalid > 0 ? [`${countOf(counts.invalid, 'row')} could not be used.`] : []),
    ...(counts.droppedValues > 0
      ? [`${countOf(counts.droppedValues, 'value')} did not fit the field and stay out.`]
      : []),
  ];
  return (
    <Card
      title={found.dryRun ? 'What would happen' : 'What happened'}
      hint={`Every one of the ${countOf(counts.rows, 'row')} counts once.`}
    >
      <Stack>
        <SimpleGrid cols={{ base: 2, sm: 3, md: 6 }}>{show(ROWS)}</SimpleGrid>
        <Text fw={600} mt="sm">
          The people in the file
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }}>{show(PEOPLE)}</SimpleGrid>
        {sentences.length > 0 && (
          <Text size="sm">
            {sentences.join(' ')}{' '}
            <Anchor size="sm" href={`/api/v1/contact-imports/${found.id}/errors`}>
              Download the list with reasons
            </Anchor>
          </Text>
        )}
      </Stack>
    </Card>
  );
}
