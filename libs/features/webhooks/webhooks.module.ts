import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { Settings } from '@platform/config';
import { VettedHosts } from '@platform/network';
import { DeliverWebhooks, WebhookStores } from './deliver-webhooks.service';
import { WebhookCallsRepository } from './webhook-calls.repository';
import { WebhookCalls } from './webhook-calls.service';
import { WebhookHealthRepository } from './webhook-health.repository';
import { WebhookReplays } from './webhook-replays.service';
import { WebhookSecretsRepository } from './webhook-secrets.repository';
import { WebhookSecrets } from './webhook-secrets.service';
import { WebhookSender } from './webhook-sender.service';
import { WebhookSubscriptionsRepository } from './webhook-subscriptions.repository';
import { WebhookSubscriptions } from './webhook-subscriptions.service';
import { WebhookSweeper } from './webhook-sweeper.service';
import { WebhookUrls } from './webhook-urls.service';

/** Calls to other systems: promises as rows, kept by a worker. The process must also import QueueModule, which is global. */
@Module({
  imports: [AccountsModule],
  providers: [
    {
      provide: VettedHosts,
      useFactory: ({ webhooks }: Settings) => new VettedHosts({ allowPrivate: webhooks.privateHosts }),
      inject: [Settings],
    },
    DeliverWebhooks,
    WebhookCalls,
    WebhookCallsRepository,
    WebhookHealthRepository,
    WebhookReplays,
    WebhookSecrets,
    WebhookSecretsRepository,
    WebhookSender,
    WebhookStores,
    WebhookSubscriptions,
    WebhookSubscriptionsRepository,
    WebhookSweeper,
    WebhookUrls,
  ],
  exports: [
    DeliverWebhooks,
    WebhookCalls,
    WebhookReplays,
    WebhookSecrets,
    WebhookSubscriptions,
    WebhookSweeper,
    WebhookUrls,
  ],
})
export class WebhooksModule {}
