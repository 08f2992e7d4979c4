import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ContactPicker } from '../contacts/contact-picker';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

/** A frozen list is edited by hand, or frozen anew from its rules. */
export function StaticList({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const client = useQueryClient();
  const mayWrite = useMay('segments:write');
  const [isAsking, setAsking] = useState(false);
  const [contactId, setContactId] = useState<string | null>(null);
  const params = { params: { path: { id: segment.id } } };
  const refresh = () => client.invalidateQueries({ queryKey: ['segments', segment.id] });
  const freeze = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/segments/{id}/freeze', params)),
    onSuccess: async () => {
      setAsking(false);
      await refresh();
    },
  });
  const edit = useMutation({
    mutationFn: ({ id, isIn }: { id: string; isIn: boolean }) =>
      unwrap(
        isIn
          ? api.POST('/api/v1/segments/{id}/contacts', { ...params, body: { contactIds: [id] } })
          : api.POST('/api/v1/segments/{id}/contacts/remove', { ...params, body: { contactIds: [id] } }),
      ),
    onSuccess: async ({ contacts }, { isIn }) => {
      notifications.show({
        message: t(contacts === 0 ? 'static.noChange' : isIn ? 'static.added' : 'static.removed'),
      });
      await refresh();
    },
  });
  if (!mayWrite) return null;
  return (
    <Group align="flex-end">
      <ContactPicker label={t('static.contact')} value={contactId} onChange={setContactId} />
      <Button
        variant="default"
        disabled={!contactId}
        loading={edit.isPending}
        onClick={() => contactId && edit.mutate({ id: contactId, isIn: true })}
      >
        {t('static.add')}
      </Button>
      <Button
        variant="default"
        disabled={!contactId}
        loading={edit.isPending}
        onClick={() => contactId && edit.mutate({ id: contactId, isIn: false })}
      >
        {t('static.remove')}
      </Button>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('static.freeze')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('static.freezeTitle')}
        confirmLabel={t('static.freeze')}
        isBusy={freeze.isPending}
        error={freeze.error}
        onConfirm={() => freeze.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('static.freezeText')}
      </ConfirmDialog>
    </Group>
  );
}
