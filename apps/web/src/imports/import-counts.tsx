import { Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ContactImport } from '../api/models';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format';

type Key = Exclude<keyof ContactImport['counts'], 'rows' | 'droppedValues'>;

const ROWS: readonly Key[] = ['new', 'updated', 'unchanged', 'duplicate', 'invalid', 'erased'];
const PEOPLE: readonly Key[] = ['subscribed', 'nonsubscribed', 'unsubscribed', 'cleaned', 'suppressed'];

/** Every row counts once; the second list says what the people are. */
export function ImportCounts({ found }: { found: ContactImport }) {
  const { t } = useTranslation('imports');
  const { counts } = found;
  if (counts.rows === 0) return null;
  const show = (list: readonly Key[]) =>
    list
      .filter((key) => counts[key] > 0)
      .map((key) => (
        <div key={key}>
          <Text fz={22} fw={650} className="numbers" lh={1.3}>
            {formatNumber(counts[key])}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`counts.${key}`)}
          </Text>
        </div>
      ));
  const sentences = [
    ...(counts.invalid > 0
      ? [t('counts.badRows', { count: counts.invalid, number: formatNumber(counts.invalid) })]
      : []),
    ...(counts.droppedValues > 0
      ? [t('counts.badValues', { count: counts.droppedValues, number: formatNumber(counts.droppedValues) })]
      : []),
  ];
  return (
    <Card
      title={t(found.dryRun ? 'counts.would' : 'counts.did')}
      hint={t('counts.hint', { count: counts.rows, number: formatNumber(counts.rows) })}
    >
      <Stack>
        <SimpleGrid cols={{ base: 2, sm: 3, md: 6 }}>{show(ROWS)}</SimpleGrid>
        <Text fw={600} mt="sm">
          {t('counts.people')}
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }}>{show(PEOPLE)}</SimpleGrid>
        {sentences.length > 0 && (
          <Text size="sm">
            {sentences.join(' ')}{' '}
            <Anchor size="sm" href={`/api/v1/contact-imports/${found.id}/errors`}>
              {t('counts.download')}
            </Anchor>
          </Text>
        )}
      </Stack>
    </Card>
  );
}
