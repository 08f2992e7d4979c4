import { defineJob } from '@platform/queue';

export class CountKeptAnswersPayload {}

/** Every five seconds: counts the reports that somebody asked for and that take long. */
export const countKeptAnswersJob = defineJob({
  queue: 'events',
  name: 'report.count-kept-answers',
  version: 1,
  payload: CountKeptAnswersPayload,
  attempts: 1,
  backoffMs: 1_000,
});
