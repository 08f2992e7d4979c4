import { Module } from '@nestjs/common';
import { WebhooksModule } from '@features/webhooks';
import { WebhookCallsController } from './webhook-calls.controller';
import { WebhookReplaysController } from './webhook-replays.controller';
import { WebhookSubscriptionsController } from './webhook-subscriptions.controller';

@Module({
  imports: [WebhooksModule],
  controllers: [WebhookReplaysController, WebhookSubscriptionsController, WebhookCallsController],
})
export class WebhooksApiModule {}
