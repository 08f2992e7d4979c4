import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Sender } from '../api/models';
import { unwrap } from '../api/unwrap';
import { sendersQuery } from '../campaigns/campaign-queries';
import { ConfirmDialog } from '../ui/confirm-dialog';

export function RemoveSender({ sender }: { sender: Sender }) {
  const { t } = useTranslation(['settings', 'ui']);
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/senders/{id}', { params: { path: { id: sender.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sendersQuery.queryKey }),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => setAsking(true)}
        aria-label={t('senders.removeLabel', { name: sender.fromName })}
      >
        {t('ui:actions.remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('senders.removeTitle')}
        confirmLabel={t('ui:actions.remove')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('senders.removeText', { email: sender.fromEmail })}
      </ConfirmDialog>
    </>
  );
}
