import { Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository } from '@features/deliveries';
import { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import { CampaignEffects } from '../campaign-effects.service';
import { AudienceChunksRepository, ends, type End } from './audience-chunks.repository';
import { expandAudienceJob } from './expand-audience.jobs';

/** Deliveries per batch, hence per job: with a job per recipient the queue would write more than the product does. */
const BATCH_SIZE = 500;

/**
 * Turns an audience that was fixed into deliveries and batches. Each chunk is one transaction, and mail goes out while the
 * next ones are written. Whatever the campaign's status: people in chunks count as waiting, so a pause leaves them waiting,
 * and what a cancelled campaign gets is cancelled like its other batches.
 */
@Injectable()
export class ExpandAudience {
  constructor(
    private readonly database: Database,
    private readonly chunks: AudienceChunksRepository,
    private readonly batches: DeliveryBatchesRepository,
    private readonly effects: CampaignEffects,
    private readonly queue: JobQueue,
  ) {}

  /** Writes chunk after chunk until none is left, another worker takes from this end, or the process stops. */
  async expand(campaignId: string, end: End, signal?: AbortSignal): Promise<void> {
    while (!signal?.aborted && (await this.writeNext(campaignId, end)) !== null);
    // Of a campaign that was cancelled meanwhile, what was written since waits for nobody.
    await this.effects.cancelled();
  }

  /** As `expand`, as far as `atLeast` people, in the surrounding transaction: the first ones come with the audience itself. */
  async begin(campaignId: string, atLeast: number): Promise<void> {
    for (let written = 0; written < atLeast;) {
      const chunk = await this.writeNext(campaignId, 'first');
      if (chunk === null) return;
      written += chunk;
    }
  }

  /** Asks workers to write what is left of these campaigns. Call it after the commit. */
  async enqueue(campaignIds: readonly string[], round: number): Promise<void> {
    const jobs = campaignIds.flatMap((campaignId) => ends.map((end) => ({ campaignId, end, round })));
    await this.queue.enqueueMany(expandAudienceJob, jobs);
  }

  /** How many people it wrote; null when there was nothing to write. */
  private async writeNext(campaignId: string, end: End): Promise<number | null> {
    return this.database.transaction(async () => {
      const chunk = await this.chunks.take(campaignId, end);
      if (!chunk) return null;
      await this.chunks.write(chunk);
      const batches = await this.batches.create({ ...chunk, size: BATCH_SIZE });
      await this.database.afterCommit(() =>
        chunk.dueInMs > 0
          ? this.effects.sendingLater(campaignId, chunk)
          : this.effects.enqueueBatches(batches),
      );
      return chunk.lastSeq - chunk.firstSeq + 1;
    });
  }
}
