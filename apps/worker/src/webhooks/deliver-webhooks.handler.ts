import { DeliverWebhooks, deliverWebhooksJob, type DeliverWebhooksPayload } from '@features/webhooks';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(deliverWebhooksJob)
export class DeliverWebhooksHandler implements JobHandler<DeliverWebhooksPayload> {
  constructor(private readonly webhooks: DeliverWebhooks) {}

  async handle({ workspaceId }: DeliverWebhooksPayload, { signal }: JobContext): Promise<void> {
    await this.webhooks.deliver(workspaceId, signal);
  }
}
