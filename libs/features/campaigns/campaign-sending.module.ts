import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ConsentModule } from '@features/consent';
import { DeliveriesModule, SendingModule } from '@features/deliveries';
import { SegmentsModule } from '@features/segments';
import { SendersModule } from '@features/senders';
import { TemplatesModule } from '@features/templates';
import { TrackingModule } from '@features/tracking';
import { BatchTurns } from './batch-turns.service';
import { CampaignMessages } from './campaign-messages.service';
import { CampaignPlans } from './campaign-plans.service';
import { SendCampaignBatch } from './send-campaign-batch.service';
import { CampaignSweeper } from './campaign-sweeper.service';
import { CampaignsModule } from './campaigns.module';
import { WatchCampaigns } from './control/watch-campaigns.service';
import { AudienceSnapshotRepository } from './resolve/audience-snapshot.repository';
import { AudienceSweeper } from './resolve/audience-sweeper.service';
import { ExpandAudience } from './resolve/expand-audience.service';
import { ResolveCampaign } from './resolve/resolve-campaign.service';
import { ResolveStores } from './resolve/resolve-stores.service';

/** What the worker adds: resolving, sending, sweeping. */
@Module({
  imports: [
    AccountsModule,
    ConsentModule,
    DeliveriesModule,
    SegmentsModule,
    SendersModule,
    TemplatesModule,
    TrackingModule,
    CampaignsModule,
    SendingModule,
  ],
  providers: [
    AudienceSnapshotRepository,
    AudienceSweeper,
    BatchTurns,
    CampaignMessages,
    CampaignPlans,
    SendCampaignBatch,
    CampaignSweeper,
    ExpandAudience,
    ResolveCampaign,
    ResolveStores,
    WatchCampaigns,
  ],
  exports: [
    CampaignsModule,
    SendCampaignBatch,
    CampaignSweeper,
    ExpandAudience,
    ResolveCampaign,
    WatchCampaigns,
  ],
})
export class CampaignSendingModule {}
