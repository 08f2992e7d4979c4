import { sweepWebhooksJob, WebhookSweeper, type SweepWebhooksPayload } from '@features/webhooks';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepWebhooksJob)
export class SweepWebhooksHandler implements JobHandler<SweepWebhooksPayload> {
  constructor(private readonly sweeper: WebhookSweeper) {}

  async handle(): Promise<void> {
    await this.sweeper.sweep();
  }
}
