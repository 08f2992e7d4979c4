import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { ApiKey } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { apiKeysQuery } from './settings-queries';

export function RevokeKey({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('settings');
  const [isAsking, setAsking] = useState(false);
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: apiKey.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => setAsking(true)}
        aria-label={t('keys.revokeLabel', { name: apiKey.name })}
      >
        {t('keys.revoke')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('keys.revokeTitle', { name: apiKey.name })}
        confirmLabel={t('keys.revoke')}
        isDangerous
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('keys.revokeText')}
      </ConfirmDialog>
    </>
  );
}
