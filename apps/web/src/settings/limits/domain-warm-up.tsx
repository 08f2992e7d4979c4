import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatDay } from '../../ui/format-time';
import { sendingDomainsQuery, type SendingDomain } from '../domain-queries';
import { workspaceQuery } from '../settings-queries';
import { sendingUsageQuery, type SendingUsage } from './limit-queries';
import { PlanChart } from './plan-chart';
import { PlanDialog } from './plan-dialog';
import { UsageBar } from './usage-bar';
import { dayIn, positionOn } from './warm-up-position';

interface Props {
  domain: SendingDomain;
  use: SendingUsage['windows'][number] | undefined;
  mayChange: boolean;
}

export function DomainWarmUp({ domain, use, mayChange }: Props) {
  const { t } = useTranslation('limits');
  const workspace = useQuery(workspaceQuery);
  const { warmUp, displayDomain } = domain;
  const today = dayIn(workspace.data?.timeZone ?? 'UTC', new Date());
  const position = warmUp && positionOn(warmUp, today);
  return (
    <section aria-label={displayDomain}>
      <Group justify="space-between" gap="sm" align="flex-start">
        <div style={{ flex: '1 1 220px', minWidth: 0 }}>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {displayDomain}
          </Text>
          <Text size="sm" c="dimmed">
            {!position && t('warmUp.noPlan')}
            {position?.at === 'before' && t('warmUp.before', { day: formatDay(position.first) })}
            {position?.at === 'over' && t('warmUp.over', { day: formatDay(position.last) })}
            {position?.at === 'day' &&
              t('warmUp.today', {
                number: position.number,
                days: warmUp?.days.length ?? 0,
                limit: position.limit,
              })}
          </Text>
        </div>
        {mayChange && <PlanActions domain={domain} today={today} />}
      </Group>
      {warmUp && position && position.at !== 'over' && (
        <Stack gap="sm" mt="sm">
          {use && <UsageBar name={displayDomain} use={use} />}
          <PlanChart days={warmUp.days} today={position.at === 'day' ? today : null} />
        </Stack>
      )}
    </section>
  );
}

function PlanActions({ domain, today }: { domain: SendingDomain; today: string }) {
  const { t } = useTranslation('limits');
  const client = useQueryClient();
  const [open, setOpen] = useState<'plan' | 'end' | null>(null);
  const name = domain.displayDomain;
  const has = domain.warmUp !== null;
  const end = useMutation({
    mutationFn: () =>
      unwrap(
        api.PATCH('/api/v1/sending-domains/{id}', {
          params: { path: { id: domain.id } },
          body: { warmUp: null },
        }),
      ),
    onSuccess: async () => {
      setOpen(null);
      await client.invalidateQueries({ queryKey: sendingDomainsQuery.queryKey });
      await client.invalidateQueries({ queryKey: sendingUsageQuery.queryKey });
    },
  });
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        onClick={() => setOpen('plan')}
        aria-label={t(has ? 'warmUp.changeLabel' : 'warmUp.startLabel', { domain: name })}
      >
        {t(has ? 'warmUp.change' : 'warmUp.start')}
      </Button>
      {has && (
        <Button
          size="xs"
          variant="default"
          onClick={() => setOpen('end')}
          aria-label={t('warmUp.endLabel', { domain: name })}
        >
          {t('warmUp.end')}
        </Button>
      )}
      {open === 'plan' && <PlanDialog domain={domain} today={today} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        opened={open === 'end'}
        title={t('warmUp.endTitle', { domain: name })}
        confirmLabel={t('warmUp.end')}
        isDangerous
        isBusy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={() => setOpen(null)}
      >
        {t('warmUp.endText')}
      </ConfirmDialog>
    </Group>
  );
}
