import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Template } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

export function TemplateActions({ template }: { template: Template }) {
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('templates:write');
  const params = { params: { path: { id: template.id } } };
  const duplicate = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/templates/{id}/duplicate', params)),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['templates', 'list'] });
      await navigate({ to: '/templates/$templateId', params: { templateId: id } });
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Not duplicated', message: asProblem(error).message }),
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/templates/{id}', params)),
    onSuccess: async () => {
      await navigate({ to: '/templates' });
      await client.invalidateQueries({ queryKey: ['templates', 'list'] });
    },
  });
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" loading={duplicate.isPending} onClick={() => duplicate.mutate()}>
        Duplicate
      </Button>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title="Delete this template?"
        confirmLabel="Delete"
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        This cannot be undone. Campaigns that were already sent keep the version they froze.
      </ConfirmDialog>
    </>
  );
}
