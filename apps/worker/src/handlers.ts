import type { Type } from '@nestjs/common';
import type { JobHandler } from '@platform/queue';
import { ExpandAudienceHandler } from './campaigns/expand-audience.handler';
import { ResolveCampaignHandler } from './campaigns/resolve-campaign.handler';
import { SendDueHandler } from './campaigns/send-due.handler';
import { SendBatchHandler } from './campaigns/send-batch.handler';
import { SweepCampaignsHandler } from './campaigns/sweep-campaigns.handler';
import { WatchCampaignsHandler } from './campaigns/watch-campaigns.handler';
import { PlanValueRefreshesHandler } from './computed-values/plan-value-refreshes.handler';
import { RefreshDueValuesHandler } from './computed-values/refresh-due-values.handler';
import { RefreshWorkspaceValuesHandler } from './computed-values/refresh-workspace-values.handler';
import { PostFormMailsHandler } from './forms/post-form-mails.handler';
import { SweepFormMailsHandler } from './forms/sweep-form-mails.handler';
import { IndexContactsHandler } from './contacts/index-contacts.handler';
import { RunContactImportHandler } from './imports/run-contact-import.handler';
import { SweepContactImportsHandler } from './imports/sweep-contact-imports.handler';
import { HousekeepingHandler } from './maintenance/housekeeping.handler';
import { SendDueMessagesHandler } from './messages/send-due-messages.handler';
import { SendSequenceMailHandler } from './messages/send-sequence-mail.handler';
import { SweepMessagesHandler } from './messages/sweep-messages.handler';
import { CountGrowthHandler } from './reports/count-growth.handler';
import { CountKeptAnswersHandler } from './reports/count-kept-answers.handler';
import { FollowChangesHandler } from './segments/follow-changes.handler';
import { PlanSegmentHistoryHandler } from './segments/plan-segment-history.handler';
import { RecordSegmentHistoryHandler } from './segments/record-segment-history.handler';
import { RunSequencesHandler } from './sequences/run-sequences.handler';
import { SweepSequencesHandler } from './sequences/sweep-sequences.handler';
import { WatchSequencesHandler } from './sequences/watch-sequences.handler';
import { CheckSendingDomainsHandler } from './senders/check-sending-domains.handler';
import { ResumeWaitingHandler } from './sending-limits/resume-waiting.handler';
import { DeliverWebhooksHandler } from './webhooks/deliver-webhooks.handler';
import { SweepWebhooksHandler } from './webhooks/sweep-webhooks.handler';

/** Every handler of the product, one per job contract; the start fails when a contract has none or two. */
export const handlers: Type<JobHandler<object>>[] = [
  ResolveCampaignHandler,
  ExpandAudienceHandler,
  SendBatchHandler,
  SendDueHandler,
  ResumeWaitingHandler,
  SweepCampaignsHandler,
  WatchCampaignsHandler,
  SendDueMessagesHandler,
  SendSequenceMailHandler,
  SweepMessagesHandler,
  PostFormMailsHandler,
  SweepFormMailsHandler,
  RunSequencesHandler,
  SweepSequencesHandler,
  WatchSequencesHandler,
  IndexContactsHandler,
  RunContactImportHandler,
  SweepContactImportsHandler,
  RefreshDueValuesHandler,
  PlanValueRefreshesHandler,
  RefreshWorkspaceValuesHandler,
  FollowChangesHandler,
  PlanSegmentHistoryHandler,
  RecordSegmentHistoryHandler,
  CheckSendingDomainsHandler,
  DeliverWebhooksHandler,
  SweepWebhooksHandler,
  CountGrowthHandler,
  CountKeptAnswersHandler,
  HousekeepingHandler,
];
