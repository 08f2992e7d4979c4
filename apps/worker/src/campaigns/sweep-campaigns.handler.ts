import { CampaignSweeper, sweepCampaignsJob, type SweepPayload } from '@features/campaigns';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepCampaignsJob)
export class SweepCampaignsHandler implements JobHandler<SweepPayload> {
  constructor(private readonly sweeper: CampaignSweeper) {}

  async handle(): Promise<void> {
    await this.sweeper.sweep();
  }
}
