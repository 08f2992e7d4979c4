import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { formatDuration } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { AbTestDialog } from './ab-test-dialog';
import type { AbTest } from './ab-test-form';
import { abTestPlanQuery, abTestQuery, preflightQuery } from './campaign-queries';

const MINUTE_SECONDS = 60;

/** A draft's A/B test. That there is one shows in the preflight, which then looks at each variant's message. */
export function AbTestCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const mayWrite = useMay('campaigns:write');
  const [asked, setAsked] = useState<'set-up' | 'remove' | null>(null);
  const preflight = useQuery(preflightQuery(campaign));
  const has = preflight.data?.checks.some(({ variant }) => variant !== null) ?? false;
  const query = useQuery({ ...abTestQuery(campaign.id, campaign.status), enabled: has });
  const test = has ? (query.data ?? null) : null;
  // Setting one up replaces the one before: not before it is known whether there is one.
  const isUnknown = !preflight.data || preflight.isPlaceholderData || (has && !test);
  const close = () => setAsked(null);
  return (
    <Card title={t('ab.title')} hint={t('ab.hint')}>
      <Stack>
        {isUnknown && !query.error && !preflight.error && <Loading rows={3} />}
        {has && <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />}
        {test ? <TestSummary test={test} /> : !isUnknown && <Text size="sm">{t('ab.none')}</Text>}
        {mayWrite && (
          <Group>
            <Button variant="default" disabled={isUnknown} onClick={() => setAsked('set-up')}>
              {t(test ? 'ab.change' : 'ab.setUp')}
            </Button>
            {test && (
              <Button variant="subtle" c="var(--mantine-color-error)" onClick={() => setAsked('remove')}>
                {t('ab.remove')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
      {asked === 'set-up' && <AbTestDialog campaign={campaign} test={test} onClose={close} />}
      {asked === 'remove' && <RemoveDialog campaign={campaign} onClose={close} />}
    </Card>
  );
}

function TestSummary({ test }: { test: AbTest }) {
  const { t } = useTranslation('campaigns');
  const plan = useQuery(abTestPlanQuery(test.campaignId));
  return (
    <>
      <List size="sm">
        {test.variants.map(({ key, subject }) => (
          <List.Item key={key}>
            <b>{key.toUpperCase()}</b> {subject ?? t('ab.ownSubject')}
          </List.Item>
        ))}
      </List>
      <Text size="sm">
        {t('ab.summary', {
          percent: test.testPercent,
          metric: t(`ab.metrics.${test.metric}`),
          duration: formatDuration(test.durationMinutes * MINUTE_SECONDS),
        })}
      </Text>
      {plan.data && (
        <Stack gap={4}>
          <Text size="sm">{plan.data.sentence}</Text>
          {plan.data.warnings.map((warning) => (
            <Text size="sm" fw={500} key={warning}>
              {warning}
            </Text>
          ))}
        </Stack>
      )}
    </>
  );
}

function RemoveDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE('/api/v1/campaigns/{id}/ab-test', { params: { path: { id: campaign.id } } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['campaigns', campaign.id, 'preflight'] });
    },
  });
  return (
    <ConfirmDialog
      opened
      isDangerous
      title={t('ab.removeQuestion')}
      confirmLabel={t('ab.remove')}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('ab.removeText')}
    </ConfirmDialog>
  );
}
