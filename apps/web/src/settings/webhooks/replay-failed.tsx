import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { webhookHealthQuery, type WebhookSubscription } from './webhook-queries';

/** Makes all failed calls again: of one webhook, or of all (`subscription` is null). */
export function ReplayFailed({ subscription }: { subscription: WebhookSubscription | null }) {
  const { t } = useTranslation('webhooks');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const replay = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/webhook-calls/replay-failed', {
          body: subscription ? { subscriptionId: subscription.id } : {},
        }),
      ),
    onSuccess: async (done) => {
      setAsking(false);
      const isNone = done.replayed + done.hurried === 0;
      notifications.show({ message: isNone ? t('replayedNone') : t('replayed', { ...done }) });
      await client.invalidateQueries({ queryKey: webhookHealthQuery.queryKey });
      await client.invalidateQueries({ queryKey: ['webhook-calls'] });
    },
  });
  return (
    <>
      <Button
        variant="default"
        size={subscription ? 'xs' : 'sm'}
        onClick={() => setAsking(true)}
        {...(subscription && { 'aria-label': t('replayAllLabel', { url: subscription.url }) })}
      >
        {t(subscription ? 'replayAllOf' : 'replayAll')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('replayTitle')}
        confirmLabel={t('replayAllOf')}
        isBusy={replay.isPending}
        error={replay.error}
        onConfirm={() => replay.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('replayText')}
      </ConfirmDialog>
    </>
  );
}
