import { Alert, Checkbox, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Suppression } from '../../api/models';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { OWN_CHOICE } from './suppression-search';

interface Props {
  suppression: Suppression;
  onClose: () => void;
}

/** Says what the law says, and asks why: the answer stays in the audit log. */
export function LiftSuppression({ suppression, onClose }: Props) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { id, reason, email } = suppression;
  const isOwnChoice = OWN_CHOICE.has(reason);
  const [why, setWhy] = useState('');
  const [wasAsked, setAsked] = useState(false);
  const [isIncomplete, setIncomplete] = useState(false);
  const lift = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/api/v1/suppressions/{id}', {
          params: { path: { id }, query: { reason: why.trim(), ...(isOwnChoice ? { force: true } : {}) } },
        }),
      ),
    onSuccess: async () => {
      notifications.show({ message: t('suppressions.lifted') });
      onClose();
      await client.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
  const confirm = () => {
    const isReady = why.trim() !== '' && (!isOwnChoice || wasAsked);
    setIncomplete(!isReady);
    if (isReady) lift.mutate();
  };
  return (
    <ConfirmDialog
      opened
      title={t('suppressions.liftTitle', { email: email ?? t('suppressions.onlyHash') })}
      confirmLabel={t('suppressions.lift')}
      isDangerous
      isBusy={lift.isPending}
      error={lift.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Alert
          color={isOwnChoice ? 'red' : 'yellow'}
          styles={{ message: { color: 'var(--mantine-color-text)' } }}
        >
          {t(`suppressions.warning.${reason}`)}
        </Alert>
        <TextInput
          label={t('suppressions.why')}
          description={t('suppressions.whyHint')}
          required
          maxLength={500}
          data-autofocus
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
          error={isIncomplete && why.trim() === '' ? t('suppressions.whyMissing') : undefined}
        />
        {isOwnChoice && (
          <Checkbox
            label={t('suppressions.wasAsked')}
            checked={wasAsked}
            onChange={({ currentTarget }) => setAsked(currentTarget.checked)}
            error={isIncomplete && !wasAsked ? t('suppressions.wasAskedMissing') : undefined}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
