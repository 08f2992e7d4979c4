import { Button, Grid, Group, MultiSelect, Progress, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../api/models';
import type { components } from '../api/schema.gen';
import { Card } from '../ui/card';
import { CountedNote } from '../ui/counted-note';
import { formatNumber, formatRate } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { overlapQuery, segmentsQuery, traitsQuery } from './segment-queries';
import { offerStartingTree } from './starting-tree';

type Combination = components['schemas']['CombinationView'];

/** The API compares eight groups at most, this one among them. */
const MOST_OTHERS = 7;

/** How a segment overlaps with others, and what its people have in common. */
export function ComparePanel({ segment }: { segment: Segment }) {
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Overlap segment={segment} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Traits segment={segment} />
      </Grid.Col>
    </Grid>
  );
}

function Overlap({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const [others, setOthers] = useState<string[]>([]);
  const known = useQuery(segmentsQuery({}));
  const ids = [segment.id, ...others];
  const overlap = useQuery(overlapQuery(ids));
  const choices = (known.data?.items ?? []).filter(({ id, isBroken }) => id !== segment.id && !isBroken);
  const nameOf = (index: number) =>
    index === 0 ? segment.name : (choices.find(({ id }) => id === ids[index])?.name ?? '');
  return (
    <Card title={t('overlap.title')} hint={t('overlap.hint')}>
      <Stack>
        <MultiSelect
          label={t('overlap.with')}
          placeholder={others.length === 0 ? t('overlap.choose') : ''}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={others}
          onChange={setOthers}
          maxValues={MOST_OTHERS}
          searchable
        />
        <ProblemNotice error={overlap.error} />
        {others.length > 0 && overlap.data && !overlap.isPlaceholderData && (
          <Combinations combinations={overlap.data.combinations} inAny={overlap.data.inAny} nameOf={nameOf} />
        )}
        {others.length > 0 && overlap.isFetching && <Loading rows={2} />}
      </Stack>
    </Card>
  );
}

interface CombinationsProps {
  combinations: readonly Combination[];
  inAny: number;
  nameOf: (index: number) => string;
}

function Combinations({ combinations, inAny, nameOf }: CombinationsProps) {
  const { t } = useTranslation('segments');
  const navigate = useNavigate();
  if (combinations.length === 0) return <Text c="dimmed">{t('overlap.nobody')}</Text>;
  const make = (tree: unknown) => {
    offerStartingTree(tree);
    void navigate({ to: '/segments/new' });
  };
  return (
    <Stack gap="md">
      {combinations.map(({ groups, contacts, tree }) => {
        const names = groups.map(nameOf);
        const label =
          names.length === 1
            ? t('overlap.only', { name: names[0] })
            : t('overlap.both', { names: names.join(' + ') });
        return (
          <div key={groups.join()}>
            <Group justify="space-between" gap="sm" mb={4}>
              <Text size="sm" style={{ flex: '1 1 180px', overflowWrap: 'anywhere' }}>
                {label}
              </Text>
              <Group gap="sm" wrap="nowrap">
                <Text size="sm" fw={600} className="numbers">
                  {formatNumber(contacts)}
                </Text>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => make(tree)}
                  aria-label={t('overlap.makeLabel', { label })}
                >
                  {t('overlap.make')}
                </Button>
              </Group>
            </Group>
            <Progress
              value={inAny > 0 ? (100 * contacts) / inAny : 0}
              color={names.length === 1 ? 'gray' : 'tide'}
              aria-label={label}
            />
          </div>
        );
      })}
    </Stack>
  );
}

/** What its people have more often than others. */
function Traits({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const traits = useQuery({ ...traitsQuery(segment.id), enabled: !segment.isBroken });
  return (
    <Card title={t('traits.title')} hint={t('traits.hint')}>
      <ProblemNotice error={traits.error} onRetry={() => void traits.refetch()} />
      <CountedNote query={traits} />
      {traits.isFetching && !traits.data && <Loading rows={3} height={28} />}
      {traits.data?.traits.length === 0 && <Text c="dimmed">{t('traits.none')}</Text>}
      {traits.data && traits.data.traits.length > 0 && (
        <Table horizontalSpacing="xs" verticalSpacing={6} className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('traits.value')}</Table.Th>
              <Table.Th ta="right">{t('traits.here')}</Table.Th>
              <Table.Th ta="right">{t('traits.everyone')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {traits.data.traits.map((trait) => (
              <Table.Tr key={trait.field + trait.value}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Text size="sm">{trait.value}</Text>
                  <Text size="xs" c="dimmed">
                    {trait.fieldLabel}
                  </Text>
                </Table.Td>
                <Table.Td ta="right">{formatRate(trait.share)}</Table.Td>
                <Table.Td ta="right">{formatRate(trait.referenceShare)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  );
}
