import { ResolveCampaign, resolveCampaignJob, type ResolveCampaignPayload } from '@features/campaigns';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(resolveCampaignJob)
export class ResolveCampaignHandler implements JobHandler<ResolveCampaignPayload> {
  constructor(private readonly resolver: ResolveCampaign) {}

  async handle({ campaignId, scheduleNumber }: ResolveCampaignPayload): Promise<void> {
    await this.resolver.resolve(campaignId, scheduleNumber);
  }
}
