import { Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { Problem } from '../api/problem';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { workspaceQuery } from '../settings/settings-queries';
import { templatesQuery } from '../templates/template-queries';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { formatNumber, formatTime } from '../ui/format';
import { campaignQuery } from './campaign-queries';
import { FactList } from './fact-list';
import { ScheduleFields, startingTime, type SendTime } from './schedule-fields';
import { instantIn } from './send-time';
import { formatWallTime } from './wall-time';

/** From so many recipients on, the number has to be typed. */
const TYPED_FROM = 1000;

interface Props {
  campaign: Campaign;
  mode: 'now' | 'later';
  /** As the preflight counted; null when it could not. */
  recipients: number | null;
  onClose: () => void;
}

/** The last question before people get mail: what, to how many, when and in which zone. */
export function SendDialog({ campaign, mode, recipients, onClose }: Props) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const workspace = useQuery(workspaceQuery);
  const templates = useQuery(templatesQuery({}));
  const zone = workspace.data?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [chosen, setChosen] = useState<SendTime | null>(null);
  const [typed, setTyped] = useState('');
  const time = chosen ?? startingTime(zone);
  const subject =
    campaign.subject ?? templates.data?.items.find(({ id }) => id === campaign.templateId)?.subject ?? '–';
  const count = recipients === null ? null : formatNumber(recipients);
  const mustType = recipients !== null && recipients >= TYPED_FROM;
  const send = useMutation({
    mutationFn: () => {
      if (mustType && typed.replace(/\D/g, '') !== String(recipients))
        throw new Problem({ status: 0, code: 'count', message: t('send.typeWrong', { number: count }) });
      const params = { path: { id: campaign.id } };
      if (mode === 'now') return unwrap(api.POST('/api/v1/campaigns/{id}/send', { params }));
      const at = instantIn(time.wallTime, time.zone);
      if (!at) throw new Problem({ status: 0, code: 'time', message: t('send.noTime') });
      const body = time.isLocal ? { localTime: time.wallTime } : { at: at.toISOString() };
      return unwrap(api.POST('/api/v1/campaigns/{id}/schedule', { params, body }));
    },
    onSuccess: async (sent) => {
      client.setQueryData(campaignQuery(campaign.id).queryKey, sent);
      onClose();
      await client.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  const when = mode === 'now' ? t('send.now') : sayTime(time, t('send.local', { when: wallTimeOf(time) }));
  const facts: [string, string][] = [
    [t('fields.subject'), subject],
    [t('review.recipients'), count ? t('send.asOfNow', { number: count }) : t('send.notCounted')],
    [t('send.when'), when],
  ];
  return (
    <ConfirmDialog
      opened
      title={t(mode === 'now' ? 'send.questionNow' : 'send.questionLater')}
      confirmLabel={t(mode === 'now' ? 'review.sendNow' : 'review.schedule')}
      isBusy={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate()}
      onClose={onClose}
    >
      <Stack gap="md">
        {mode === 'later' && (
          <ScheduleFields campaignId={campaign.id} time={time} workspaceZone={zone} onChange={setChosen} />
        )}
        <FactList facts={facts} />
        {mustType && (
          <TextInput
            label={t('send.type', { number: count })}
            description={t('send.typeHint')}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Text size="sm" c="dimmed">
          {t(mode === 'now' ? 'send.textNow' : 'send.textLater')}
        </Text>
      </Stack>
    </ConfirmDialog>
  );
}

function wallTimeOf({ wallTime }: SendTime): string {
  return instantIn(wallTime, 'UTC') ? formatWallTime(wallTime) : '–';
}

function sayTime(time: SendTime, local: string): string {
  if (time.isLocal) return local;
  const at = instantIn(time.wallTime, time.zone);
  return at ? `${formatTime(at.toISOString(), time.zone)} (${time.zone})` : '–';
}
