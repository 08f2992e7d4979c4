import { ActionIcon, Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Topic } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { topicsQuery } from './settings-queries';

interface Props {
  topic: Topic;
  /** All that are in use, in their order. */
  inUse: Topic[];
  onEdit: () => void;
}

interface Change {
  id: string;
  body: { position?: number; isArchived?: boolean };
}

/** Order, editing, archiving. */
export function TopicActions({ topic, inUse, onEdit }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { name } = topic;
  const change = useMutation({
    mutationFn: async (changes: Change[]) => {
      for (const { id, body } of changes)
        await unwrap(api.PATCH('/api/v1/topics/{id}', { params: { path: { id } }, body }));
    },
    onSettled: () => client.invalidateQueries({ queryKey: topicsQuery.queryKey }),
    onSuccess: () => setAsking(false),
    onError: (error) =>
      !isAsking &&
      notifications.show({ color: 'red', title: t('notSaved'), message: asProblem(error).message }),
  });
  if (topic.isArchived) {
    return (
      <Button
        size="xs"
        variant="default"
        loading={change.isPending}
        aria-label={t('topics.restoreLabel', { name })}
        onClick={() => change.mutate([{ id: topic.id, body: { isArchived: false } }])}
      >
        {t('ui:actions.restore')}
      </Button>
    );
  }
  const index = inUse.findIndex(({ id }) => id === topic.id);
  const move = (to: number) => change.mutate(reordered(inUse, index, to));
  return (
    <Group gap="xs">
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('topics.up', { name })}
        disabled={index === 0 || change.isPending}
        onClick={() => move(index - 1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('topics.down', { name })}
        disabled={index === inUse.length - 1 || change.isPending}
        onClick={() => move(index + 1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <Button size="xs" variant="default" onClick={onEdit} aria-label={t('topics.editLabel', { name })}>
        {t('ui:actions.edit')}
      </Button>
      <Button
        size="xs"
        variant="default"
        onClick={() => setAsking(true)}
        aria-label={t('topics.archiveLabel', { name })}
      >
        {t('topics.archive')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('topics.archiveTitle', { name })}
        confirmLabel={t('topics.archive')}
        isBusy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate([{ id: topic.id, body: { isArchived: true } }])}
        onClose={() => setAsking(false)}
      >
        {t('topics.archiveText')}
      </ConfirmDialog>
    </Group>
  );
}

/** The topics whose position changes when one moves; new ones all stand at 0 until somebody orders them. */
function reordered(topics: Topic[], from: number, to: number): Change[] {
  const order = [...topics];
  order.splice(to, 0, ...order.splice(from, 1));
  return order.flatMap(({ id, position }, index) =>
    position === index ? [] : [{ id, body: { position: index } }],
  );
}
