import { Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/use-session';
import { Card } from '../../ui/card';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { ProblemNotice } from '../../ui/problem-notice';
import { ReadOnlyNote } from '../read-only-note';
import { AttemptList } from './attempt-list';
import { CallFacts } from './call-facts';
import { CallStatusBadge } from './call-status-badge';
import { ReplayCall } from './replay-call';
import { webhookCallQuery } from './webhook-queries';

/** One call: what is sent, and every attempt with its answer. */
export function CallPage() {
  const { t } = useTranslation('webhooks');
  const { callId = '' } = useParams({ strict: false });
  const { scopes } = useSession();
  const mayRead = scopes.includes('contacts:read');
  const { data, error, isPending, refetch } = useQuery({ ...webhookCallQuery(callId), enabled: mayRead });
  const mayReplay = scopes.includes('webhooks:write') && data !== undefined && data.status !== 'pending';
  return (
    <>
      <PageHeader
        title={data ? t('call.title', { event: data.event }) : t('list.title')}
        back={{ to: '/settings/webhooks/calls', label: t('call.back') }}
        aside={data && <CallStatusBadge status={data.status} />}
        actions={mayReplay && <ReplayCall call={data} />}
      />
      {!mayRead && <ReadOnlyNote>{t('call.sensitive')}</ReadOnlyNote>}
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {mayRead && isPending && <Loading rows={5} />}
      {data && (
        <Stack maw={860}>
          <CallFacts call={data} />
          <Card title={t('call.attempts')}>
            {data.attemptList.length === 0 && <Text size="sm">{t('call.none')}</Text>}
            <AttemptList attempts={data.attemptList} />
          </Card>
          <Card title={t('call.body')} hint={t('call.bodyHint')}>
            <Code
              block
              mah={420}
              tabIndex={0}
              style={{ overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
            >
              {JSON.stringify(
                { id: data.id, event: data.event, createdAt: data.createdAt, data: data.data },
                null,
                2,
              )}
            </Code>
          </Card>
        </Stack>
      )}
    </>
  );
}
