import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Contact } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ConfirmDialog } from '../ui/confirm-dialog';

/** Erases a person for good. */
export function EraseButton({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const erase = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/api/v1/contacts/{id}', {
          params: { path: { id: contact.id }, query: reason.trim() ? { reason: reason.trim() } : {} },
        }),
      ),
    onSuccess: async () => {
      await navigate({ to: '/contacts' });
      client.removeQueries({ queryKey: ['contacts', contact.id] });
      await client.invalidateQueries({ queryKey: ['contacts', 'list'] });
    },
  });
  return (
    <>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
        {t('erase.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('erase.title', { email: contact.email })}
        confirmLabel={t('erase.confirm')}
        isDangerous
        isBusy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate()}
        onClose={() => setAsking(false)}
      >
        <Stack gap="sm">
          <div>{t('erase.text')}</div>
          <TextInput
            label={t('erase.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Stack>
      </ConfirmDialog>
    </>
  );
}
