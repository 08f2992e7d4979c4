import { Button, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { useMay } from '../../session/use-session';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatTime } from '../../ui/format-time';
import { ShownOnce } from '../shown-once';
import { webhookSecretQuery } from './webhook-queries';

/** Since when the signing secret is in use; a new one is shown this once. */
export function SecretCard() {
  const { t } = useTranslation('webhooks');
  const client = useQueryClient();
  const isAdmin = useMay('workspace:admin');
  const { data } = useQuery(webhookSecretQuery);
  const [isAsking, setAsking] = useState(false);
  const rotate = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/webhook-secret/rotate')),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: webhookSecretQuery.queryKey });
    },
  });
  const label = t(data?.rotatedAt ? 'secret.rotate' : 'secret.make');
  return (
    <Card
      title={t('secret.title')}
      hint={t('secret.hint')}
      actions={
        isAdmin && (
          <Button variant="default" onClick={() => (data?.rotatedAt ? setAsking(true) : rotate.mutate())}>
            {label}
          </Button>
        )
      }
    >
      <Text size="sm">
        {data?.rotatedAt
          ? t('secret.rotated', { time: formatTime(data.rotatedAt) })
          : data && t('secret.never')}{' '}
        {data?.formerUntil && t('secret.former', { time: formatTime(data.formerUntil) })}{' '}
        {!isAdmin && t('secret.adminOnly')}
      </Text>
      <ConfirmDialog
        opened={isAsking}
        title={t('secret.rotateTitle')}
        confirmLabel={label}
        isBusy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('secret.rotateText')}
      </ConfirmDialog>
      {rotate.data && (
        <ShownOnce
          title={t('secret.newTitle')}
          warning={t('secret.once')}
          value={rotate.data.secret}
          done={t('secret.copied')}
          onClose={() => rotate.reset()}
        />
      )}
    </Card>
  );
}
