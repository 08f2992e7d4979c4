import { CampaignSweeper, sendDueJob, type SendDuePayload } from '@features/campaigns';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sendDueJob)
export class SendDueHandler implements JobHandler<SendDuePayload> {
  constructor(private readonly sweeper: CampaignSweeper) {}

  async handle({ campaignId }: SendDuePayload): Promise<void> {
    await this.sweeper.sweepCampaign(campaignId);
  }
}
