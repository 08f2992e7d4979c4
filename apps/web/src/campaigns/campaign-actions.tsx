import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign, CampaignStatus } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

type Action = 'unschedule' | 'pause' | 'resume' | 'cancel' | 'duplicate' | 'delete';

const FROM: Record<Action, CampaignStatus[]> = {
  pause: ['sending'],
  resume: ['paused'],
  unschedule: ['scheduled'],
  cancel: ['scheduled', 'resolving', 'sending', 'paused'],
  duplicate: ['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled', 'failed'],
  delete: ['draft', 'failed'],
};

const DANGEROUS: Action[] = ['cancel', 'delete'];
const SENDING: Action[] = ['unschedule', 'pause', 'resume', 'cancel'];

async function perform(action: Action, id: string): Promise<Campaign | null> {
  const params = { params: { path: { id } } };
  switch (action) {
    case 'unschedule':
      return unwrap(api.POST('/api/v1/campaigns/{id}/unschedule', params));
    case 'pause':
      return unwrap(api.POST('/api/v1/campaigns/{id}/pause', params));
    case 'resume':
      return unwrap(api.POST('/api/v1/campaigns/{id}/resume', params));
    case 'cancel':
      return unwrap(api.POST('/api/v1/campaigns/{id}/cancel', params));
    case 'duplicate':
      return unwrap(api.POST('/api/v1/campaigns/{id}/duplicate', params));
    case 'delete':
      await unwrap(api.DELETE('/api/v1/campaigns/{id}', params));
      return null;
  }
}

/** The buttons that the state of the campaign and the rights of the user allow. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const [asked, setAsked] = useState<Action | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const may = { send: useMay('campaigns:send'), write: useMay('campaigns:write') };
  const run = useMutation({
    mutationFn: (action: Action) => perform(action, campaign.id),
    onSuccess: async (result, action) => {
      setAsked(null);
      if (action === 'delete') await navigate({ to: '/campaigns' });
      if (action === 'duplicate' && result) {
        await navigate({ to: '/campaigns/$campaignId', params: { campaignId: result.id } });
      }
      await client.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  const open = (action: Action) => {
    run.reset();
    setAsked(action);
  };
  const offered = (Object.keys(FROM) as Action[]).filter(
    (action) => FROM[action].includes(campaign.status) && (SENDING.includes(action) ? may.send : may.write),
  );
  return (
    <>
      {offered.map((action) => (
        <Button
          key={action}
          variant={action === 'resume' ? 'filled' : 'default'}
          c={DANGEROUS.includes(action) ? 'var(--mantine-color-error)' : undefined}
          onClick={() => open(action)}
        >
          {t(`actions.${action}.label`)}
        </Button>
      ))}
      <ConfirmDialog
        opened={asked !== null}
        title={asked ? t(`actions.${asked}.question`) : ''}
        confirmLabel={asked ? t(`actions.${asked}.label`) : ''}
        isDangerous={asked !== null && DANGEROUS.includes(asked)}
        isBusy={run.isPending}
        error={run.error}
        onConfirm={() => asked && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {asked && t(`actions.${asked}.text`)}
      </ConfirmDialog>
    </>
  );
}
