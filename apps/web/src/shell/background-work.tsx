import { ActionIcon, Indicator, Popover, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconProgress from '@tabler/icons-react/dist/esm/icons/IconProgress.mjs';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/query-client';
import { isRunning } from '../imports/import-queries';
import { useMay } from '../session/use-session';
import { AnchorLink } from '../ui/anchor-link';
import { formatRate } from '../ui/format-number';
import { progressQuery, recentImportsQuery, sendingCampaignsQuery } from './background-work-queries';
import type { Campaign, ContactImport } from '../api/models';

/** Imports and campaigns that are under way, wherever one is in the app. Nothing when there are none. */
export function BackgroundWork() {
  const { t } = useTranslation('shell');
  const [opened, setOpened] = useState(false);
  const imports = useImportsUnderWay();
  const campaigns = useQuery({ ...sendingCampaignsQuery, enabled: useMay('campaigns:read') });
  const sending = campaigns.data?.items ?? [];
  const count = imports.length + sending.length;
  if (count === 0) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus>
      <Indicator label={count} size={16} processing>
        <Popover.Target>
          <ActionIcon
            variant="default"
            size={36}
            radius="xl"
            aria-label={t('work.label', { count })}
            onClick={() => setOpened(!opened)}
          >
            <IconProgress size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Text fw={650} mb="sm">
          {t('work.title')}
        </Text>
        <Stack gap="md">
          {imports.map((one) => (
            <ImportUnderWay key={one.id} work={one} onFollow={() => setOpened(false)} />
          ))}
          {sending.map((one) => (
            <CampaignUnderWay key={one.id} campaign={one} onFollow={() => setOpened(false)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Those that run, with a word when one has ended. */
function useImportsUnderWay(): ContactImport[] {
  const { t } = useTranslation('shell');
  const { data } = useQuery({ ...recentImportsQuery, enabled: useMay('contacts:read') });
  const running = data?.items.filter(isRunning) ?? [];
  const followed = useRef(new Set<string>());
  useEffect(() => {
    for (const one of data?.items ?? []) {
      if (isRunning(one)) followed.current.add(one.id);
      else if (followed.current.delete(one.id)) {
        notifications.show({
          title: t(one.status === 'failed' ? 'work.failed' : 'work.done'),
          message: t(one.dryRun ? 'work.check' : 'work.import', { name: one.fileName }),
          ...(one.status === 'failed' ? { color: 'red' } : {}),
        });
        void queryClient.invalidateQueries({ queryKey: ['contacts'] });
      }
    }
  }, [data, t]);
  return running;
}

function ImportUnderWay({ work, onFollow }: { work: ContactImport; onFollow: () => void }) {
  const { t } = useTranslation('shell');
  const { id, fileName, dryRun, processedRows, totalRows } = work;
  const name = t(dryRun ? 'work.check' : 'work.import', { name: fileName });
  return (
    <div>
      <AnchorLink to="/contacts/import/$importId" params={{ importId: id }} size="sm" onClick={onFollow}>
        {name}
      </AnchorLink>
      <Progress value={totalRows ? (100 * processedRows) / totalRows : 0} aria-label={name} my={6} animated />
      <Text size="xs" c="dimmed" className="numbers">
        {t('work.importDone', { count: processedRows })}
      </Text>
    </div>
  );
}

function CampaignUnderWay({ campaign, onFollow }: { campaign: Campaign; onFollow: () => void }) {
  const { t } = useTranslation('shell');
  const { data } = useQuery(progressQuery(campaign.id));
  const percent = data?.percentDone ?? 0;
  const name = t('work.campaign', { name: campaign.name });
  return (
    <div>
      <AnchorLink
        to="/campaigns/$campaignId"
        params={{ campaignId: campaign.id }}
        size="sm"
        onClick={onFollow}
      >
        {name}
      </AnchorLink>
      <Progress value={percent} aria-label={name} my={6} animated />
      <Text size="xs" c="dimmed" className="numbers">
        {formatRate(percent / 100)}
      </Text>
    </div>
  );
}
