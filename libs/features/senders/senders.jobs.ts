import { defineJob } from '@platform/queue';

export class CheckSendingDomainsPayload {}

/** Looks up the sending domains whose turn it is. Every minute. */
export const checkSendingDomainsJob = defineJob({
  queue: 'maintenance',
  name: 'sending-domain.check-due',
  version: 1,
  payload: CheckSendingDomainsPayload,
  attempts: 1,
  backoffMs: 1_000,
});
