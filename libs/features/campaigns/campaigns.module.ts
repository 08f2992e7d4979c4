import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { DeliveriesModule, SendingModule } from '@features/deliveries';
import { SegmentsModule } from '@features/segments';
import { TemplatesModule } from '@features/templates';
import { TrackingModule } from '@features/tracking';
import { AudienceService } from './audience.service';
import { CampaignEffects } from './campaign-effects';
import { CampaignLedgerRepository } from './campaign-ledger.repository';
import { CampaignLifecycleService } from './campaign-lifecycle.service';
import { CampaignMessages } from './campaign-messages';
import { CampaignReadiness } from './campaign-readiness';
import { CampaignSender } from './campaign-sender';
import { CampaignSweeper } from './campaign-sweeper';
import { CampaignsRepository } from './campaigns.repository';
import { CampaignsService } from './campaigns.service';
import { MessagePlans } from './message-plans';
import { ResolveCampaign, ResolveStores } from './resolve-campaign';
import { SendersRepository } from './senders.repository';
import { SendersService } from './senders.service';
import { TestContent, TestSendService } from './test-send.service';

const imports = [
  AccountsModule,
  ConsentModule,
  DeliveriesModule,
  SegmentsModule,
  TemplatesModule,
  TrackingModule,
];

/** What the API needs: drafts, senders, lifecycle, test sends. */
@Module({
  imports,
  providers: [
    AudienceService,
    CampaignEffects,
    CampaignLifecycleService,
    CampaignReadiness,
    CampaignsRepository,
    CampaignsService,
    MessagePlans,
    SendersRepository,
    SendersService,
    TestContent,
    TestSendService,
  ],
  exports: [
    AudienceService,
    CampaignEffects,
    CampaignLifecycleService,
    CampaignsRepository,
    CampaignsService,
    MessagePlans,
    SendersService,
    TestSendService,
  ],
})
export class CampaignsModule {}

/** What the worker adds: resolving, sending, sweeping. */
@Module({
  imports: [...imports, CampaignsModule, SendingModule],
  providers: [
    CampaignLedgerRepository,
    CampaignMessages,
    CampaignSender,
    CampaignSweeper,
    ResolveCampaign,
    ResolveStores,
  ],
  exports: [CampaignSender, CampaignSweeper, ResolveCampaign],
})
export class CampaignSendingModule {}
