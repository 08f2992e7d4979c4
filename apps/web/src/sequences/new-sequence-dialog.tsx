import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { topicsQuery } from '../settings/settings-queries';
import { NameDialog } from '../ui/name-dialog';

/** The one topic of a workspace that has only one is filled in. */
export function NewSequenceDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('sequences');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = async (name: string) => {
    const { items } = await client.ensureQueryData(topicsQuery);
    const offered = items.filter(({ isArchived }) => !isArchived);
    const topicId = offered.length === 1 ? offered[0]?.id : undefined;
    const graph = { v: 1, ...(topicId ? { topicId } : {}) };
    const { id } = await unwrap(api.POST('/api/v1/sequences', { body: { name, graph } }));
    await client.invalidateQueries({ queryKey: ['sequences', 'list'] });
    await navigate({ to: '/sequences/$sequenceId', params: { sequenceId: id } });
  };
  return (
    <NameDialog
      opened={opened}
      title={t('new.title')}
      label={t('new.name')}
      hint={t('new.nameHint')}
      submitLabel={t('new.create')}
      maxLength={100}
      create={create}
      onClose={onClose}
    />
  );
}
