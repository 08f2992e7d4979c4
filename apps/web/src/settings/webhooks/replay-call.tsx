import { Button, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ProblemNotice } from '../../ui/problem-notice';
import { webhookCallQuery, type WebhookCallDetails } from './webhook-queries';

export function ReplayCall({ call }: { call: WebhookCallDetails }) {
  const { t } = useTranslation('webhooks');
  const client = useQueryClient();
  const replay = useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/v1/webhook-calls/{id}/replay', { params: { path: { id: call.id } } })),
    onSuccess: (details) => {
      client.setQueryData(webhookCallQuery(call.id).queryKey, details);
      notifications.show({ message: t('call.replayed') });
    },
  });
  return (
    <Stack gap="xs">
      <Button loading={replay.isPending} onClick={() => replay.mutate()} title={t('call.replayHint')}>
        {t('call.replay')}
      </Button>
      <ProblemNotice error={replay.error} />
    </Stack>
  );
}
