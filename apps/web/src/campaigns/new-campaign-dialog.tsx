import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { NameDialog } from '../ui/name-dialog';
import { sendersQuery } from './campaign-queries';

/** The default sender is filled in. */
export function NewCampaignDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = async (name: string) => {
    const { items } = await client.ensureQueryData(sendersQuery);
    const senderId = items.find(({ isDefault }) => isDefault)?.id;
    const body = { name, ...(senderId ? { senderId } : {}) };
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
