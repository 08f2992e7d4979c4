import { defineJob } from '@platform/queue';

export class IndexContactsPayload {}

/** Every two seconds: copies new and changed contacts to where lists search and sort them. One worker at a time for each workspace. */
export const indexContactsJob = defineJob({
  queue: 'events',
  name: 'contact.index',
  version: 1,
  payload: IndexContactsPayload,
  attempts: 1,
  backoffMs: 1_000,
});
