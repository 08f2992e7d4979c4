import { Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { Problem } from '../api/problem';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { segmentsQuery } from '../segments/segment-queries';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { localInputValue } from '../ui/local-time';
import { campaignQuery } from './campaign-queries';

const HOUR_MS = 3_600_000;

interface Props {
  campaign: Campaign;
  mode: 'now' | 'later';
  onClose: () => void;
}

/** The last question before people get mail. */
export function SendDialog({ campaign, mode, onClose }: Props) {
  const client = useQueryClient();
  const [at, setAt] = useState(() => localInputValue(new Date(Date.now() + HOUR_MS)));
  const segments = useQuery(segmentsQuery({}));
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const nameOf = (id?: string) =>
    segments.data?.items.find((segment) => segment.id === id)?.name ?? 'a rule of its own';
  const names = (sources: Campaign['audience']['include']) =>
    sources.map(({ segmentId }) => nameOf(segmentId)).join(', ');
  const send = useMutation({
    mutationFn: () => {
      const params = { path: { id: campaign.id } };
      if (mode === 'now') return unwrap(api.POST('/api/v1/campaigns/{id}/send', { params }));
      const time = new Date(at);
      if (Number.isNaN(time.getTime()))
        throw new Problem({ status: 0, code: 'time', message: 'Enter a day and a time.' });
      return unwrap(
        api.POST('/api/v1/campaigns/{id}/schedule', { params, body: { at: time.toISOString() } }),
      );
    },
    onSuccess: async (sent) => {
      client.setQueryData(campaignQuery(campaign.id).queryKey, sent);
      onClose();
      await client.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  return (
    <ConfirmDialog
      opened
      title={mode === 'now' ? 'Send this campaign now?' : 'When should it go out?'}
      confirmLabel={mode === 'now' ? 'Send now' : 'Schedule'}
      isBusy={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate()}
      onClose={onClose}
    >
      <Stack gap="sm">
        {mode === 'later' && (
          <TextInput
            type="datetime-local"
            label="Day and time"
            description={`In your time zone, ${zone}.`}
            required
            data-autofocus
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        )}
        {campaign.audience.include.length > 0 && (
          <Text size="sm">
            It goes to everyone who {mode === 'now' ? 'is now' : 'is at that moment'} in{' '}
            <b>{names(campaign.audience.include)}</b>
            {campaign.audience.exclude.length > 0 && (
              <>
                , except <b>{names(campaign.audience.exclude)}</b>
              </>
            )}
            , who subscribed to the topic and may be mailed.
          </Text>
        )}
        <Text size="sm">
          {mode === 'now'
            ? 'Sending starts within seconds. You can pause it, but what the mail server has taken cannot be called back.'
            : 'Until then you can take it off the schedule.'}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}
