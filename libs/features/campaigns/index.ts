export { type Audience, type AudienceSource, type Campaign, type CampaignInput } from './campaign';
export { AudienceExplainService } from './audience-explain.service';
export {
  type AudienceExplanation,
  type OutReason,
  type SourceExplanation,
  type WhyOut,
} from './audience-explanation';
export { CampaignLifecycleService } from './campaign-lifecycle.service';
export { CampaignSendingModule } from './campaign-sending.module';
export { campaignStatuses, type CampaignStatus } from './campaign-status';
export { CampaignSweeper } from './campaign-sweeper.service';
export {
  resolveCampaignJob,
  sweepCampaignsJob,
  watchCampaignsJob,
  type ResolveCampaignPayload,
  type SweepPayload,
  type WatchPayload,
} from './campaigns.jobs';
export { CampaignsModule } from './campaigns.module';
export { CampaignsService } from './campaigns.service';
export { CampaignPauses, type SystemPause } from './control/campaign-pauses.service';
export { type CampaignPause, type CampaignProgress, type Waiting } from './control/campaign-progress';
export { CampaignProgressService } from './control/campaign-progress.service';
export { EmergencyBrake, type BrakeReport } from './control/emergency-brake.service';
export {
  ReopenCampaign,
  type ReopenCounts,
  type Reopened,
  type ReopenOutlook,
} from './control/reopen-campaign.service';
export { WatchCampaigns } from './control/watch-campaigns.service';
export { ResolveCampaign } from './resolve-campaign.service';
export { SendCampaignBatch } from './send-campaign-batch.service';
export { TestSendService, type TestSendResult } from './test-send.service';
