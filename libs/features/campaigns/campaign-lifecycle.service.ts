import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField } from '@platform/errors';
import type { Campaign } from './campaign';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignReadiness } from './campaign-readiness.service';
import { statesBefore, type CampaignStatus } from './campaign-status';
import { campaignChangedMeanwhile, campaignNotIn, campaignNotReady } from './campaigns.errors';
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
   * everything that is missing. The audience is fixed when the time comes, not now. With a `localTime`, for which
   * `CampaignScheduling` knows the instant, people get it when it is that time where they are.
   */
  async schedule(
    actor: Actor,
    id: string,
    { at, localTime }: { at?: Date | undefined; localTime?: string } = {},
  ): Promise<Campaign> {
    const now = this.database.clock.estimate();
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
      ...(localTime === undefined ? {} : { localTime }),
      mustBeUnchanged: true,
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
      within: async (moved) => void (await this.effects.paused(actor, moved)),
    });
  }

  /** Overrides the emergency brake for this campaign when that had paused it, until the numbers are worse by half. */
  async resume(actor: Actor, id: string): Promise<Campaign> {
    const campaign = await this.drafts.get(actor.workspaceId, id);
    return this.move(actor, campaign, {
      verb: 'resume',
      from: ['paused'],
      to: 'sending',
      within: (moved) => this.effects.pauseEnded(actor, moved),
      then: (moved) => this.effects.sending(moved.id),
    });
  }

  /** Everything not yet handed over becomes `cancelled` in the ledger; only "send to the rest" sends it after all. */
  async cancel(actor: Actor, id: string): Promise<Campaign> {
    const campaign = await this.drafts.get(actor.workspaceId, id);
    return this.move(actor, campaign, {
      verb: 'cancel',
      from: statesBefore('cancelled'),
      to: 'cancelled',
      reason: `Cancelled by ${actor.name}.`,
      within: (moved) => this.effects.pauseEnded(actor, moved),
      then: () => this.effects.cancelled(),
    });
  }

  private async move(actor: Actor, campaign: Campaign, request: MoveRequest): Promise<Campaign> {
    const { verb, then, within, mustBeUnchanged, ...move } = request;
    return this.database.transaction(async () => {
      if (mustBeUnchanged) await this.refuseIfChanged(campaign, move.from);
      const moved = await this.campaigns.move(campaign.id, move);
      if (!moved) throw campaignNotIn(move.from, await this.statusNow(campaign), verb);
      const details = (await within?.(moved)) ?? {};
      await this.effects.audited(actor, { verb, campaign: moved, from: campaign.status, details });
      if (then) await this.database.afterCommit(() => then(moved));
      return moved;
    });
  }

  /** What was checked must be what is promised: an edit between the two would be promised unchecked. */
  private async refuseIfChanged(checked: Campaign, from: readonly CampaignStatus[]): Promise<void> {
    const now = await this.campaigns.lock(checked.id);
    if (!now || !from.includes(now.status)) return;
    if (now.updatedAt.getTime() !== checked.updatedAt.getTime()) throw campaignChangedMeanwhile();
  }

  private async statusNow(campaign: Campaign): Promise<CampaignStatus> {
    return (await this.drafts.get(campaign.workspaceId, campaign.id)).status;
  }
}

interface MoveRequest extends StatusMove {
  verb: string;
  /** Refuses to move a campaign that somebody changed since it was read. */
  mustBeUnchanged?: boolean;
  /** Inside the transaction; may answer details for the audit trail. */
  within?: (moved: Campaign) => Promise<Record<string, unknown> | void>;
  /** After commit. */
  then?: (moved: Campaign) => Promise<unknown>;
}
