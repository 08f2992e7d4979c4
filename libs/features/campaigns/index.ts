export {
  AB_DECISIONS,
  AB_METRICS,
  AB_TIE_RULES,
  MAX_DURATION_MINUTES,
  MAX_OFFSET_MINUTES,
  MIN_DURATION_MINUTES,
  type AbDecision,
  type AbMetric,
  type AbTest,
  type AbTieRule,
} from './ab-test/ab-test';
export { AbTestControl } from './ab-test/ab-test-control.service';
export { type GroupCounts } from './ab-test/ab-test-counts.repository';
export { AbTestDecisions } from './ab-test/ab-test-decisions.service';
export { type AbTestPlan } from './ab-test/ab-test-plan';
export { AbTestPlans } from './ab-test/ab-test-plans.service';
export { type AbTestState } from './ab-test/ab-test-report';
export { AbTestReports, type AbTestReport } from './ab-test/ab-test-reports.service';
export { AbTestsService } from './ab-test/ab-tests.service';
export { chooseWinner } from './ab-test/judge';
export { assignedVariant, type AssignmentRule } from './ab-test/assignment';
export { VARIANT_KEYS, type Variant, type VariantKey } from './ab-test/variant';
export { type Comparison, type Standing, type Verdict } from './ab-test/verdict';
export {
  type Audience,
  type AudienceSource,
  type Campaign,
  type CampaignInput,
  TIMING_POLICIES,
  type TimingPolicy,
} from './campaign';
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
  sendDueJob,
  sweepCampaignsJob,
  watchCampaignsJob,
  type ResolveCampaignPayload,
  type SendDuePayload,
  type SweepPayload,
  type WatchPayload,
} from './campaigns.jobs';
export { CampaignsModule } from './campaigns.module';
export { CampaignsService } from './campaigns.service';
export { DraftContents } from './draft-contents.service';
export { CampaignPauses, type SystemPause } from './control/campaign-pauses.service';
export { type CampaignProgress } from './control/campaign-progress';
export { type Waiting } from './control/campaign-waits';
export { type CampaignPause } from './control/progress-figures';
export { CampaignProgressService } from './control/campaign-progress.service';
export { EmergencyBrake, type BrakeReport } from './control/emergency-brake.service';
export {
  ReopenCampaign,
  type ReopenCounts,
  type Reopened,
  type ReopenOutlook,
} from './control/reopen-campaign.service';
export { WatchCampaigns } from './control/watch-campaigns.service';
export { type LocalTimes, type ZoneCount } from './local-time/local-time';
export { CampaignScheduling } from './local-time/campaign-scheduling.service';
export { LocalTimesService } from './local-time/local-times.service';
export { AudienceChunksRepository } from './resolve/audience-chunks.repository';
export { expandAudienceJob, type ExpandAudiencePayload } from './resolve/expand-audience.jobs';
export { ExpandAudience } from './resolve/expand-audience.service';
export {
  type Preflight,
  type PreflightCheck,
  type PreflightCheckId,
  type PreflightLevel,
} from './preflight/preflight';
export { PreflightService } from './preflight/preflight.service';
export { ResolveCampaign } from './resolve/resolve-campaign.service';
export { SendCampaignBatch } from './send-campaign-batch.service';
export { TemplateTestSendService } from './template-test-send.service';
export { TestRecipientList } from './test-recipient-list.service';
export { TestSendService, type TestSendResult } from './test-send.service';
