import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { CampaignsModule } from '@features/campaigns';
import { DeliveriesModule } from '@features/deliveries';
import { SequencesModule } from '@features/sequences';
import { TemplatesModule } from '@features/templates';
import { CampaignDomainsService } from './campaign/campaign-domains.service';
import { CampaignRecipientsService } from './campaign/campaign-recipients.service';
import { FrozenPreviews } from './campaign/frozen-previews.service';
import { RecipientsExport } from './campaign/recipients-export.service';
import { RecipientsRepository } from './campaign/recipients.repository';
import { KeptAnswersModule } from './kept/kept-answers.module';
import { CountGrowth } from './growth/count-growth.service';
import { KeptGrowthRepository } from './growth/kept-growth.repository';
import { ReportsRepository } from './reports.repository';
import { ReportsService } from './reports.service';
import { AudienceReportService } from './workspace/audience-report.service';
import { AudienceRepository } from './workspace/audience.repository';
import { CampaignDaysRepository } from './workspace/campaign-days.repository';
import { EngagementReportService } from './workspace/engagement-report.service';
import { FormFiguresRepository } from './workspace/form-figures.repository';
import { GrowthReportService } from './workspace/growth-report.service';
import { GrowthRepository } from './workspace/growth.repository';
import { OtherReportsService } from './workspace/other-reports.service';
import { ReportSession } from './workspace/report-session.service';
import { ReportSettingsRepository } from './workspace/report-settings.repository';
import { SalesRepository } from './workspace/sales.repository';
import { SequenceCountsService } from './workspace/sequence-counts.service';
import { SequenceFiguresRepository } from './workspace/sequence-figures.repository';

@Module({
  imports: [
    AccountsModule,
    CampaignsModule,
    DeliveriesModule,
    KeptAnswersModule,
    SequencesModule,
    TemplatesModule,
  ],
  providers: [
    AudienceReportService,
    AudienceRepository,
    SequenceCountsService,
    CampaignDaysRepository,
    CampaignDomainsService,
    CampaignRecipientsService,
    CountGrowth,
    EngagementReportService,
    FormFiguresRepository,
    FrozenPreviews,
    GrowthReportService,
    GrowthRepository,
    KeptGrowthRepository,
    OtherReportsService,
    RecipientsExport,
    RecipientsRepository,
    ReportSession,
    ReportSettingsRepository,
    ReportsRepository,
    ReportsService,
    SalesRepository,
    SequenceFiguresRepository,
  ],
  exports: [
    AudienceReportService,
    SequenceCountsService,
    CountGrowth,
    KeptAnswersModule,
    CampaignDomainsService,
    CampaignRecipientsService,
    EngagementReportService,
    GrowthReportService,
    OtherReportsService,
    RecipientsExport,
    ReportsService,
  ],
})
export class ReportsModule {}
