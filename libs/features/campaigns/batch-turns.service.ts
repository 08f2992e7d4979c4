import { Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository, WorkspaceSlots, type DueBatch } from '@features/deliveries';
import type { Campaign } from './campaign';
import { CampaignEffects } from './campaign-effects.service';

/**
 * So long a job waits for another one of its workspace to end. It keeps batches from being taken out of the queue and put into it
 * again all the time; not long, since others may stand behind it in the queue.
 */
const ROOM_PATIENCE_MS = 250;

/** Batches that follow when there is room again. */
const NEXT_BATCHES = 16;

/** When a workspace's batches are worked on, so that none stands in the way of the others. */
@Injectable()
export class BatchTurns {
  /** By workspace: campaigns of which a batch found no room in this process. */
  private readonly refused = new Map<string, Set<string>>();

  constructor(
    private readonly batches: DeliveryBatchesRepository,
    private readonly effects: CampaignEffects,
    private readonly slots: WorkspaceSlots,
  ) {}

  /**
   * Runs `work` when the workspace has a slot left in this process, or soon. Else the job is over: whoever of the workspace ends
   * next queues what waits, and where this process dies first, the sweeper does.
   */
  async take({ id, workspaceId }: Campaign, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const release = await this.slots.takeWithin('sending', workspaceId, ROOM_PATIENCE_MS);
    if (!release) {
      const campaigns = this.refused.get(workspaceId) ?? new Set<string>();
      this.refused.set(workspaceId, campaigns.add(id));
      return;
    }
    try {
      await work();
    } finally {
      release();
      if (!signal.aborted) await this.enqueueRefused(workspaceId);
    }
  }

  /** Queues a batch for later. */
  async comeBack(batch: DueBatch, delayMs: number): Promise<void> {
    await this.effects.enqueueBatches([batch], delayMs);
  }

  private async enqueueRefused(workspaceId: string): Promise<void> {
    const campaigns = this.refused.get(workspaceId) ?? new Set<string>();
    this.refused.delete(workspaceId);
    for (const campaignId of campaigns)
      await this.effects.enqueueBatches(await this.batches.findDue(NEXT_BATCHES, campaignId));
  }
}
