import { IsString, Matches } from 'class-validator';
import { defineJob } from '@platform/queue';

export class PostFormMailsPayload {
  /** What made the job: a submission or a sweep. Only for the job's id. */
  @IsString()
  @Matches(/^[a-z0-9-]{1,80}$/)
  occasion: string;
}

/** Turns due mails of forms into messages. Safe to run twice: rows are claimed, and a message has one key. */
export const postFormMailsJob = defineJob({
  queue: 'messages',
  name: 'form.post-mails',
  version: 1,
  payload: PostFormMailsPayload,
  id: ({ occasion }: PostFormMailsPayload) => `form-mails-${occasion}`,
  attempts: 3,
  backoffMs: 1_000,
});

export class SweepFormMailsPayload {}

/** Every few seconds: mails that no job is working on. */
export const sweepFormMailsJob = defineJob({
  queue: 'maintenance',
  name: 'form.sweep-mails',
  version: 1,
  payload: SweepFormMailsPayload,
  attempts: 1,
  backoffMs: 1_000,
});
