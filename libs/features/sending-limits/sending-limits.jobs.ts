import { IsUUID } from 'class-validator';
import { defineJob } from '@platform/queue';

export class ResumeWaitingPayload {
  @IsUUID()
  workspaceId: string;
}

/**
 * After somebody lifted a hold: what waits in this workspace is due now, instead of in up to a minute. Safe to run twice, and
 * safe to lose: it would only take that minute.
 */
export const resumeWaitingJob = defineJob({
  queue: 'sending',
  name: 'sending-limits.resume-waiting',
  version: 1,
  payload: ResumeWaitingPayload,
  attempts: 3,
  backoffMs: 1_000,
});
