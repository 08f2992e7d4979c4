import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import {
  DeliveriesRepository,
  DeliveryBatchesRepository,
  sendBatchJob,
  type DueBatch,
} from '@features/deliveries';
import { JobQueue } from '@platform/queue';
import type { Campaign } from './campaign';
import type { CampaignStatus } from './campaign-status';
import { resolveCampaignJob } from './campaigns.jobs';

/** A delayed job may wait this long in the queue; what lies further ahead is found by the sweeper. */
const MAX_JOB_DELAY_MS = 24 * 3600_000;

/** What follows from a status move: jobs, ledger, audit trail. */
@Injectable()
export class CampaignEffects {
  constructor(
    private readonly queue: JobQueue,
    private readonly batches: DeliveryBatchesRepository,
    private readonly deliveries: DeliveriesRepository,
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

  /** Enqueues every open batch of a campaign that (again) is sending. */
  async sending(campaignId: string): Promise<void> {
    await this.enqueueBatches(await this.batches.findDue(1_000_000, campaignId));
  }

  async enqueueBatches(batches: DueBatch[], delayMs = 0): Promise<void> {
    await this.queue.enqueueMany(sendBatchJob, batches, { delayMs });
  }

  async cancelled(campaignId: string): Promise<void> {
    await this.deliveries.cancelOpen(campaignId);
  }

  async audited(
    actor: Actor,
    change: { verb: string; campaign: Campaign; from: CampaignStatus },
  ): Promise<void> {
    await this.audit.record(actor, {
      action: `campaign.${change.verb}`,
      targetKind: 'campaign',
      targetId: change.campaign.id,
      details: { from: change.from, to: change.campaign.status, scheduledAt: change.campaign.scheduledAt },
    });
  }
}
