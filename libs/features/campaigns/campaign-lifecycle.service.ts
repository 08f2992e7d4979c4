import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField } from '@platform/errors';
import type { Campaign } from './campaign';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignReadiness } from './campaign-readiness.service';
import { statesBefore, type CampaignStatus } from './campaign-status';
import { campaignNotIn, campaignNotReady } from './campaigns.errors';
import { CampaignsRepository, type StatusMove } from './campaigns.repository';
import { CampaignsService } from './campaigns.service';

/** Everything a marketer can do to a finished draft: schedule, send, pause, resume, cancel. */
@Injectable()
export class CampaignLifecycleService {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly drafts: CampaignsService,
    private readonly readiness: CampaignReadiness,
    private readonly effects: CampaignEffects,
  ) {}

  /**
   * Promises the campaign for `at` (now when omitted; a scheduled one is moved). Throws `campaign.not-ready` with
   * everything that is missing. The audience is fixed when the time comes, not now.
   */
  async schedule(actor: Actor, id: string, at?: Date): Promise<Campaign> {
    const now = new Date();
    const scheduledAt = at ?? now;
    if (at && at.getTime() < now.getTime() - 60_000) {
      throw invalidField(
        '/at',
        'campaign.time-in-past',
        'at lies in the past; give a later time, or send now.',
      );
    }
    const campaign = await this.drafts.get(actor.workspaceId, id);
    const problems = await this.readiness.problems(campaign);
    if (problems.length > 0) throw campaignNotReady(problems);
    return this.move(actor, campaign, {
      verb: 'schedule',
      from: ['draft', 'scheduled'],
      to: 'scheduled',
      scheduledAt,
      then: (moved) => this.effects.scheduled(moved),
    });
  }

  /** Back to draft, as long as its time has not come. */
  async unschedule(actor: Actor, id: string): Promise<Campaign> {
    const campaign = await this.drafts.get(actor.workspaceId, id);
    return this.move(actor, campaign, {
      verb: 'unschedule',
      from: ['scheduled'],
      to: 'draft',
      scheduledAt: null,
    });
  }

  /** Stops hand-overs within one group of messages; what was handed over stays sent. */
  async pause(actor: Actor, id: string): Promise<Campaign> {
    const campaign = await this.drafts.get(actor.workspaceId, id);
    return this.move(actor, campaign, {
      verb: 'pause',
      from: statesBefore('paused'),
      to: 'paused',
      reason: `Paused by ${actor.name}.`,
    });
  }

  async resume(actor: Actor, id: string): Promise<Campaign> {
    const campaign = await this.drafts.get(actor.workspaceId, id);
    return this.move(actor, campaign, {
      verb: 'resume',
      from: ['paused'],
      to: 'sending',
      then: (moved) => this.effects.sending(moved.id),
    });
  }

  /** For good: everything not yet handed over becomes `cancelled` in the ledger. */
  async cancel(actor: Actor, id: string): Promise<Campaign> {
    const campaign = await this.drafts.get(actor.workspaceId, id);
    return this.move(actor, campaign, {
      verb: 'cancel',
      from: statesBefore('cancelled'),
      to: 'cancelled',
      reason: `Cancelled by ${actor.name}.`,
      within: () => this.effects.cancelled(id),
    });
  }

  private async move(actor: Actor, campaign: Campaign, request: MoveRequest): Promise<Campaign> {
    const { verb, then, within, ...move } = request;
    return this.database.transaction(async () => {
      const moved = await this.campaigns.move(campaign.id, move);
      if (!moved) throw campaignNotIn(move.from, await this.statusNow(campaign), verb);
      await within?.();
      await this.effects.audited(actor, { verb, campaign: moved, from: campaign.status });
      if (then) await this.database.afterCommit(() => then(moved));
      return moved;
    });
  }

  private async statusNow(campaign: Campaign): Promise<CampaignStatus> {
    return (await this.drafts.get(campaign.workspaceId, campaign.id)).status;
  }
}

interface MoveRequest extends StatusMove {
  verb: string;
  /** Inside the transaction. */
  within?: () => Promise<unknown>;
  /** After commit. */
  then?: (moved: Campaign) => Promise<unknown>;
}
