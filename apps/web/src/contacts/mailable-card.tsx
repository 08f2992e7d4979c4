import { Alert, Group, Stack, Text } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconMailCheck from '@tabler/icons-react/dist/esm/icons/IconMailCheck.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../api/models';
import { Card } from '../ui/card';
import { formatDay } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { mailableQuery } from './contact-queries';

/** About what this person may be mailed, and what stands in the way of the rest. */
export function MailableCard({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const { data, error } = useQuery(mailableQuery(contact.id));
  if (error) return <ProblemNotice error={error} title={t('mailable.title')} />;
  if (!data) return <Loading rows={2} />;
  const mailable = data.topics.filter(({ isMailable }) => isMailable);
  return (
    <Card title={t('mailable.title')}>
      <Stack gap="sm">
        <Alert
          color={data.isMailable ? 'tide' : 'yellow'}
          icon={data.isMailable ? <IconMailCheck aria-hidden /> : <IconBan aria-hidden />}
        >
          {data.isMailable
            ? t('mailable.yes', { topics: mailable.map(({ topicName }) => topicName).join(', ') })
            : t('mailable.no')}
        </Alert>
        {data.topics.map((topic) => (
          <div key={topic.topicId}>
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Text size="sm" fw={500}>
                {topic.topicName}
              </Text>
              <Text size="sm" c={topic.isMailable ? undefined : 'dimmed'} ta="right">
                {t(topic.isMailable ? 'mailable.may' : 'mailable.mayNot')}
              </Text>
            </Group>
            {topic.obstacles.map(({ reason, since }) => (
              <Text key={reason} size="xs" c="dimmed">
                {t(`obstacles.${reason}`)}
                {since && ` (${t('since', { day: formatDay(since) })})`}
              </Text>
            ))}
          </div>
        ))}
      </Stack>
    </Card>
  );
}
