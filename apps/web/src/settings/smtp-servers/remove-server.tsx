import { Button, List } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { smtpServersQuery, type SmtpServer } from './server-queries';

/** Asks first, saying where the mail goes afterwards. */
export function RemoveServer({ server, isLast }: { server: SmtpServer; isLast: boolean }) {
  const { t } = useTranslation('servers');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { id, name, senderDomains, signsIn } = server;
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/smtp-servers/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      setAsking(false);
      notifications.show({ message: t('removed', { name }) });
      await client.invalidateQueries({ queryKey: smtpServersQuery.queryKey });
    },
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => setAsking(true)}
        aria-label={t('removeLabel', { name })}
      >
        {t('remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('removal.title', { name })}
        confirmLabel={t('removal.confirm')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <List size="sm" spacing={6}>
          <List.Item>{isLast ? t('removal.last') : t('removal.rest')}</List.Item>
          {senderDomains.length > 0 && (
            <List.Item>{t('removal.domains', { domains: senderDomains.join(', ') })}</List.Item>
          )}
          {signsIn && <List.Item>{t('removal.password')}</List.Item>}
        </List>
      </ConfirmDialog>
    </>
  );
}
