import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { Sender } from '../api/models';
import { unwrap } from '../api/unwrap';
import { sendersQuery } from '../campaigns/campaign-queries';
import { ConfirmDialog } from '../ui/confirm-dialog';

export function RemoveSender({ sender }: { sender: Sender }) {
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
        aria-label={`Remove ${sender.fromName}`}
      >
        Remove
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title="Remove this sender?"
        confirmLabel="Remove"
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        New campaigns cannot come from {sender.fromEmail} any more.
      </ConfirmDialog>
    </>
  );
}
