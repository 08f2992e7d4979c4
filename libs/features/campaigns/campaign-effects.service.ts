import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { DeliveryBatchesRepository, sendBatchJob, type DueBatch } from '@features/deliveries';
import { JobQueue } from '@platform/queue';
import type { Campaign } from './campaign';
import type { CampaignStatus } from './campaign-status';
import { resolveCampaignJob, sendDueJob, sweepCampaignsJob } from './campaigns.jobs';
import { CampaignPauses } from './control/campaign-pauses.service';

/** A delayed job may wait this long in the queue; what lies further ahead is found by the sweeper. */
const MAX_JOB_DELAY_MS = 24 * 3600_000;

/** Batches whose rows are cancelled in one statement, and how long whoever cancels waits for that. */
const CANCEL_AT_ONCE = 100;
const CANCEL_PATIENCE_MS = 1_500;

/** What follows from a status move: jobs, ledger, audit trail. */
@Injectable()
export class CampaignEffects {
  constructor(
    private readonly queue: JobQueue,
    private readonly batches: DeliveryBatchesRepository,
    private readonly pauses: CampaignPauses,
    private readonly audit: AuditService,
  ) {}

  async scheduled(campaign: Campaign): Promise<void> {
    const delayMs = Math.max(0, (campaign.scheduledAt as Date).getTime() - Date.now());
    if (delayMs > MAX_JOB_DELAY_MS) return;
    await this.queue.enqueue(
      resolveCampaignJob,
      { campaignId: campaign.id, scheduleNumber: campaign.scheduleNumber },
      { delayMs },
    );
  }

  /** Enqueues every open batch of a campaign that (again) is sending, or for some of which the time has come. */
  async sending(campaignId: string): Promise<void> {
    await this.enqueueBatches(await this.batches.findDue(1_000_000, campaignId));
  }

  /** Looks again when the time comes for some of a campaign; `Infinity` is nobody's business. Times in milliseconds. */
  async sendingLater(campaignId: string, due: { dueAtMs: number; dueInMs: number }): Promise<void> {
    if (due.dueInMs > MAX_JOB_DELAY_MS) return;
    const job = { campaignId, dueAt: due.dueAtMs };
    await this.queue.enqueue(sendDueJob, job, { delayMs: due.dueInMs });
  }

  async enqueueBatches(batches: DueBatch[], delayMs = 0): Promise<void> {
    await this.queue.enqueueMany(sendBatchJob, batches, { delayMs });
  }

  /**
   * Cancels what waits, after the commit: from then on no worker hands anything over, and a million rows take longer than
   * the two seconds in which sending must stop. What is not done at once, the sweeper does; what workers have in hand, they.
   */
  async cancelled(): Promise<void> {
    const until = Date.now() + CANCEL_PATIENCE_MS;
    while ((await this.batches.settleAbandoned(CANCEL_AT_ONCE)) > 0) {
      if (Date.now() > until) return void (await this.queue.enqueue(sweepCampaignsJob, {}));
    }
  }

  /** In the transaction of the move. */
  async paused(actor: Actor, campaign: Campaign): Promise<void> {
    await this.pauses.begun(actor, campaign);
  }

  /** In the transaction that ended a pause, if there was one. Answers what the audit trail should tell of it. */
  async pauseEnded(actor: Actor, campaign: Campaign): Promise<Record<string, unknown>> {
    return this.pauses.ended(actor, campaign);
  }

  async audited(
    actor: Actor,
    change: { verb: string; campaign: Campaign; from: CampaignStatus; details?: Record<string, unknown> },
  ): Promise<void> {
    await this.audit.record(actor, {
      action: `campaign.${change.verb}`,
      targetKind: 'campaign',
      targetId: change.campaign.id,
      details: {
        from: change.from,
        to: change.campaign.status,
        scheduledAt: change.campaign.scheduledAt,
        ...change.details,
      },
    });
  }
}
