import { Badge, Group, Stack, Text, Timeline, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from '../notice';
import { formatTime } from '../../ui/format-time';
import type { Describe } from '../builder/use-describe';
import type { SequenceGraph } from '../graph/sequence-graph';
import type { Simulation } from '../models';

interface Props {
  walk: Simulation;
  graph: SequenceGraph;
  describe: Describe;
}

/** What would happen, with the dates. */
export function Walk({ walk, graph, describe }: Props) {
  const { t } = useTranslation('sequences');
  return (
    <Stack gap="sm" component="section" aria-label={t('simulate.result')}>
      <Title order={3}>{t('simulate.result')}</Title>
      <Notice
        color={walk.enters.holds ? 'tide' : 'yellow'}
        title={t(walk.enters.holds ? 'simulate.enters' : 'simulate.staysOut')}
      >
        {walk.enters.because}
      </Notice>
      <Timeline bulletSize={14} lineWidth={2} active={walk.entries.length}>
        {walk.entries.map((entry, index) => (
          <Timeline.Item
            key={index}
            title={
              <Group gap="xs">
                <Text size="sm" fw={600}>
                  {entry.step
                    ? describe.name(entry.step, graph.steps[entry.step])
                    : t(`simulate.ends.${entry.kind as 'goal' | 'exit'}`)}
                </Text>
                {entry.isSent === false && (
                  <Badge color="yellow" variant="light" c="var(--mantine-color-text)">
                    {t('simulate.notSent')}
                  </Badge>
                )}
              </Group>
            }
          >
            <Text size="sm">{entry.does}</Text>
            {entry.why && (
              <Text size="sm" c="dimmed">
                {entry.why}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {formatTime(entry.at, walk.zone)}
              {entry.until && ` – ${formatTime(entry.until, walk.zone)}`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <Text size="sm">
        {t(`simulate.endedBy.${walk.endedBy}`, { when: formatTime(walk.endsAt, walk.zone), zone: walk.zone })}
      </Text>
    </Stack>
  );
}
