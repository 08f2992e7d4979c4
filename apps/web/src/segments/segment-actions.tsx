import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

export function SegmentActions({ segment }: { segment: Segment }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('segments:write');
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/segments/{id}', { params: { path: { id: segment.id } } })),
    onSuccess: async () => {
      await navigate({ to: '/segments' });
      await client.invalidateQueries({ queryKey: ['segments', 'list'] });
    },
  });
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title="Delete this segment?"
        confirmLabel="Delete"
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        Only the rules go; its contacts stay. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}
