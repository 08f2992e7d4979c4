import { Alert, Stack } from '@mantine/core';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign, CampaignStatus } from '../api/models';
import { useMay } from '../session/use-session';
import { ButtonLink } from '../ui/button-link';
import { formatTime } from '../ui/format';
import { ProgressCard } from './progress-card';
import { ReopenCard } from './reopen-card';
import { formatWallTime } from './wall-time';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { CampaignActions } from './campaign-actions';
import { campaignQuery, hasLedger } from './campaign-queries';
import { CampaignReportCards } from './campaign-report-cards';
import { RecipientsCard } from './report/recipients-card';
import { CampaignStatusBadge } from './campaign-status-badge';
import { CampaignSummary } from './campaign-summary';
import { DraftEditor } from './draft-editor';

const UNDER_WAY: CampaignStatus[] = ['resolving', 'sending', 'paused'];

function sentenceOf(campaign: Campaign, t: TFunction<'campaigns'>): string {
  const { status, scheduleKind, localTime, scheduledAt, resolvedAt, finishedAt } = campaign;
  switch (status) {
    case 'scheduled':
      return scheduleKind === 'local-time' && localTime
        ? t('states.localTime', { localTime: formatWallTime(localTime), when: formatTime(scheduledAt) })
        : t('states.scheduled', { when: formatTime(scheduledAt) });
    case 'sending':
      return t('states.sending', { when: formatTime(resolvedAt) });
    case 'sent':
    case 'cancelled':
      return t(`states.${status}`, { when: formatTime(finishedAt) });
    default:
      return t(`states.${status}`);
  }
}

export function CampaignPage() {
  const { t } = useTranslation('campaigns');
  const { t: r } = useTranslation('reports');
  const { campaignId } = useParams({ strict: false }) as { campaignId: string };
  const { data: campaign, error, refetch } = useQuery(campaignQuery(campaignId));
  const maySend = useMay('campaigns:send');
  const [epoch, setEpoch] = useState(0);
  const reload = useCallback(async () => {
    await refetch();
    setEpoch((last) => last + 1);
  }, [refetch]);
  if (!campaign) {
    return error ? (
      <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
    ) : (
      <Loading rows={6} />
    );
  }
  const isEditable = campaign.status === 'draft' || campaign.status === 'failed';
  // Cancelled before its audience was fixed, it has no recipients to tell of.
  const isFixed = hasLedger(campaign.status) && campaign.audienceCount !== null;
  const isUnderWay = UNDER_WAY.includes(campaign.status);
  const isOver = campaign.status === 'sent' || campaign.status === 'cancelled';
  return (
    <>
      <PageHeader
        title={campaign.name}
        back={{ to: '/campaigns', label: t('title') }}
        aside={<CampaignStatusBadge status={campaign.status} />}
        description={sentenceOf(campaign, t)}
        actions={
          <>
            {isFixed && (
              <ButtonLink to="/campaigns/compare" search={{ ids: [campaign.id] }} variant="default">
                {r('compare.title')}
              </ButtonLink>
            )}
            <CampaignActions campaign={campaign} />
          </>
        }
      />
      <Stack gap="lg">
        {campaign.reason && campaign.status !== 'paused' && (
          <Alert
            color={campaign.status === 'failed' ? 'red' : 'yellow'}
            icon={<IconInfoCircle aria-hidden />}
          >
            {campaign.reason}
          </Alert>
        )}
        {isEditable && <DraftEditor campaign={campaign} key={`${campaign.id} ${epoch}`} onReload={reload} />}
        {isUnderWay && <ProgressCard campaign={campaign} />}
        {isOver && maySend && <ReopenCard campaign={campaign} />}
        {isFixed && <CampaignReportCards campaign={campaign} />}
        {!isEditable && <CampaignSummary campaign={campaign} />}
        {isFixed && <RecipientsCard campaign={campaign} />}
      </Stack>
    </>
  );
}
