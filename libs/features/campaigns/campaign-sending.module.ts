import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { DeliveriesModule, SendingModule } from '@features/deliveries';
import { SegmentsModule } from '@features/segments';
import { TemplatesModule } from '@features/templates';
import { TrackingModule } from '@features/tracking';
import { CampaignLedgerRepository } from './campaign-ledger.repository';
import { CampaignMessages } from './campaign-messages.service';
import { SendCampaignBatch } from './send-campaign-batch.service';
import { CampaignSweeper } from './campaign-sweeper.service';
import { CampaignsModule } from './campaigns.module';
import { WatchCampaigns } from './control/watch-campaigns.service';
import { ResolveCampaign } from './resolve-campaign.service';
import { ResolveStores } from './resolve-stores.service';

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
    SendCampaignBatch,
    CampaignSweeper,
    ResolveCampaign,
    ResolveStores,
    WatchCampaigns,
  ],
  exports: [CampaignsModule, SendCampaignBatch, CampaignSweeper, ResolveCampaign, WatchCampaigns],
})
export class CampaignSendingModule {}
