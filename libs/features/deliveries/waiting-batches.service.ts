import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { sendBatchJob } from './deliveries.jobs';
import { DeliveryBatchesRepository } from './delivery-batches.repository';

/** Batches that wait until trouble may be over. */
@Injectable()
export class WaitingBatches {
  constructor(
    private readonly batches: DeliveryBatchesRepository,
    private readonly queue: JobQueue,
  ) {}

  /** Those of a workspace go now: what they waited for is gone. Answers how many. */
  async resume(workspaceId: string): Promise<number> {
    const batches = await this.batches.makeDue(workspaceId);
    await this.queue.enqueueMany(sendBatchJob, batches);
    return batches.length;
  }
}
