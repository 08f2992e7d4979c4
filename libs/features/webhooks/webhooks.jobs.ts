import { IsUUID } from 'class-validator';
import { defineJob } from '@platform/queue';

export class DeliverWebhooksPayload {
  @IsUUID()
  workspaceId: string;
}

/** Makes the calls of a workspace that are due. Safe to run twice: leases let only one run touch a call. */
export const deliverWebhooksJob = defineJob({
  queue: 'webhooks',
  name: 'webhook.deliver-due',
  version: 1,
  payload: DeliverWebhooksPayload,
  // One at a time for each workspace: its slow receivers do not hold up those of others. What comes meanwhile the sweeper finds.
  id: ({ workspaceId }: DeliverWebhooksPayload) => `webhooks-${workspaceId}`,
  attempts: 1,
  backoffMs: 1_000,
});

export class SweepWebhooksPayload {}

/** Every few seconds: finds calls that are due and that no job is working on, those of triggers and retries too. */
export const sweepWebhooksJob = defineJob({
  queue: 'maintenance',
  name: 'webhook.sweep',
  version: 1,
  payload: SweepWebhooksPayload,
  attempts: 1,
  backoffMs: 1_000,
});
