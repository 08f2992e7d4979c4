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

/** The same for mail of its sequences, which has places of its own: however much of it there is, a password goes at once. */
export const sendSequenceMailJob = defineJob({
  queue: 'sequences',
  name: 'message.send-sequence-mail',
  version: 1,
  payload: SendDueMessagesPayload,
  id: ({ workspaceId, occasion }: SendDueMessagesPayload) => `sequence-mail-${workspaceId}-${occasion}`,
  attempts: 3,
  backoffMs: 1_000,
});

/** By the kind of the messages that it sends. */
export const sendingJobs = { transactional: sendDueMessagesJob, sequence: sendSequenceMailJob } as const;

/** Every few seconds: finds due messages that no job is working on. Not in their own queue, where slow servers may fill every place. */
export const sweepMessagesJob = defineJob({
  queue: 'maintenance',
  name: 'message.sweep',
  version: 1,
  payload: SweepMessagesPayload,
  attempts: 1,
  backoffMs: 1_000,
});
