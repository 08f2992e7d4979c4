import { EmergencyBrake, SendCampaignBatch } from '@features/campaigns';
import { sendBatchJob, type SendBatchPayload } from '@features/deliveries';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(sendBatchJob)
export class SendBatchHandler implements JobHandler<SendBatchPayload> {
  constructor(
    private readonly sender: SendCampaignBatch,
    private readonly brake: EmergencyBrake,
  ) {}

  async handle({ campaignId, number }: SendBatchPayload, { signal }: JobContext): Promise<void> {
    await this.sender.sendBatch(campaignId, number, signal);
    await this.brake.check(campaignId);
  }
}
