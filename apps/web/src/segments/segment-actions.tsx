import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

/** Copying and deleting. */
export function SegmentActions({ segment }: { segment: Segment }) {
  const { t } = useTranslation(['segments', 'ui']);
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('segments:write');
  const params = { params: { path: { id: segment.id } } };
  const refresh = () => client.invalidateQueries({ queryKey: ['segments', 'list'] });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/segments/{id}', params)),
    onSuccess: async () => {
      await navigate({ to: '/segments', ignoreBlocker: true });
      await refresh();
    },
  });
  const duplicate = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/segments/{id}/duplicate', params)),
    onSuccess: async ({ id }) => {
      await refresh();
      await navigate({ to: '/segments/$segmentId', params: { segmentId: id } });
    },
  });
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" loading={duplicate.isPending} onClick={() => duplicate.mutate()}>
        {t('ui:actions.duplicate')}
      </Button>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
        {t('ui:actions.delete')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('delete.title')}
        confirmLabel={t('ui:actions.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('delete.text')}
      </ConfirmDialog>
    </>
  );
}
