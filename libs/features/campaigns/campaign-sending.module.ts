import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { DeliveriesModule, SendingModule } from '@features/deliveries';
import { SegmentsModule } from '@features/segments';
import { TemplatesModule } from '@features/templates';
import { TrackingModule } from '@features/tracking';
import { CampaignLedgerRepository } from './campaign-ledger.repository';
import { CampaignMessages } from './campaign-messages';
import { CampaignSender } from './campaign-sender';
import { CampaignSweeper } from './campaign-sweeper';
import { CampaignsModule } from './campaigns.module';
import { ResolveCampaign } from './resolve-campaign';
import { ResolveStores } from './resolve-stores';

/** What the worker adds: resolving, sending, sweeping. */
@Module({
  imports: [
    AccountsModule,
    ConsentModule,
    DeliveriesModule,
    SegmentsModule,
    TemplatesModule,
    TrackingModule,
    CampaignsModule,
    SendingModule,
  ],
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
