import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { AnchorLink } from '../../ui/anchor-link';
import { ProblemNotice } from '../../ui/problem-notice';
import { webhookCallQuery, type WebhookSubscription } from './webhook-queries';

/** Calls the address with `webhook.test` and says what became of it. */
export function TestCall({ subscription }: { subscription: WebhookSubscription }) {
  const { t } = useTranslation('webhooks');
  const { id, url } = subscription;
  const test = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/webhook-subscriptions/{id}/test', { params: { path: { id } } })),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={test.isPending}
        onClick={() => test.mutate()}
        aria-label={t('testLabel', { url })}
      >
        {t('test')}
      </Button>
      {test.data && (
        // Below all buttons of the row, whichever comes after this one.
        <div role="status" style={{ flexBasis: '100%', order: 1 }}>
          <Outcome key={test.data.id} callId={test.data.id} />
        </div>
      )}
      <ProblemNotice error={test.error} />
    </>
  );
}

function Outcome({ callId }: { callId: string }) {
  const { t } = useTranslation('webhooks');
  const { data, error } = useQuery(webhookCallQuery(callId));
  if (error) return <ProblemNotice error={error} />;
  const last = data?.attemptList.at(-1);
  const isDelivered = data?.status === 'delivered';
  const why = last?.problem ?? (last?.status ? t('call.answered', { status: last.status }) : '');
  return (
    <Group gap="xs">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {!last && t('tested.pending')}
        {last && isDelivered && t('tested.delivered', { status: last.status })}
        {last && !isDelivered && t('tested.failed', { why })}
      </Text>
      {last && (
        <AnchorLink size="sm" to="/settings/webhooks/calls/$callId" params={{ callId }}>
          {t('tested.look')}
        </AnchorLink>
      )}
    </Group>
  );
}
