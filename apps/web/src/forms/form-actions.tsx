import { Button, Menu } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { formQuery } from './form-queries';
import type { Form } from './models';
import type { FormDraft } from './use-form-draft';

type Action = 'publish' | 'archive' | 'restore' | 'delete';

async function perform(action: Action, id: string): Promise<Form | null> {
  const params = { params: { path: { id } } };
  switch (action) {
    case 'publish':
      return unwrap(api.POST('/api/v1/forms/{id}/publish', params));
    case 'archive':
      return unwrap(api.POST('/api/v1/forms/{id}/archive', params));
    case 'restore':
      return unwrap(api.POST('/api/v1/forms/{id}/restore', params));
    case 'delete':
      await unwrap(api.DELETE('/api/v1/forms/{id}', params));
      return null;
  }
}

export function FormActions({ form, draft }: { form: Form; draft: FormDraft }) {
  const { t } = useTranslation(['forms', 'ui']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('forms:write');
  const [asked, setAsked] = useState<Action | null>(null);
  const run = useMutation({
    mutationFn: async (action: Action) => {
      if (action === 'publish') await draft.flush();
      return perform(action, form.id);
    },
    onSuccess: async (result, action) => {
      setAsked(null);
      if (result) client.setQueryData(formQuery(form.id).queryKey, result);
      if (action === 'delete') {
        client.removeQueries({ queryKey: ['forms', 'one', form.id] });
        await navigate({ to: '/forms', ignoreBlocker: true });
      }
      await client.invalidateQueries({ queryKey: ['forms'] });
    },
  });
  const ask = (action: Action) => {
    run.reset();
    setAsked(action);
  };
  const isArchived = form.status === 'archived';
  const mayPublish = !isArchived && (form.hasChanges || draft.isDirty || form.status === 'draft');
  return (
    <>
      {form.status === 'published' && (
        <Button component="a" variant="default" href={form.url} target="_blank" rel="noreferrer">
          {t('actions.open')}
        </Button>
      )}
      {mayWrite && (
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
              {t('actions.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => ask(isArchived ? 'restore' : 'archive')}>
              {t(isArchived ? 'actions.restore' : 'actions.archive')}
            </Menu.Item>
            <Menu.Item c="var(--mantine-color-error)" onClick={() => ask('delete')}>
              {t('actions.delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {mayWrite && mayPublish && <Button onClick={() => ask('publish')}>{t('actions.publish')}</Button>}
      <ConfirmDialog
        opened={asked !== null}
        title={asked ? t(`ask.${asked}.title`) : ''}
        confirmLabel={asked ? t(`actions.${asked}`) : ''}
        isDangerous={asked === 'delete'}
        isBusy={run.isPending}
        error={run.error}
        onConfirm={() => asked && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {asked && t(`ask.${asked}.text`)}
      </ConfirmDialog>
    </>
  );
}
