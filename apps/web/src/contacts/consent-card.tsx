import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { topicsQuery } from '../settings/settings-queries';
import { Card } from '../ui/card';
import { formatTime, words } from '../ui/format';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { consentRecordsQuery } from './contact-queries';

/** The evidence: who agreed to what, when, how and from where. It cannot be changed. */
export function ConsentCard({ contactId }: { contactId: string }) {
  const { t, i18n } = useTranslation('contacts');
  const pages = useCursorPages(contactId);
  const records = useQuery(consentRecordsQuery(contactId, pages.cursor));
  const action = (name: string) =>
    i18n.exists(`contacts:consent.actions.${name}`)
      ? t(`consent.actions.${name}` as 'consent.title')
      : words(name);
  const method = (name: string) =>
    i18n.exists(`contacts:consent.methods.${name}`)
      ? t(`consent.methods.${name}` as 'consent.title')
      : words(name);
  const topics = useQuery(topicsQuery);
  const topic = (key: string) => topics.data?.items.find((one) => one.key === key)?.name ?? key;
  return (
    <Card title={t('consent.title')} hint={t('consent.hint')}>
      <ProblemNotice error={records.error} onRetry={() => void records.refetch()} />
      {records.isPending && <Loading rows={3} height={24} />}
      {records.data?.items.length === 0 && <Text c="dimmed">{t('consent.none')}</Text>}
      <Stack gap="md">
        {records.data?.items.map((record) => (
          <div key={record.id}>
            <Text size="sm" fw={600}>
              {action(record.action)}
              {record.topicKey && `: ${topic(record.topicKey)}`}
            </Text>
            {record.consentText && <Text size="sm">{t('consent.quote', { text: record.consentText })}</Text>}
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {[formatTime(record.occurredAt), method(record.method), record.ip, record.userAgent]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
      {records.data && <Pager pages={pages} nextCursor={records.data.nextCursor} />}
    </Card>
  );
}
