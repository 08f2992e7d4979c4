export { DeliverWebhooks } from './deliver-webhooks.service';
export {
  CALL_STATUSES,
  type CallStatus,
  type ReplayedCalls,
  type WebhookAttempt,
  type WebhookCall,
  type WebhookCallInput,
  type WebhookHealth,
} from './webhook-call';
export { WebhookCalls, type WebhookCallDetails } from './webhook-calls.service';
export { WebhookReplays } from './webhook-replays.service';
export { WebhookSecrets, type WebhookSecretInfo } from './webhook-secrets.service';
export { type WebhookSubscription, type WebhookSubscriptionInput } from './webhook-subscription';
export { WebhookSubscriptions } from './webhook-subscriptions.service';
export { WebhookSweeper } from './webhook-sweeper.service';
export { WebhookUrls } from './webhook-urls.service';
export {
  deliverWebhooksJob,
  DeliverWebhooksPayload,
  sweepWebhooksJob,
  SweepWebhooksPayload,
} from './webhooks.jobs';
export { WebhooksModule } from './webhooks.module';
