export { CampaignDomainsService, type DomainsReport } from './campaign/campaign-domains.service';
export { CampaignRecipientsService } from './campaign/campaign-recipients.service';
export {
  RECIPIENT_PARTS,
  type DomainFigures,
  type Recipient,
  type RecipientFilter,
  type RecipientPart,
} from './campaign/recipient';
export { RecipientsExport } from './campaign/recipients-export.service';
export { keptFrom, KEPT_TIMEOUT_MS, type KeptAnswer, type KeptQuestion } from './kept/kept-answer';
export { countKeptAnswersJob, CountKeptAnswersPayload } from './kept/kept-answers.jobs';
export { KeptAnswersModule } from './kept/kept-answers.module';
export { KeptAnswers } from './kept/kept-answers.service';
export { shareOf } from './campaign-report';
export * from './growth/count-growth.jobs';
export { CountGrowth } from './growth/count-growth.service';
export { KeptGrowthRepository } from './growth/kept-growth.repository';
export { ReportsModule } from './reports.module';
export { ReportsService, type CampaignReport } from './reports.service';
export { AudienceReportService, type AudienceReport } from './workspace/audience-report.service';
export { SequenceCountsService, type SequenceCounts } from './workspace/sequence-counts.service';
export {
  EngagementReportService,
  type CampaignsReport,
  type EngagementReport,
} from './workspace/engagement-report.service';
export { GrowthReportService, type GrowthReport } from './workspace/growth-report.service';
export {
  OtherReportsService,
  type FormLine,
  type RevenueReport,
  type SequencesReport,
} from './workspace/other-reports.service';
export { GRAINS, type Grain, type ReportPeriod, type ReportPeriodInput } from './workspace/report-period';
export { KeptAnswersRepository } from './kept/kept-answers.repository';
export { RecipientsRepository } from './campaign/recipients.repository';
export { CampaignDaysRepository } from './workspace/campaign-days.repository';
export { FormFiguresRepository } from './workspace/form-figures.repository';
export { GrowthRepository } from './workspace/growth.repository';
export { ReportSession } from './workspace/report-session.service';
export { ReportSettingsRepository } from './workspace/report-settings.repository';
export { SalesRepository } from './workspace/sales.repository';
export { SequenceFiguresRepository } from './workspace/sequence-figures.repository';
