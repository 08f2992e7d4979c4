import { Injectable } from '@nestjs/common';
import { BatchSender } from '@features/deliveries';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignMessages } from './campaign-messages.service';
import { CampaignsRepository } from './campaigns.repository';

/** Sends one batch of a campaign and looks after what follows from it. */
@Injectable()
export class SendCampaignBatch {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly effects: CampaignEffects,
    private readonly messages: CampaignMessages,
    private readonly batches: BatchSender,
  ) {}

  async sendBatch(campaignId: string, number: number, signal: AbortSignal): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(campaignId);
    // Paused, cancelled or long finished: the rows decide, this job was a stale hint.
    if (campaign?.status !== 'sending') return;
    const maker = await this.messages.makerFor(campaign);
    const result = await this.batches.send({ campaignId, number, maker, signal });
    if (result.done) await this.campaigns.finishIfDone(campaignId);
    else if (result.again && !signal.aborted) {
      await this.effects.enqueueBatches(
        [{ campaignId, number, tries: result.again.tries }],
        result.again.afterMs,
      );
    }
  }
}
