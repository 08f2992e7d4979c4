import { SendCampaignBatch } from '@features/campaigns';
import { sendBatchJob, type SendBatchPayload } from '@features/deliveries';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(sendBatchJob)
export class SendBatchHandler implements JobHandler<SendBatchPayload> {
  constructor(private readonly sender: SendCampaignBatch) {}

  async handle({ campaignId, number }: SendBatchPayload, { signal }: JobContext): Promise<void> {
    await this.sender.sendBatch(campaignId, number, signal);
  }
}
