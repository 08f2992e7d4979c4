import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { ConsentModule } from '@features/consent';
import { DeliveriesModule } from '@features/deliveries';
import { MessagesModule } from '@features/messages';
import { SegmentsModule } from '@features/segments';
import { SendersModule } from '@features/senders';
import { SendingLimitsModule } from '@features/sending-limits';
import { SmtpServersModule } from '@features/smtp-servers';
import { TemplatesModule } from '@features/templates';
import { TrackingModule } from '@features/tracking';
import { Settings } from '@platform/config';
import { abTestExports, abTestProviders } from './ab-test/ab-test.providers';
import { AudienceExplainService } from './audience-explain.service';
import { AudienceService } from './audience.service';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignLifecycleService } from './campaign-lifecycle.service';
import { CampaignReadiness } from './campaign-readiness.service';
import { CampaignsRepository } from './campaigns.repository';
import { CampaignsService } from './campaigns.service';
import { CampaignFiguresRepository } from './control/campaign-figures.repository';
import { CampaignHolds } from './control/campaign-holds.service';
import { CampaignPausesRepository } from './control/campaign-pauses.repository';
import { CampaignPauses } from './control/campaign-pauses.service';
import { CampaignProgressService } from './control/campaign-progress.service';
import { EmergencyBrake } from './control/emergency-brake.service';
import { ReopenCampaign } from './control/reopen-campaign.service';
import { DraftContents } from './draft-contents.service';
import { CampaignScheduling } from './local-time/campaign-scheduling.service';
import { LocalTimesRepository } from './local-time/local-times.repository';
import { LocalTimesService } from './local-time/local-times.service';
import { preflightProviders } from './preflight/preflight.providers';
import { PreflightService } from './preflight/preflight.service';
import { AudienceChunksRepository } from './resolve/audience-chunks.repository';
import { MessagePlans } from './message-plans.service';
import { PublicAddress } from './public-address';
import { TemplateTestSendService } from './template-test-send.service';
import { TestMails } from './test-mails.service';
import { TestRecipientListRepository } from './test-recipient-list.repository';
import { TestRecipientList } from './test-recipient-list.service';
import { TestRecipients } from './test-recipients.service';
import { TestSendContent } from './test-send-content.service';
import { TestSendService } from './test-send.service';

/** What the API needs: drafts, lifecycle, test sends. */
@Module({
  imports: [
    AccountsModule,
    ConsentModule,
    ContactsModule,
    DeliveriesModule,
    MessagesModule,
    SegmentsModule,
    SendersModule,
    SendingLimitsModule,
    SmtpServersModule,
    TemplatesModule,
    TrackingModule,
  ],
  providers: [
    AudienceChunksRepository,
    ...abTestProviders,
    AudienceExplainService,
    AudienceService,
    CampaignEffects,
    CampaignFiguresRepository,
    CampaignHolds,
    CampaignLifecycleService,
    CampaignPauses,
    CampaignPausesRepository,
    CampaignProgressService,
    CampaignReadiness,
    CampaignsRepository,
    CampaignsService,
    DraftContents,
    EmergencyBrake,
    CampaignScheduling,
    LocalTimesRepository,
    LocalTimesService,
    MessagePlans,
    {
      provide: PublicAddress,
      useFactory: (settings: Settings) => new PublicAddress(settings.http.appUrl),
      inject: [Settings],
    },
    ...preflightProviders,
    ReopenCampaign,
    TemplateTestSendService,
    TestMails,
    TestRecipientList,
    TestRecipientListRepository,
    TestRecipients,
    TestSendContent,
    TestSendService,
  ],
  exports: [
    AudienceChunksRepository,
    ...abTestExports,
    AudienceExplainService,
    AudienceService,
    CampaignEffects,
    CampaignFiguresRepository,
    CampaignLifecycleService,
    CampaignPauses,
    CampaignProgressService,
    CampaignsRepository,
    CampaignsService,
    DraftContents,
    EmergencyBrake,
    CampaignScheduling,
    LocalTimesRepository,
    LocalTimesService,
    MessagePlans,
    PreflightService,
    ReopenCampaign,
    TemplateTestSendService,
    TestRecipientList,
    TestSendService,
  ],
})
export class CampaignsModule {}
