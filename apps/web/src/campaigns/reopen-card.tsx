import { Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import type { components } from '../api/schema.gen';
import { unwrap } from '../api/unwrap';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { reopenQuery } from './campaign-queries';

type Way = 'rest' | 'failed';
type Outlook = components['schemas']['ReopenOutlookView'];

const PARTS = ['cancelled', 'deferred', 'pending', 'refused'] as const;

/** Once it is over: those who did not get it, and the two ways to try again. Nothing when everybody did. */
export function ReopenCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const [way, setWay] = useState<Way | null>(null);
  const { data } = useQuery(reopenQuery(campaign.id, campaign.status));
  if (!data || data.rest.total + data.failed.total + data.rest.uncertain === 0) return null;
  return (
    <Card title={t('reopen.title')} hint={t('reopen.hint')}>
      <Stack>
        <List size="sm">
          {PARTS.map((part) => ({ part, count: data.rest[part] + data.failed[part] }))
            .filter(({ count }) => count > 0)
            .map(({ part, count }) => (
              <List.Item key={part}>{t(`reopen.${part}`, { count })}</List.Item>
            ))}
          {data.rest.uncertain > 0 && (
            <List.Item>{t('reopen.uncertain', { count: data.rest.uncertain })}</List.Item>
          )}
        </List>
        {data.obstacle && <Text size="sm">{data.obstacle}</Text>}
        <Group>
          <Button
            disabled={data.obstacle !== null || data.rest.total + data.rest.uncertain === 0}
            onClick={() => setWay('rest')}
          >
            {t('reopen.sendToRest')}
          </Button>
          <Button
            variant="default"
            disabled={data.obstacle !== null || data.failed.total === 0}
            onClick={() => setWay('failed')}
          >
            {t('reopen.retryFailed')}
          </Button>
        </Group>
      </Stack>
      {way && <ReopenDialog campaign={campaign} outlook={data} way={way} onClose={() => setWay(null)} />}
    </Card>
  );
}

interface DialogProps {
  campaign: Campaign;
  outlook: Outlook;
  way: Way;
  onClose: () => void;
}

function ReopenDialog({ campaign, outlook, way, onClose }: DialogProps) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const [includeUncertain, setIncludeUncertain] = useState(false);
  const params = { path: { id: campaign.id } };
  const run = useMutation({
    mutationFn: () =>
      way === 'rest'
        ? unwrap(api.POST('/api/v1/campaigns/{id}/send-to-rest', { params, body: { includeUncertain } }))
        : unwrap(api.POST('/api/v1/campaigns/{id}/retry-failed', { params })),
    onSuccess: async ({ sentence }) => {
      notifications.show({ message: sentence });
      onClose();
      await client.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  const { total, uncertain } = outlook[way];
  const count = total + (way === 'rest' && includeUncertain ? uncertain : 0);
  return (
    <ConfirmDialog
      opened
      title={t(way === 'rest' ? 'reopen.restQuestion' : 'reopen.failedQuestion')}
      confirmLabel={t(way === 'rest' ? 'reopen.sendToRest' : 'reopen.retryFailed')}
      isBusy={run.isPending}
      error={run.error}
      onConfirm={() => run.mutate()}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Text size="sm">{t('reopen.people', { count })}</Text>
        <Text size="sm">{t(way === 'rest' ? 'reopen.restText' : 'reopen.failedText')}</Text>
        {way === 'rest' && uncertain > 0 && (
          <Checkbox
            label={t('reopen.includeUncertain', { count: uncertain })}
            description={t('reopen.twice')}
            checked={includeUncertain}
            onChange={(event) => setIncludeUncertain(event.currentTarget.checked)}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
