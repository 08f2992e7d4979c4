import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { DeliveryReopeningRepository, type ReopenedRows, type ReopenWhat } from '@features/deliveries';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { Campaign } from '../campaign';
import { CampaignEffects } from '../campaign-effects.service';
import type { CampaignStatus } from '../campaign-status';
import { campaignNotIn, campaignStillFinishing } from '../campaigns.errors';
import { CampaignsRepository } from '../campaigns.repository';
import { CampaignFiguresRepository } from './campaign-figures.repository';
import { countsOf } from './campaign-progress';
import type { ProgressFigures } from './progress-figures';
import { sayCount } from './say-number';

/** What of a finished campaign may be sent again, or was. */
export interface ReopenCounts extends ReopenedRows {
  /** Rows that waited all the time, such as those that nobody had settled yet. */
  pending: number;
  total: number;
}

export interface Reopened {
  campaign: Campaign;
  reopened: ReopenCounts;
  /** In plain words. */
  sentence: string;
}

/** What pressing the buttons would do now. Consent is asked again for each of them, so fewer may go. */
export interface ReopenOutlook {
  status: CampaignStatus;
  /** Why neither is possible at the moment; null when both are. */
  obstacle: string | null;
  /** Without `uncertain` ones in its total, which go only when they are asked for. */
  rest: ReopenCounts;
  failed: ReopenCounts;
}

/** Only what is over can be opened again; a paused campaign is resumed. */
const REOPENABLE: CampaignStatus[] = ['sent', 'cancelled'];

const VERBS: Record<ReopenWhat['kind'], string> = { rest: 'send-to-rest', failed: 'retry-failed' };

/**
 * "Send to the rest" and "retry failed": rows of a sent or cancelled campaign wait again. Never an accepted one. Everything
 * is one transaction, and pressing twice reopens nothing the second time.
 */
@Injectable()
export class ReopenCampaign {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly figures: CampaignFiguresRepository,
    private readonly ledger: DeliveryReopeningRepository,
    private readonly effects: CampaignEffects,
  ) {}

  /** Throws `campaign.not-found`. */
  async outlook(workspaceId: string, campaignId: string): Promise<ReopenOutlook> {
    const figures = await this.figures.figures(workspaceId, campaignId);
    if (!figures) throw notFound('campaign', campaignId);
    const { tallies, status } = figures;
    const isOpen = REOPENABLE.includes(status);
    const rows = { ...NOTHING, uncertain: tallies.uncertain ?? 0 };
    return {
      status,
      obstacle: isOpen ? null : obstacleIn(status),
      rest: totalled({
        ...rows,
        cancelled: tallies.cancelled ?? 0,
        deferred: (tallies.deferred ?? 0) + (tallies['given-up'] ?? 0),
        pending: isOpen ? countsOf(figures).pending : 0,
      }),
      failed: totalled({ ...NOTHING, refused: tallies.refused ?? 0 }),
    };
  }

  /**
   * Throws `campaign.not-found`; `campaign.cannot-send-to-rest` or `campaign.cannot-retry-failed` in other states; and
   * `campaign.still-finishing` while a worker has the last messages in hand.
   */
  async reopen(actor: Actor, campaignId: string, what: ReopenWhat): Promise<Reopened> {
    const { workspaceId } = actor;
    const verb = VERBS[what.kind];
    return this.database.transaction(async () => {
      const before = await this.campaigns.find(workspaceId, campaignId);
      if (!before) throw notFound('campaign', campaignId);
      if (before.status === 'sending') return nothing(before);
      if (!REOPENABLE.includes(before.status)) throw campaignNotIn(REOPENABLE, before.status, verb);
      const isSettled = await this.ledger.lockBatches(workspaceId, campaignId);
      const campaign = await this.campaigns.lock(campaignId);
      if (campaign?.status === 'sending') return nothing(campaign);
      if (!campaign || !REOPENABLE.includes(campaign.status))
        throw campaignNotIn(REOPENABLE, campaign?.status ?? before.status, verb);
      if (!isSettled) throw campaignStillFinishing();
      const waiting = what.kind === 'rest' ? await this.pendingRows(workspaceId, campaignId) : 0;
      const rows = await this.ledger.reopen(workspaceId, campaignId, what);
      const reopened = totalled({ ...rows, pending: waiting }, { withUncertain: true });
      if (reopened.total === 0) return nothing(campaign);
      return this.startAgain(actor, campaign, { verb, reopened });
    });
  }

  private async startAgain(
    actor: Actor,
    campaign: Campaign,
    { verb, reopened }: { verb: string; reopened: ReopenCounts },
  ): Promise<Reopened> {
    await this.ledger.reopenBatches(campaign.workspaceId, campaign.id);
    const moved = await this.campaigns.move(campaign.id, { from: REOPENABLE, to: 'sending' });
    if (!moved) throw campaignNotIn(REOPENABLE, campaign.status, verb);
    await this.effects.audited(actor, {
      verb,
      campaign: moved,
      from: campaign.status,
      details: { reopened },
    });
    await this.database.afterCommit(() => this.effects.sending(campaign.id));
    return {
      campaign: moved,
      reopened,
      sentence: `${sayCount(reopened.total)} ${reopened.total === 1 ? 'message goes' : 'messages go'} out now, to those who still may be mailed.`,
    };
  }

  private async pendingRows(workspaceId: string, campaignId: string): Promise<number> {
    const figures = await this.figures.figures(workspaceId, campaignId);
    return countsOf(figures as ProgressFigures).pending;
  }
}

const NOTHING = { cancelled: 0, deferred: 0, uncertain: 0, refused: 0, pending: 0 };

function totalled(
  counts: Omit<ReopenCounts, 'total'>,
  { withUncertain = false }: { withUncertain?: boolean } = {},
): ReopenCounts {
  const { cancelled, deferred, refused, pending, uncertain } = counts;
  return { ...counts, total: cancelled + deferred + refused + pending + (withUncertain ? uncertain : 0) };
}

function nothing(campaign: Campaign): Reopened {
  const sentence =
    campaign.status === 'sending'
      ? 'The campaign is being sent already; nothing was reopened.'
      : 'Nobody is left to send to; nothing was reopened.';
  return { campaign, reopened: { ...NOTHING, total: 0 }, sentence };
}

function obstacleIn(status: CampaignStatus): string {
  if (status === 'paused') return 'The campaign is paused: resume it, and wait until it is sent.';
  if (status === 'sending') return 'The campaign is being sent.';
  return 'The campaign has not been sent yet.';
}
