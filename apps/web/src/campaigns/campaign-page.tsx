import { Alert, Stack } from '@mantine/core';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Campaign } from '../api/models';
import { formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { CampaignActions } from './campaign-actions';
import { CampaignLog } from './campaign-log';
import { campaignQuery, hasLedger } from './campaign-queries';
import { CampaignReportCards } from './campaign-report-cards';
import { CampaignStatusBadge } from './campaign-status-badge';
import { CampaignSummary } from './campaign-summary';
import { DraftEditor } from './draft-editor';

const BACK = { to: '/campaigns', label: 'Campaigns' } as const;

function sentenceOf({ status, scheduledAt, resolvedAt, finishedAt }: Campaign): string {
  switch (status) {
    case 'draft':
      return 'A draft. Nothing is sent until you say so.';
    case 'failed':
      return 'It could not be sent. Put it right and schedule it again.';
    case 'scheduled':
      return `Goes out ${formatTime(scheduledAt)}. Recipients are chosen at that moment, not now.`;
    case 'resolving':
      return 'Finding everyone who matches right now.';
    case 'sending':
      return `Recipients were chosen ${formatTime(resolvedAt)}. Messages are going out.`;
    case 'paused':
      return 'Stopped for now. Everyone who was not reached yet keeps waiting.';
    case 'sent':
      return `Finished ${formatTime(finishedAt)}.`;
    case 'cancelled':
      return `Cancelled ${formatTime(finishedAt)}. What was already handed to the mail server stays sent.`;
  }
}

export function CampaignPage() {
  const { campaignId } = useParams({ strict: false }) as { campaignId: string };
  const { data: campaign, error, refetch } = useQuery(campaignQuery(campaignId));
  if (!campaign) {
    return error ? (
      <ProblemNotice error={error} title="Campaign" onRetry={() => void refetch()} />
    ) : (
      <Loading rows={6} />
    );
  }
  const isEditable = campaign.status === 'draft' || campaign.status === 'failed';
  return (
    <>
      <PageHeader
        title={campaign.name}
        back={BACK}
        aside={<CampaignStatusBadge status={campaign.status} />}
        description={sentenceOf(campaign)}
        actions={<CampaignActions campaign={campaign} />}
      />
      <Stack gap="lg">
        {campaign.reason && (
          <Alert
            color={campaign.status === 'failed' ? 'red' : 'yellow'}
            icon={<IconInfoCircle aria-hidden />}
          >
            {campaign.reason}
          </Alert>
        )}
        {isEditable && <DraftEditor campaign={campaign} key={campaign.id} />}
        {hasLedger(campaign.status) && <CampaignReportCards campaign={campaign} />}
        {!isEditable && <CampaignSummary campaign={campaign} />}
        {hasLedger(campaign.status) && <CampaignLog campaign={campaign} />}
      </Stack>
    </>
  );
}
