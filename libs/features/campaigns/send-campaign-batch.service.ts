import { Injectable } from '@nestjs/common';
import { BatchSender, type SendBatchResult } from '@features/deliveries';
import type { Campaign } from './campaign';
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
    await this.explain(campaign, result);
    if (result.done) await this.campaigns.finishIfDone(campaignId);
    else if (result.again && !signal.aborted) {
      await this.effects.enqueueBatches(
        [{ campaignId, number, tries: result.again.tries }],
        result.again.afterMs,
      );
    }
  }

  /** A campaign that waits for the mail server says so, and stops saying so when mail goes out again. */
  private async explain(campaign: Campaign, { sent, trouble, again }: SendBatchResult): Promise<void> {
    if (trouble !== null) {
      const seconds = Math.ceil((again?.afterMs ?? 0) / 1000);
      await this.campaigns.setWaitingReason(
        campaign.id,
        `The mail server does not take mail at the moment (${trouble}). Tidings tries again every ${Math.max(seconds, 1)} seconds or so; nothing is lost.`,
      );
    } else if (sent > 0 && campaign.reason !== null) {
      await this.campaigns.setWaitingReason(campaign.id, null);
    }
  }
}
