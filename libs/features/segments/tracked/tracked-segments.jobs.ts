import { defineJob } from '@platform/queue';

export class FollowChangesPayload {}

/**
 * Every two seconds: finds in rows whose membership of a tracked segment may have changed, by somebody's doing or by time
 * alone, and brings it up to date. Several may run at once; each workspace is worked on by one of them.
 */
export const followChangesJob = defineJob({
  queue: 'events',
  name: 'segment.follow-changes',
  version: 1,
  payload: FollowChangesPayload,
  attempts: 1,
  backoffMs: 1_000,
});
