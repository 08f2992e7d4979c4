import { Button, Menu } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Template } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

interface Props {
  template: Template;
  isDirty: boolean;
  onDetached: () => void;
}

/** Copying, detaching from blocks, archiving, deleting. */
export function TemplateActions({ template, isDirty, onDetached }: Props) {
  const { t } = useTranslation('templates');
  const [asking, setAsking] = useState<'delete' | 'detach' | null>(null);
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
      notifications.show({
        color: 'red',
        title: t('actions.notDuplicated'),
        message: asProblem(error).message,
      }),
  });
  const archive = useMutation({
    mutationFn: () =>
      unwrap(api.POST(`/api/v1/templates/{id}/${template.archivedAt ? 'restore' : 'archive'}`, params)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['templates', 'list'] });
      await navigate({ to: '/templates' });
    },
    onError: (error) =>
      notifications.show({
        color: 'red',
        title: t('actions.notArchived'),
        message: asProblem(error).message,
      }),
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/templates/{id}', params)),
    onSuccess: async () => {
      await navigate({ to: '/templates' });
      await client.invalidateQueries({ queryKey: ['templates', 'list'] });
    },
  });
  const detach = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/templates/{id}', { ...params, body: { mode: 'mjml', version: template.version } }),
      ),
    onSuccess: () => {
      setAsking(null);
      onDetached();
    },
  });
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" loading={duplicate.isPending} onClick={() => duplicate.mutate()}>
        {t('actions.duplicate')}
      </Button>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button variant="default" px="sm" aria-label={t('actions.more')}>
            <IconDots size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {template.mode === 'blocks' && (
            <Menu.Item disabled={isDirty} onClick={() => setAsking('detach')}>
              {t(isDirty ? 'actions.detachAfterSave' : 'actions.detach')}
            </Menu.Item>
          )}
          <Menu.Item disabled={isDirty} onClick={() => archive.mutate()}>
            {t(template.archivedAt ? 'actions.restore' : 'actions.archive')}
          </Menu.Item>
          <Menu.Item c="var(--mantine-color-error)" onClick={() => setAsking('delete')}>
            {t('actions.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asking === 'delete'}
        title={t('actions.deleteTitle')}
        confirmLabel={t('actions.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(null)}
      >
        {t('actions.deleteText')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'detach'}
        title={t('actions.detachTitle')}
        confirmLabel={t('actions.detach')}
        isBusy={detach.isPending}
        error={detach.error}
        onConfirm={() => detach.mutate()}
        onClose={() => setAsking(null)}
      >
        {t('actions.detachText')}
      </ConfirmDialog>
    </>
  );
}
