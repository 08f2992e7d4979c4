import { Injectable } from '@nestjs/common';
import { AuditService, systemActor, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { Campaign } from '../campaign';
import { CampaignsRepository } from '../campaigns.repository';
import { CampaignFiguresRepository } from './campaign-figures.repository';
import { CampaignPausesRepository } from './campaign-pauses.repository';
import { brakeState } from './emergency-brake';

/** A pause that no person asked for. */
export interface SystemPause {
  /** `brake`: too many complaints or bounces. */
  kind: 'brake';
  /** In plain words, for the marketer: what happened and what to do. */
  reason: string;
  /** Small facts for the audit trail. */
  details?: Record<string, unknown>;
}

const NAMES: Record<SystemPause['kind'], string> = { brake: 'Emergency brake' };

/** Who stopped a campaign and who let it go on. */
@Injectable()
export class CampaignPauses {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly pauses: CampaignPausesRepository,
    private readonly figures: CampaignFiguresRepository,
    private readonly audit: AuditService,
  ) {}

  /** In the transaction that paused the campaign. */
  async begun(actor: Actor, campaign: Campaign): Promise<void> {
    const reason = campaign.reason ?? 'Paused.';
    await this.pauses.begin(campaign.workspaceId, campaign.id, {
      byKind: actor.kind,
      by: actor.name,
      reason,
    });
  }

  /**
   * In the transaction that resumed or cancelled the campaign. Whoever resumes against the emergency brake overrides it for
   * this campaign, at the shares of this moment. Answers what the audit trail should tell of that.
   */
  async ended(actor: Actor, campaign: Campaign): Promise<Record<string, unknown>> {
    const { workspaceId, id, status } = campaign;
    const pause = await this.pauses.end(workspaceId, id, actor.name);
    if (pause?.byKind !== 'brake' || status !== 'sending') return {};
    const [found] = await this.figures.brakeCases(id);
    if (!found) return {};
    const { complaints, bounces } = brakeState(found.figures, found.thresholds, null);
    const override = { complaintPercent: complaints.percent, bouncePercent: bounces.percent };
    await this.pauses.keepOverride(workspaceId, id, override);
    return { overridesBrake: true, ...override };
  }

  /**
   * Pauses a campaign that is being sent; null when it is not (any more), so that of several workers one pauses it once.
   * The audit trail names the system.
   */
  async pauseAsSystem(campaignId: string, { kind, reason, details }: SystemPause): Promise<Campaign | null> {
    return this.database.transaction(async () => {
      const paused = await this.campaigns.move(campaignId, { from: ['sending'], to: 'paused', reason });
      if (!paused) return null;
      const by = NAMES[kind];
      await this.pauses.begin(paused.workspaceId, campaignId, { byKind: kind, by, reason });
      await this.audit.record(systemActor(paused.workspaceId, by), {
        action: 'campaign.pause',
        targetKind: 'campaign',
        targetId: campaignId,
        details: { from: 'sending', to: 'paused', reason, ...details },
      });
      return paused;
    });
  }
}
