import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { topicsQuery } from '../settings/settings-queries';
import { NameDialog } from '../ui/name-dialog';
import { sendersQuery } from './campaign-queries';

const only = <T,>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

/** The default sender is filled in, and where there is just one sender or topic, that one. */
export function NewCampaignDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = async (name: string) => {
    const { items: senders } = await client.ensureQueryData(sendersQuery);
    const { items: topics } = await client.ensureQueryData(topicsQuery);
    const senderId = (senders.find(({ isDefault }) => isDefault) ?? only(senders))?.id;
    const topicId = only(topics.filter(({ isArchived }) => !isArchived))?.id;
    const body = { name, ...(senderId ? { senderId } : {}), ...(topicId ? { topicId } : {}) };
    const { id } = await unwrap(api.POST('/api/v1/campaigns', { body }));
    await client.invalidateQueries({ queryKey: ['campaigns', 'list'] });
    await navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } });
  };
  return (
    <NameDialog
      opened={opened}
      title={t('new.title')}
      label={t('fields.name')}
      hint={t('fields.nameHint')}
      submitLabel={t('new.create')}
      maxLength={200}
      create={create}
      onClose={onClose}
    />
  );
}
