import { Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository, type DueBatch } from '@features/deliveries';
import { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import { CampaignEffects } from '../campaign-effects.service';
import { AudienceChunksRepository, ends, type End } from './audience-chunks.repository';
import { expandAudienceJob } from './expand-audience.jobs';

/** Deliveries per batch, hence per job: with a job per recipient the queue would write more than the product does. */
const BATCH_SIZE = 500;

interface WrittenChunk {
  size: number;
  batches: DueBatch[];
  dueInMs: number;
}

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
      if (!chunk) return;
      written += chunk.size;
    }
  }

  /** Asks workers to write what is left of these campaigns. Call it after the commit. */
  async enqueue(campaignIds: readonly string[], round: number): Promise<void> {
    const jobs = campaignIds.flatMap((campaignId) => ends.map((end) => ({ campaignId, end, round })));
    await this.queue.enqueueMany(expandAudienceJob, jobs);
  }

  private async writeNext(campaignId: string, end: End): Promise<WrittenChunk | null> {
    return this.database.transaction(async () => {
      const chunk = await this.chunks.take(campaignId, end);
      if (!chunk) return null;
      await this.chunks.write(chunk);
      const batches = await this.batches.create({ ...chunk, size: BATCH_SIZE });
      const { firstSeq, lastSeq, dueInMs } = chunk;
      await this.database.afterCommit(() => this.effects.enqueueBatches(batches, dueInMs));
      return { size: lastSeq - firstSeq + 1, batches, dueInMs };
    });
  }
}
