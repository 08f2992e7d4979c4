import { Inject, Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository } from '@features/deliveries';
import { LOGGER, type Logger } from '@platform/logging';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignsRepository } from './campaigns.repository';
import { AudienceSweeper } from './resolve/audience-sweeper.service';

/** Batches looked after per sweep and round. */
const LIMIT = 10_000;
/** Batches whose rows are settled in one statement, and how often in one sweep. */
const SETTLED_AT_ONCE = 100;
const SETTLE_ROUNDS = 100;

/** How much a sweep found, of each kind. */
interface Swept {
  resolves: number;
  unwritten: number;
  batches: number;
  finished: number;
  settled: number;
  reopened: number;
}

/**
 * Derives jobs from rows: due campaigns, audiences that are not written to the end, batches nobody is working on, campaigns
 * whose last batch ended without its worker saying so, and rows that a dead worker left in a campaign that is paused or
 * cancelled. Losing the whole queue loses nothing but the time until the next sweep.
 */
@Injectable()
export class CampaignSweeper {
  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly batches: DeliveryBatchesRepository,
    private readonly effects: CampaignEffects,
    private readonly audiences: AudienceSweeper,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async sweep(): Promise<Swept> {
    const settled = await this.settle();
    const audiences = await this.audiences.sweep();
    const reopened = await this.campaigns.reopenUnfinished();
    const batches = await this.batches.findDue(LIMIT);
    await this.effects.enqueueBatches(batches);
    let finished = 0;
    for (const id of await this.campaigns.findFinished())
      finished += (await this.campaigns.finishIfDone(id)) ? 1 : 0;
    const swept = { ...audiences, batches: batches.length, finished, settled, reopened };
    if (Object.values(swept).some((count) => count > 0))
      this.logger.debug({ event: 'campaign.swept', ...swept });
    return swept;
  }

  /** What is due of one campaign, when the time comes for some of it. */
  async sweepCampaign(campaignId: string): Promise<void> {
    await this.effects.sending(campaignId);
  }

  /** A cancelled campaign may have a million rows: no statement holds all of them. */
  private async settle(): Promise<number> {
    let settled = 0;
    for (let round = 0; round < SETTLE_ROUNDS; round += 1) {
      const rows = await this.batches.settleAbandoned(SETTLED_AT_ONCE);
      settled += rows;
      if (rows === 0) break;
    }
    return settled;
  }
}
