import { Module } from '@nestjs/common';
import { CampaignsModule } from '@features/campaigns';
import { DeliveriesModule } from '@features/deliveries';
import { AudienceExplanationController } from './audience-explanation.controller';
import { CampaignControlController } from './campaign-control.controller';
import { CampaignLifecycleController } from './campaign-lifecycle.controller';
import { CampaignsController } from './campaigns.controller';

@Module({
  imports: [CampaignsModule, DeliveriesModule],
  controllers: [
    AudienceExplanationController,
    CampaignControlController,
    CampaignsController,
    CampaignLifecycleController,
  ],
})
export class CampaignsApiModule {}
