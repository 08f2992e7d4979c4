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
import type { Draft } from './builder/use-draft';
import { EnrollDialog } from './people/enroll-dialog';
import type { Sequence, SequenceStatus } from './models';
import { PublishDialog } from './publish-dialog';
import { RenameDialog } from './rename-dialog';

const LIFECYCLE = ['pause', 'resume', 'duplicate', 'stopAll', 'archive', 'restore', 'delete'] as const;
type Action = (typeof LIFECYCLE)[number];

const FROM: Record<Action, SequenceStatus[]> = {
  pause: ['active'],
  resume: ['paused'],
  duplicate: ['draft', 'active', 'paused', 'archived'],
  stopAll: ['active', 'paused'],
  archive: ['draft', 'active', 'paused'],
  restore: ['archived'],
  delete: ['draft', 'archived'],
};
const SENDING: Action[] = ['pause', 'resume', 'stopAll', 'archive', 'restore'];
const DANGEROUS: Action[] = ['stopAll', 'archive', 'delete'];

async function perform(action: Action, id: string): Promise<Sequence | null> {
  const params = { params: { path: { id } } };
  switch (action) {
    case 'pause':
      return unwrap(api.POST('/api/v1/sequences/{id}/pause', params));
    case 'resume':
      return unwrap(api.POST('/api/v1/sequences/{id}/resume', params));
    case 'archive':
      return unwrap(api.POST('/api/v1/sequences/{id}/archive', params));
    case 'restore':
      return unwrap(api.POST('/api/v1/sequences/{id}/restore', params));
    case 'duplicate':
      return unwrap(api.POST('/api/v1/sequences/{id}/duplicate', params));
    case 'stopAll':
      await unwrap(api.POST('/api/v1/sequences/{id}/enrollments/stop', { ...params, body: {} }));
      return null;
    case 'delete':
      await unwrap(api.DELETE('/api/v1/sequences/{id}', params));
      return null;
  }
}

interface Props {
  sequence: Sequence;
  draft: Draft;
  onSimulate: () => void;
}

/** The buttons that the state of the sequence and the rights of the user allow. */
export function SequenceActions({ sequence, draft, onSimulate }: Props) {
  const { t } = useTranslation(['sequences', 'ui']);
  const [asked, setAsked] = useState<Action | null>(null);
  const [dialog, setDialog] = useState<'publish' | 'rename' | 'enroll' | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const may = { send: useMay('campaigns:send'), write: useMay('campaigns:write') };
  const run = useMutation({
    mutationFn: (action: Action) => perform(action, sequence.id),
    onSuccess: async (result, action) => {
      setAsked(null);
      if (action === 'delete') {
        client.removeQueries({ queryKey: ['sequences', 'one', sequence.id] });
        await navigate({ to: '/sequences', ignoreBlocker: true });
      } else if (action === 'duplicate' && result) {
        await navigate({ to: '/sequences/$sequenceId', params: { sequenceId: result.id }, search: {} });
      } else if (result) draft.acknowledge(result);
      await client.invalidateQueries({ queryKey: ['sequences'] });
    },
  });
  const offered = LIFECYCLE.filter(
    (action) => FROM[action].includes(sequence.status) && (SENDING.includes(action) ? may.send : may.write),
  );
  const open = (action: Action) => {
    run.reset();
    setAsked(action);
  };
  const isArchived = sequence.status === 'archived';
  const mayPublish =
    may.send && !isArchived && (sequence.hasChanges || draft.isDirty || sequence.publishedVersion === null);
  return (
    <>
      {!isArchived && (
        <Button variant="default" onClick={onSimulate}>
          {t('actions.simulate')}
        </Button>
      )}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('actions.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {may.write && !isArchived && (
            <Menu.Item onClick={() => setDialog('rename')}>{t('actions.rename')}</Menu.Item>
          )}
          {may.send && sequence.publishedVersion !== null && !isArchived && (
            <Menu.Item onClick={() => setDialog('enroll')}>{t('actions.enroll')}</Menu.Item>
          )}
          {offered.map((action) => (
            <Menu.Item
              key={action}
              c={DANGEROUS.includes(action) ? 'var(--mantine-color-error)' : undefined}
              onClick={() => open(action)}
            >
              {t(`actions.${action}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {mayPublish && <Button onClick={() => setDialog('publish')}>{t('actions.publish')}</Button>}
      {dialog === 'publish' && (
        <PublishDialog sequence={sequence} draft={draft} onClose={() => setDialog(null)} />
      )}
      {dialog === 'rename' && (
        <RenameDialog sequence={sequence} draft={draft} onClose={() => setDialog(null)} />
      )}
      {dialog === 'enroll' && <EnrollDialog sequence={sequence} onClose={() => setDialog(null)} />}
      <ConfirmDialog
        opened={asked !== null}
        title={asked ? t(`ask.${asked}.title`) : ''}
        confirmLabel={asked ? t(`actions.${asked}`) : ''}
        isDangerous={asked !== null && DANGEROUS.includes(asked)}
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
