import { Button, Drawer, Group, Select, Stack, Text, Timeline } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../notice';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { useMay } from '../../session/use-session';
import { AnchorLink } from '../../ui/anchor-link';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatTime } from '../../ui/format-time';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { useDescribe } from '../builder/use-describe';
import { asGraph } from '../graph/sequence-graph';
import type { EnrollmentStory, Sequence } from '../models';
import { storyQuery, versionQuery } from '../sequence-queries';

interface Props {
  enrollmentId: string;
  sequence: Sequence;
  onClose: () => void;
}

/** One passage: what happened, what is next and when, and why something was not sent. */
export function StoryDrawer({ enrollmentId, sequence, onClose }: Props) {
  const { t } = useTranslation('sequences');
  const { data, error, refetch } = useQuery(storyQuery(enrollmentId));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={<Text fw={650}>{data?.contactEmail ?? t('story.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('story.close') }}
    >
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading />}
      {data && <Story story={data} sequence={sequence} />}
    </Drawer>
  );
}

function Story({ story, sequence }: { story: EnrollmentStory; sequence: Sequence }) {
  const { t } = useTranslation('sequences');
  const maySend = useMay('campaigns:send');
  return (
    <Stack>
      <Notice color={story.problem ? 'red' : 'tide'} title={t('story.next')}>
        <Text size="sm">{story.next}</Text>
        {story.nextAt && (
          <Text size="sm" c="dimmed">
            {formatTime(story.nextAt, story.zone)} ({story.zone})
          </Text>
        )}
        {story.problem && <Text size="sm">{story.problem}</Text>}
      </Notice>
      <AnchorLink to="/contacts/$contactId" params={{ contactId: story.contactId }} size="sm">
        {t('story.contact')}
      </AnchorLink>
      <Timeline bulletSize={14} lineWidth={2} active={story.log.length}>
        {story.log.map((line, index) => (
          <Timeline.Item key={index} title={<Text size="sm">{line.text}</Text>}>
            {line.why && (
              <Text size="sm" c="dimmed">
                {line.why}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {formatTime(line.at, story.zone)}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <Text size="xs" c="dimmed">
        {t('story.zone', { zone: story.zone, version: story.version })}
      </Text>
      {maySend && story.status === 'active' && <Steer story={story} sequence={sequence} />}
    </Stack>
  );
}

/** Moving somebody to another step, and taking them out. */
function Steer({ story, sequence }: { story: EnrollmentStory; sequence: Sequence }) {
  const { t } = useTranslation('sequences');
  const describe = useDescribe();
  const client = useQueryClient();
  const [target, setTarget] = useState<string | null>(null);
  const [asked, setAsked] = useState<'move' | 'stop' | null>(null);
  const version = useQuery(versionQuery(sequence.id, story.version));
  const steps = version.data ? asGraph(version.data.graph).steps : {};
  const params = { path: { id: story.id } };
  const run = useMutation({
    mutationFn: async (what: 'move' | 'stop') => {
      if (what === 'stop') await unwrap(api.POST('/api/v1/enrollments/{id}/stop', { params }));
      else if (target) {
        await unwrap(api.POST('/api/v1/enrollments/{id}/move', { params, body: { step: target } }));
      }
    },
    onSuccess: async () => {
      setAsked(null);
      setTarget(null);
      await client.invalidateQueries({ queryKey: ['sequences'] });
    },
  });
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <Select
          label={t('story.moveTo')}
          data={Object.entries(steps).map(([id, step]) => ({
            value: id,
            label: t('steps.option', { step: describe.name(id, step), does: describe.step(step) }),
          }))}
          value={target}
          onChange={setTarget}
          searchable
          style={{ flex: '1 1 220px' }}
        />
        <Button variant="default" disabled={!target} onClick={() => setAsked('move')}>
          {t('story.move')}
        </Button>
      </Group>
      <Button
        variant="default"
        c="var(--mantine-color-error)"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => setAsked('stop')}
      >
        {t('story.stop')}
      </Button>
      <ConfirmDialog
        opened={asked !== null}
        title={asked === 'stop' ? t('story.stopTitle') : t('story.moveTitle')}
        confirmLabel={asked === 'stop' ? t('story.stop') : t('story.move')}
        isDangerous={asked === 'stop'}
        isBusy={run.isPending}
        error={run.error}
        onConfirm={() => asked && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {asked === 'stop' ? t('story.stopText') : t('story.moveText')}
      </ConfirmDialog>
    </Stack>
  );
}
