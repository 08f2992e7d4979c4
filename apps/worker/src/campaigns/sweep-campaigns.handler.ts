import { AbTestDecisions, CampaignSweeper, sweepCampaignsJob, type SweepPayload } from '@features/campaigns';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepCampaignsJob)
export class SweepCampaignsHandler implements JobHandler<SweepPayload> {
  constructor(
    private readonly sweeper: CampaignSweeper,
    private readonly abTests: AbTestDecisions,
  ) {}

  /** What a decision makes due is found by the sweep after it. */
  async handle(): Promise<void> {
    await this.abTests.decideDue();
    await this.sweeper.sweep();
  }
}
