import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { webhookSubscriptionsQuery, type WebhookSubscription } from './webhook-queries';

/** Pausing asks first, since it cancels what waits; going on does not. */
export function PauseSubscription({ subscription }: { subscription: WebhookSubscription }) {
  const { t } = useTranslation('webhooks');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, url, isActive } = subscription;
  const change = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/webhook-subscriptions/{id}', {
          params: { path: { id } },
          body: { isActive: !isActive },
        }),
      ),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: webhookSubscriptionsQuery.queryKey });
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={change.isPending && !isAsking}
        onClick={() => (isActive ? setAsking(true) : change.mutate())}
        aria-label={t(isActive ? 'pauseLabel' : 'resumeLabel', { url })}
      >
        {t(isActive ? 'pause' : 'resume')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('pauseTitle')}
        confirmLabel={t('pause')}
        isBusy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('pauseText')}
      </ConfirmDialog>
    </>
  );
}

export function RemoveSubscription({ subscription }: { subscription: WebhookSubscription }) {
  const { t } = useTranslation('webhooks');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, url } = subscription;
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/webhook-subscriptions/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: webhookSubscriptionsQuery.queryKey }),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => setAsking(true)}
        aria-label={t('removeLabel', { url })}
      >
        {t('remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('removeTitle')}
        confirmLabel={t('remove')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('removeText')}
      </ConfirmDialog>
    </>
  );
}
