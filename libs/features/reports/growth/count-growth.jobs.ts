import { defineJob } from '@platform/queue';

export class CountGrowthPayload {}

/** Every quarter of a minute: keeps the sums by day of workspaces with many contacts. One worker at a time for each workspace. */
export const countGrowthJob = defineJob({
  queue: 'events',
  name: 'report.count-growth',
  version: 1,
  payload: CountGrowthPayload,
  attempts: 1,
  backoffMs: 1_000,
});
