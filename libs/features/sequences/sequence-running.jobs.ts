import { IsString, IsUUID, Matches } from 'class-validator';
import { defineJob } from '@platform/queue';

export class RunSequencesPayload {
  @IsUUID()
  workspaceId: string;

  /** Which of the jobs of a workspace it is: only for the job's id. */
  @IsString()
  @Matches(/^[a-z0-9-]{1,80}$/)
  occasion: string;
}

/** Follows a workspace's signals and moves due contacts on. Safe to run twice, and several at once: rows are locked. */
export const runSequencesJob = defineJob({
  queue: 'events',
  name: 'sequence.run-due',
  version: 1,
  payload: RunSequencesPayload,
  id: ({ workspaceId, occasion }: RunSequencesPayload) => `sequences-${workspaceId}-${occasion}`,
  attempts: 3,
  backoffMs: 1_000,
});

export class SweepSequencesPayload {}

/** Every two seconds: finds in rows which workspaces have something to do. Losing the queue loses nothing. */
export const sweepSequencesJob = defineJob({
  queue: 'maintenance',
  name: 'sequence.sweep',
  version: 1,
  payload: SweepSequencesPayload,
  attempts: 1,
  backoffMs: 1_000,
});

export class WatchSequencesPayload {}

/** Every five minutes: what begins or ends by time alone, that is, triggers on dates and rule trees. */
export const watchSequencesJob = defineJob({
  queue: 'maintenance',
  name: 'sequence.watch-time',
  version: 1,
  payload: WatchSequencesPayload,
  attempts: 1,
  backoffMs: 1_000,
});
