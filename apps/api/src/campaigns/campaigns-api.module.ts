import { Module } from '@nestjs/common';
import { CampaignsModule } from '@features/campaigns';
import { DeliveriesModule } from '@features/deliveries';
import { TemplatesModule } from '@features/templates';
import { AbTestsController } from './ab-tests.controller';
import { AudienceExplanationController } from './audience-explanation.controller';
import { CampaignControlController } from './campaign-control.controller';
import { CampaignLifecycleController } from './campaign-lifecycle.controller';
import { CampaignPreviewsController } from './campaign-previews.controller';
import { CampaignsController } from './campaigns.controller';
import { PreflightController } from './preflight.controller';
import { LocalTimesController } from './local-times.controller';
import { TemplateTestsController } from './template-tests.controller';

@Module({
  imports: [CampaignsModule, DeliveriesModule, TemplatesModule],
  controllers: [
    AbTestsController,
    AudienceExplanationController,
    CampaignControlController,
    CampaignPreviewsController,
    CampaignsController,
    CampaignLifecycleController,
    PreflightController,
    LocalTimesController,
    TemplateTestsController,
  ],
})
export class CampaignsApiModule {}
