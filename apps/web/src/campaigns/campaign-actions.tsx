import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client';
import type { Campaign, CampaignStatus } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';

type Action = 'unschedule' | 'pause' | 'resume' | 'cancel' | 'duplicate' | 'delete';

interface ActionText {
  label: string;
  question: string;
  text: string;
  from: CampaignStatus[];
  isDangerous?: boolean;
}

const ACTIONS: Record<Action, ActionText> = {
  pause: {
    label: 'Pause',
    question: 'Pause this campaign?',
    text: 'Sending stops within about two seconds. Messages that the mail server already has stay sent; nobody can call them back. Everyone else waits until you resume.',
    from: ['sending'],
  },
  resume: {
    label: 'Resume',
    question: 'Go on sending?',
    text: 'Everyone who is still waiting gets the message. Those who unsubscribed in the meantime are left out.',
    from: ['paused'],
  },
  unschedule: {
    label: 'Back to draft',
    question: 'Take it off the schedule?',
    text: 'The campaign becomes a draft again and nothing is sent until you schedule it anew.',
    from: ['scheduled'],
  },
  cancel: {
    label: 'Cancel campaign',
    question: 'Cancel this campaign for good?',
    text: 'Everyone who was not reached yet will not get it. This cannot be undone. Messages that the mail server already has stay sent.',
    from: ['scheduled', 'resolving', 'sending', 'paused'],
    isDangerous: true,
  },
  duplicate: {
    label: 'Duplicate',
    question: 'Make a copy?',
    text: 'You get a new draft with the same content and audience.',
    from: ['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled', 'failed'],
  },
  delete: {
    label: 'Delete',
    question: 'Delete this campaign?',
    text: 'It was never sent. This cannot be undone.',
    from: ['draft', 'failed'],
    isDangerous: true,
  },
};

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
  const offered = (Object.keys(ACTIONS) as Action[]).filter(
    (action) =>
      ACTIONS[action].from.includes(campaign.status) && (SENDING.includes(action) ? may.send : may.write),
  );
  const text = asked && ACTIONS[asked];
  return (
    <>
      {offered.map((action) => (
        <Button
          key={action}
          variant={action === 'resume' ? 'filled' : 'default'}
          c={ACTIONS[action].isDangerous ? 'var(--mantine-color-error)' : undefined}
          onClick={() => open(action)}
        >
          {ACTIONS[action].label}
        </Button>
      ))}
      <ConfirmDialog
        opened={asked !== null}
        title={text?.question ?? ''}
        confirmLabel={text?.label ?? ''}
        isDangerous={text?.isDangerous ?? false}
        isBusy={run.isPending}
        error={run.error}
        onConfirm={() => asked && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {text?.text}
      </ConfirmDialog>
    </>
  );
}
