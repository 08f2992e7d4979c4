import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Topic } from '../api/models';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { topicsQuery } from './settings-queries';
import { TopicDialog } from './topic-dialog';

/** What people can choose to receive. */
export function TopicsTab() {
  const topics = useQuery(topicsQuery);
  const mayWrite = useMay('consent:write');
  const [edited, setEdited] = useState<Topic | 'new' | null>(null);
  const add = mayWrite && <Button onClick={() => setEdited('new')}>Add a topic</Button>;
  return (
    <Stack maw={680}>
      <ProblemNotice error={topics.error} onRetry={() => void topics.refetch()} />
      {topics.isPending && <Loading rows={2} />}
      {topics.data?.items.length === 0 && (
        <EmptyState icon={IconBell} title="No topics yet" action={add}>
          People subscribe to topics such as a newsletter or product news. A campaign belongs to one and
          reaches only those who subscribed to it.
        </EmptyState>
      )}
      {topics.data?.items.map((topic) => (
        <Paper withBorder p="md" key={topic.id}>
          <Group justify="space-between" gap="sm">
            <div style={{ minWidth: 0, flex: '1 1 240px' }}>
              <Group gap="xs">
                <Text fw={650}>{topic.name}</Text>
                {!topic.isPublic && (
                  <Badge variant="default" size="sm">
                    Not on the preference page
                  </Badge>
                )}
              </Group>
              <Text size="sm" c="dimmed">
                {topic.description || topic.key}
              </Text>
            </div>
            {mayWrite && (
              <Button
                size="xs"
                variant="default"
                onClick={() => setEdited(topic)}
                aria-label={`Edit ${topic.name}`}
              >
                Edit
              </Button>
            )}
          </Group>
        </Paper>
      ))}
      {topics.data && topics.data.items.length > 0 && <Group>{add}</Group>}
      {edited && <TopicDialog topic={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Stack>
  );
}
