import { defineJob } from '@platform/queue';

export class HousekeepingPayload {}

/** Hourly: prepares partitions ahead of time and forgets what has ended. Only the schedule starts it. */
export const housekeepingJob = defineJob({
  queue: 'maintenance',
  name: 'housekeeping.run',
  version: 1,
  payload: HousekeepingPayload,
  attempts: 3,
  backoffMs: 60_000,
});
