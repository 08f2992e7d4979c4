import { Button, Group, List, Loader, Modal, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { ProblemNotice } from '../ui/problem-notice';
import { useBuilder } from './builder/builder-context';
import type { Draft } from './builder/use-draft';
import type { Sequence } from './models';
import { problemsQuery } from './sequence-queries';

interface Props {
  sequence: Sequence;
  draft: Draft;
  onClose: () => void;
}

/** Saves first, shows what is in the way, and asks what becomes of those who are inside. */
export function PublishDialog({ sequence, draft, onClose }: Props) {
  const { t } = useTranslation(['sequences', 'ui']);
  const { counts } = useBuilder();
  const [inside, setInside] = useState<'stay' | 'move'>('stay');
  const client = useQueryClient();
  const waiting = [...counts.values()].reduce((sum, one) => sum + one.waiting, 0);
  const flush = useMutation({ mutationFn: () => draft.flush() });
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) flush.mutate();
    isFirst.current = false;
  }, [flush]);
  const checked = useQuery({
    ...problemsQuery(sequence.id, draft.savedVersion),
    enabled: flush.isSuccess && !draft.isDirty,
    staleTime: 0,
  });
  const publish = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/sequences/{id}/publish', {
          params: { path: { id: sequence.id } },
          body: waiting > 0 ? { inside } : {},
        }),
      ),
    onSuccess: async (answer) => {
      draft.acknowledge(answer);
      onClose();
      notifications.show({
        title: t('publish.done', { version: answer.publishedVersion ?? 1 }),
        message:
          answer.moved > 0
            ? t('publish.moved', { count: answer.moved })
            : t(answer.status === 'paused' ? 'publish.donePaused' : 'publish.doneHint'),
        color: 'tide',
      });
      await client.invalidateQueries({ queryKey: ['sequences'] });
    },
  });
  const blocks = checked.data?.problems.filter(({ level }) => level === 'block') ?? [];
  const warns = checked.data?.problems.filter(({ level }) => level === 'warn') ?? [];
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('publish.title')}</Text>} size="lg">
      <Stack>
        <Text size="sm">{t(sequence.publishedVersion === null ? 'publish.first' : 'publish.next')}</Text>
        <ProblemNotice error={flush.error} title={t('save.notSaved')} />
        {!flush.error && !checked.data && (
          <Group gap="xs" role="status">
            <Loader size="xs" /> <Text size="sm">{t('publish.checking')}</Text>
          </Group>
        )}
        {blocks.length > 0 && (
          <Notice color="red" title={t('problems.blocked', { count: blocks.length })}>
            <List size="sm">
              {blocks.map((problem) => (
                <List.Item key={problem.pointer + problem.code}>
                  {problem.message} {problem.remedy}
                </List.Item>
              ))}
            </List>
          </Notice>
        )}
        {warns.length > 0 && (
          <Notice color="yellow" title={t('problems.warned', { count: warns.length })}>
            <List size="sm">
              {warns.map((problem) => (
                <List.Item key={problem.pointer + problem.code}>
                  {problem.message} {problem.remedy}
                </List.Item>
              ))}
            </List>
          </Notice>
        )}
        {waiting > 0 && (
          <Radio.Group
            label={t('publish.inside', { count: waiting })}
            value={inside}
            onChange={(value) => setInside(value as 'stay' | 'move')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="stay" label={t('publish.stay')} description={t('publish.stayHint')} />
              <Radio value="move" label={t('publish.move')} description={t('publish.moveHint')} />
            </Stack>
          </Radio.Group>
        )}
        <ProblemNotice error={publish.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ui:actions.back')}
          </Button>
          <Button
            disabled={!checked.data || blocks.length > 0 || checked.isFetching}
            loading={publish.isPending}
            onClick={() => publish.mutate()}
          >
            {t('actions.publish')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
