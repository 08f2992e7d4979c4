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
  type ResolveCampaignPayload,
  type SweepPayload,
} from './campaigns.jobs';
export { CampaignsModule } from './campaigns.module';
export { CampaignsService } from './campaigns.service';
export { ResolveCampaign } from './resolve-campaign.service';
export { SendCampaignBatch } from './send-campaign-batch.service';
export { TestSendService, type TestSendResult } from './test-send.service';
