import { IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { defineJob } from '@platform/queue';

export class ResolveCampaignPayload {
  @IsUUID()
  campaignId: string;

  /** The scheduling this job belongs to: after a reschedule the old job finds another number and does nothing. */
  @IsInt()
  @Min(1)
  scheduleNumber: number;

  /** The minute of the sweep that found it, so that a kept failed job never blocks the campaign. */
  @IsOptional()
  @IsInt()
  @Min(0)
  round?: number;
}

/** Fixes a due campaign's audience and content. Safe to run twice: the campaign's status decides. */
export const resolveCampaignJob = defineJob({
  queue: 'sending',
  name: 'campaign.resolve',
  version: 1,
  payload: ResolveCampaignPayload,
  id: ({ campaignId, scheduleNumber, round }: ResolveCampaignPayload) =>
    `campaign-${campaignId}-resolve-${scheduleNumber}${round === undefined ? '' : `-${round}`}`,
  attempts: 5,
  backoffMs: 2_000,
});

export class SendDuePayload {
  @IsUUID()
  campaignId: string;

  /** The moment, in milliseconds since 1970. */
  @IsInt()
  @Min(0)
  dueAt: number;
}

/**
 * At a moment that is due for some of a campaign: enqueues what is due by then. One job instead of one for each batch, which
 * would keep the batch's id until then: whoever needed the batch earlier could not enqueue it.
 */
export const sendDueJob = defineJob({
  queue: 'sending',
  name: 'campaign.send-due',
  version: 1,
  payload: SendDuePayload,
  id: ({ campaignId, dueAt }: SendDuePayload) => `campaign-${campaignId}-due-${dueAt}`,
  attempts: 3,
  backoffMs: 1_000,
});

export class SweepPayload {}

/** Each few seconds: finds in the rows what no job is working on, and enqueues it again. */
export const sweepCampaignsJob = defineJob({
  queue: 'maintenance',
  name: 'campaign.sweep',
  version: 1,
  payload: SweepPayload,
  attempts: 1,
  backoffMs: 1_000,
});

export class WatchPayload {}

/** Each few seconds: pulls the emergency brake where it must, and keeps the tallies of deliveries few. */
export const watchCampaignsJob = defineJob({
  queue: 'maintenance',
  name: 'campaign.watch',
  version: 1,
  payload: WatchPayload,
  attempts: 1,
  backoffMs: 1_000,
});
