import { WatchCampaigns, watchCampaignsJob, type WatchPayload } from '@features/campaigns';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(watchCampaignsJob)
export class WatchCampaignsHandler implements JobHandler<WatchPayload> {
  constructor(private readonly campaigns: WatchCampaigns) {}

  async handle(): Promise<void> {
    await this.campaigns.watch();
  }
}
