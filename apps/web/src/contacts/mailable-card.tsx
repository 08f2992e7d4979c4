import { Alert, Group, Stack, Text } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconMailCheck from '@tabler/icons-react/dist/esm/icons/IconMailCheck.mjs';
import { useQuery } from '@tanstack/react-query';
import type { Contact } from '../api/models';
import { Card } from '../ui/card';
import { formatDay, words } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { subscriptionsQuery, suppressionQuery } from './contact-queries';
import { explainMailable } from './explain-mailable';

/** Whether this person gets marketing mail, in one sentence, and the topics behind it. */
export function MailableCard({ contact }: { contact: Contact }) {
  const subscriptions = useQuery(subscriptionsQuery(contact.id));
  const suppressions = useQuery(suppressionQuery(contact.email));
  const error = subscriptions.error ?? suppressions.error;
  if (error) return <ProblemNotice error={error} title="Subscriptions" />;
  if (!subscriptions.data || !suppressions.data) return <Loading rows={2} />;
  const { isMailable, sentence } = explainMailable(subscriptions.data.items, suppressions.data.items[0]);
  return (
    <Card title="Subscriptions">
      <Stack gap="sm">
        <Alert
          color={isMailable ? 'tide' : 'yellow'}
          icon={isMailable ? <IconMailCheck aria-hidden /> : <IconBan aria-hidden />}
        >
          {sentence}
        </Alert>
        {subscriptions.data.items.map((topic) => (
          <Group key={topic.topicId} justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{topic.topicName}</Text>
            <Text size="sm" c={topic.status === 'subscribed' ? undefined : 'dimmed'} ta="right">
              {topic.status === 'none' ? 'never asked' : words(topic.status)}
              {topic.changedAt && (
                <Text span size="xs" c="dimmed">
                  {' '}
                  since {formatDay(topic.changedAt)}
                </Text>
              )}
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}
