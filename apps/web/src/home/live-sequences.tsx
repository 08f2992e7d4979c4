import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { liveSequencesQuery, sequenceCountsQuery } from './home-queries';

/** Sequences that take people in, with how many are inside. Nothing when none is live. */
export function LiveSequences() {
  const { t } = useTranslation('home');
  const { data } = useQuery(liveSequencesQuery);
  if (!data || data.items.length === 0) return null;
  return (
    <Card
      title={t('sequences.title')}
      actions={
        <AnchorLink to="/sequences" size="sm">
          {t('sequences.all')}
        </AnchorLink>
      }
    >
      <Stack gap="sm">
        {data.items.map(({ id, name }) => (
          <LiveSequence key={id} id={id} name={name} />
        ))}
      </Stack>
    </Card>
  );
}

function LiveSequence({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('home');
  const { data } = useQuery(sequenceCountsQuery(id));
  const waiting = data?.steps.reduce((sum, step) => sum + step.waiting, 0) ?? 0;
  const sent = data?.steps.reduce((sum, step) => sum + step.sent, 0) ?? 0;
  return (
    <Group justify="space-between" gap="xs">
      <AnchorLink
        to="/sequences/$sequenceId"
        params={{ sequenceId: id }}
        style={{ overflowWrap: 'anywhere' }}
      >
        {name}
      </AnchorLink>
      {data && (
        <Text size="sm" c="dimmed" className="numbers">
          {t('sequences.inside', { count: waiting })} · {t('sequences.sent', { count: sent })}
        </Text>
      )}
    </Group>
  );
}
