import { Badge, Button, Checkbox, Group, Paper, Stack, Text } from '@mantine/core';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Topic } from '../api/models';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { allTopicsQuery } from './settings-queries';
import { TopicActions } from './topic-actions';
import { TopicDialog } from './topic-dialog';

/** What people can choose to receive, in the order of the preference page. */
export function TopicsArea() {
  const { t } = useTranslation('settings');
  const topics = useQuery(allTopicsQuery);
  const mayWrite = useMay('consent:write');
  const [edited, setEdited] = useState<Topic | 'new' | null>(null);
  const [withArchived, setWithArchived] = useState(false);
  const add = mayWrite && <Button onClick={() => setEdited('new')}>{t('topics.add')}</Button>;
  const inUse = topics.data?.items.filter(({ isArchived }) => !isArchived) ?? [];
  const archived = topics.data?.items.filter(({ isArchived }) => isArchived) ?? [];
  return (
    <Stack maw={760}>
      <ProblemNotice error={topics.error} onRetry={() => void topics.refetch()} />
      {topics.isPending && <Loading rows={2} />}
      {topics.data && inUse.length === 0 && (
        <EmptyState icon={IconBell} title={t('topics.empty')} action={add}>
          {t('topics.emptyText')}
        </EmptyState>
      )}
      {[...inUse, ...(withArchived ? archived : [])].map((topic) => (
        <Paper withBorder p="md" key={topic.id}>
          <Group justify="space-between" gap="sm">
            <div style={{ minWidth: 0, flex: '1 1 240px' }}>
              <Group gap="xs">
                <Text fw={650}>{topic.name}</Text>
                {topic.isArchived && <Note text={t('topics.archived')} />}
                {!topic.isPublic && <Note text={t('topics.hidden')} />}
              </Group>
              <Text size="sm" c="dimmed">
                {topic.description || topic.key}
              </Text>
            </div>
            {mayWrite && <TopicActions topic={topic} inUse={inUse} onEdit={() => setEdited(topic)} />}
          </Group>
        </Paper>
      ))}
      {inUse.length > 0 && <Group>{add}</Group>}
      {archived.length > 0 && (
        <Checkbox
          label={t('topics.showArchived')}
          checked={withArchived}
          onChange={({ currentTarget }) => setWithArchived(currentTarget.checked)}
        />
      )}
      {edited && <TopicDialog topic={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  );
}

function Note({ text }: { text: string }) {
  return (
    <Badge variant="default" size="sm">
      {text}
    </Badge>
  );
}
