import { Injectable } from '@nestjs/common';
import {
  DeliveryBatchesRepository,
  DeliverySender,
  type BatchLease,
  type MessageMaker,
  type SendRunResult,
} from '@features/deliveries';
import { BatchTurns } from './batch-turns.service';
import type { Campaign } from './campaign';
import { CampaignMessages } from './campaign-messages.service';
import { CampaignsRepository } from './campaigns.repository';

/** After content could not be loaded, the batch is left alone for so long. */
const CONTENT_AGAIN_MS = 5_000;

/**
 * What waits longer is left to the sweeper: a job in the queue would keep the batch's id from whoever needs the batch earlier
 * (somebody who sends to the rest, or resumes).
 */
const MAX_JOB_DELAY_MS = 15_000;

/** Sends one batch of a campaign and looks after what follows from it. */
@Injectable()
export class SendCampaignBatch {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly turns: BatchTurns,
    private readonly messages: CampaignMessages,
    private readonly batches: DeliveryBatchesRepository,
    private readonly sender: DeliverySender,
  ) {}

  async sendBatch(campaignId: string, number: number, signal: AbortSignal): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(campaignId);
    // Paused, cancelled or long finished: the rows decide, this job was a stale hint.
    if (campaign?.status !== 'sending') return;
    await this.turns.take(campaign.workspaceId, { campaignId, number }, signal, async (batch) => {
      const current = await this.campaigns.findAnywhere(batch.campaignId);
      if (current?.status === 'sending') await this.sendLeased(current, batch.number, signal);
    });
  }

  private async sendLeased(campaign: Campaign, number: number, signal: AbortSignal): Promise<void> {
    const campaignId = campaign.id;
    const lease = await this.batches.lease(campaignId, number);
    if (!lease) return;
    const maker = await this.makerFor(campaign, lease);
    const result = await this.sender.send({ lease, maker, signal });
    await this.explain(campaign, result);
    if (result.done) await this.finish(campaignId);
    else if (result.again && result.again.afterMs <= MAX_JOB_DELAY_MS && !signal.aborted) {
      const { tries, afterMs } = result.again;
      await this.turns.comeBack({ campaignId, number, tries }, afterMs);
    }
  }

  /** There may be room now for a batch that waits for a limit: it would come by itself, within a minute. */
  private async finish(campaignId: string): Promise<void> {
    if (await this.campaigns.finishIfDone(campaignId)) return;
    for (const next of await this.batches.makeNextDue(campaignId)) await this.turns.comeBack(next, 0);
  }

  /** Without content nothing can be sent: the batch is free for whoever tries next. */
  private async makerFor(campaign: Campaign, lease: BatchLease): Promise<MessageMaker> {
    try {
      return await this.messages.makerFor(campaign, lease.variant);
    } catch (error) {
      await lease.release(CONTENT_AGAIN_MS);
      throw error;
    }
  }

  /** A campaign that waits says for what, and stops saying so when mail goes out again. */
  private async explain(campaign: Campaign, { sent, waiting }: SendRunResult): Promise<void> {
    if (waiting !== null) {
      const reason = `${waiting.reason} Tidings tries again by itself; nothing is lost.`;
      await this.campaigns.setWaiting(campaign.id, { ...waiting, reason });
    } else if (sent > 0 && campaign.reason !== null) {
      await this.campaigns.setWaiting(campaign.id, null);
    }
  }
}
