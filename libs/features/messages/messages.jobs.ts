import { IsString, IsUUID, Matches } from 'class-validator';
import { defineJob } from '@platform/queue';

export class SendDueMessagesPayload {
  @IsUUID()
  workspaceId: string;

  /**
   * What made the job: a message and how often it was tried, or a sweep. Only for the job's id, so that a failed job that is
   * kept never stands in the way of a new one.
   */
  @IsString()
  @Matches(/^[a-z0-9-]{1,80}$/)
  occasion: string;
}

/** Sends what is due of a workspace's single messages. Safe to run twice: leases let only one run touch a message. */
export const sendDueMessagesJob = defineJob({
  queue: 'messages',
  name: 'message.send-due',
  version: 1,
  payload: SendDueMessagesPayload,
  id: ({ workspaceId, occasion }: SendDueMessagesPayload) => `messages-${workspaceId}-${occasion}`,
  attempts: 3,
  backoffMs: 1_000,
});

export class SweepMessagesPayload {}

/** Every few seconds: finds due messages that no job is working on. Not in their own queue, where slow servers may fill every place. */
export const sweepMessagesJob = defineJob({
  queue: 'maintenance',
  name: 'message.sweep',
  version: 1,
  payload: SweepMessagesPayload,
  attempts: 1,
  backoffMs: 1_000,
});
