import { IsInt, IsUUID, Min } from 'class-validator';
import { defineJob } from '@platform/queue';

export class SendBatchPayload {
  @IsUUID()
  campaignId: string;

  /** Batch number within the campaign, from 1. */
  @IsInt()
  @Min(1)
  number: number;

  /** How often the batch was taken before: the job of the next try is enqueued while that of this one still runs. */
  @IsInt()
  @Min(0)
  tries: number;
}

/** Sends what is still unsent of one batch. Safe to run twice: the batch's lease lets only one run touch its rows. */
export const sendBatchJob = defineJob({
  queue: 'sending',
  name: 'delivery.send-batch',
  version: 1,
  payload: SendBatchPayload,
  id: (batch: SendBatchPayload) => `campaign-${batch.campaignId}-batch-${batch.number}-${batch.tries}`,
  attempts: 3,
  backoffMs: 2_000,
});
