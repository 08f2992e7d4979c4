import { Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository, WorkspaceSlots, type DueBatch } from '@features/deliveries';
import { CampaignEffects } from './campaign-effects.service';

/**
 * So long a job waits for another one of its workspace to end. It keeps batches from being taken out of the queue and put into it
 * again all the time; not long, since others may stand behind it in the queue.
 */
const ROOM_PATIENCE_MS = 250;

/** So long batches follow one another in a slot, then other workspaces get a chance at it: to a slow server one alone takes minutes. */
const SLOT_MS = 5_000;
/** Batches that are queued when a slot is given back. */
const NEXT_BATCHES = 16;

/** One batch of a campaign. */
export interface BatchKey {
  campaignId: string;
  number: number;
}

/** When a workspace's batches are worked on, so that none stands in the way of the others. */
@Injectable()
export class BatchTurns {
  /** By workspace: campaigns of which a batch found no room in this process. The first one is next. */
  private readonly refused = new Map<string, Set<string>>();

  constructor(
    private readonly batches: DeliveryBatchesRepository,
    private readonly effects: CampaignEffects,
    private readonly slots: WorkspaceSlots,
  ) {}

  /**
   * Runs `work` when the workspace has a slot left in this process, or soon, and then in the same slot for batches that found
   * none before: a way through the queue for each would cost more than the sending of some. Without a slot the job is over:
   * whoever of the workspace ends next takes what waits, and where this process dies first, the sweeper does.
   */
  async take(
    workspaceId: string,
    batch: BatchKey,
    signal: AbortSignal,
    work: (batch: BatchKey) => Promise<void>,
  ): Promise<void> {
    const release = await this.slots.takeWithin('sending', workspaceId, ROOM_PATIENCE_MS);
    if (!release) return this.refuse(workspaceId, batch.campaignId);
    try {
      const endsAt = performance.now() + SLOT_MS;
      let next: BatchKey | undefined = batch;
      while (next && !signal.aborted) {
        await work(next);
        next = performance.now() < endsAt ? await this.nextRefused(workspaceId) : undefined;
      }
    } finally {
      release();
      if (!signal.aborted) await this.enqueueRefused(workspaceId);
    }
  }

  /** Queues a batch for later. */
  async comeBack(batch: DueBatch, delayMs: number): Promise<void> {
    await this.effects.enqueueBatches([batch], delayMs);
  }

  private refuse(workspaceId: string, campaignId: string): void {
    const campaigns = this.refused.get(workspaceId) ?? new Set<string>();
    this.refused.set(workspaceId, campaigns.add(campaignId));
  }

  /** Of campaigns that wait, one after the other. Two slots may be told the same batch: one gets its lease, the other asks again. */
  private async nextRefused(workspaceId: string): Promise<BatchKey | undefined> {
    const campaigns = this.refused.get(workspaceId) ?? new Set<string>();
    for (const campaignId of [...campaigns]) {
      campaigns.delete(campaignId);
      const [next] = await this.batches.findDue(1, campaignId);
      if (!next) continue;
      this.refuse(workspaceId, campaignId);
      return next;
    }
    return undefined;
  }

  private async enqueueRefused(workspaceId: string): Promise<void> {
    const campaigns = this.refused.get(workspaceId) ?? new Set<string>();
    this.refused.delete(workspaceId);
    for (const campaignId of campaigns)
      await this.effects.enqueueBatches(await this.batches.findDue(NEXT_BATCHES, campaignId));
  }
}
