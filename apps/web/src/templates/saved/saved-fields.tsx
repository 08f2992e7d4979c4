import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import type { FieldsOf } from '../blocks/fields/field-parts';
import { useCanvas } from '../blocks/editor-context';
import { savedBlocksQuery, savedUsesQuery } from './saved-queries';

/** A synced block: what it is, and the way to a copy that can be changed. */
export function SavedFields({ block }: Pick<FieldsOf<'saved'>, 'block'>) {
  const { t } = useTranslation('templates');
  const { putCopies } = useCanvas();
  const known = useQuery(savedBlocksQuery);
  const uses = useQuery(savedUsesQuery(block.savedBlockId));
  const saved = known.data?.find(({ id }) => id === block.savedBlockId);
  return (
    <Stack gap="sm">
      <Text fw={600}>{saved?.name ?? t('saved.gone')}</Text>
      <Text size="sm" c="dimmed">
        {t('saved.inEmails', { count: uses.data?.templates.length ?? 0 })}
      </Text>
      {saved && (
        <Button variant="default" onClick={() => putCopies(block.id, saved.blocks)}>
          {t('saved.unlink')}
        </Button>
      )}
      <Text size="xs" c="dimmed">
        {t('saved.unlinkHint')}
      </Text>
    </Stack>
  );
}

/** Takes saved blocks out of the list; emails that hold copies keep them. */
export function ForgetSaved({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('templates');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/saved-blocks/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: ['saved-blocks'] });
    },
  });
  return (
    <>
      <Button
        variant="default"
        c="var(--mantine-color-error)"
        size="compact-sm"
        aria-label={t('saved.deleteNamed', { name })}
        onClick={() => setAsking(true)}
      >
        {t('actions.delete')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('saved.deleteTitle', { name })}
        confirmLabel={t('actions.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('saved.deleteText')}
      </ConfirmDialog>
    </>
  );
}
