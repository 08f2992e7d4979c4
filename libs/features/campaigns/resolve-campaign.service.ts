import { Inject, Injectable } from '@nestjs/common';
import { TemplatesService } from '@features/templates';
import { Database } from '@platform/database';
import { DomainError } from '@platform/errors';
import { LOGGER, type Logger } from '@platform/logging';
import { AudienceService } from './audience.service';
import type { Campaign } from './campaign';
import { ResolveStores } from './resolve-stores.service';

/** Deliveries per batch, hence per job: with a job per recipient the queue would write more than the product does. */
const BATCH_SIZE = 500;

/**
 * Fixes a due campaign: freezes its content, then in one transaction evaluates the audience and writes one delivery
 * per contact who matches *now* and may be mailed, with the others counted by reason. A crash at any point leaves
 * the campaign `resolving`; the sweeper runs this again and either nothing or everything has been written.
 */
@Injectable()
export class ResolveCampaign {
  constructor(
    private readonly database: Database,
    private readonly stores: ResolveStores,
    private readonly audience: AudienceService,
    private readonly templates: TemplatesService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns the campaign as it is now sending (or sent, or failed), null when there was nothing to resolve. */
  async resolve(campaignId: string, scheduleNumber: number): Promise<Campaign | null> {
    const campaign = await this.begin(campaignId, scheduleNumber);
    if (!campaign) return null;
    try {
      return await this.fix(campaign);
    } catch (error) {
      if (!isPermanent(error)) throw error;
      this.logger.warn({ event: 'campaign.failed', campaignId, err: error });
      return this.stores.campaigns.move(campaignId, {
        from: ['resolving'],
        to: 'failed',
        reason: error.message,
      });
    }
  }

  private async begin(campaignId: string, scheduleNumber: number): Promise<Campaign | null> {
    return this.database.transaction(async () => {
      const campaign = await this.stores.campaigns.lock(campaignId);
      if (!campaign || campaign.scheduleNumber !== scheduleNumber) return null;
      if (campaign.status === 'resolving') return campaign;
      if (campaign.status !== 'scheduled' || (campaign.scheduledAt as Date).getTime() > Date.now() + 1_000)
        return null;
      return this.stores.campaigns.move(campaignId, { from: ['scheduled'], to: 'resolving' });
    });
  }

  private async fix(campaign: Campaign): Promise<Campaign | null> {
    const started = performance.now();
    const version = await this.templates.freeze(campaign.workspaceId, campaign.templateId as string, {
      ...(campaign.subject === null ? {} : { subject: campaign.subject }),
      ...(campaign.preheader === null ? {} : { preheader: campaign.preheader }),
    });
    const resolved = await this.database.transaction(async () => {
      const locked = await this.stores.campaigns.lock(campaign.id);
      if (locked?.status !== 'resolving') return null;
      const audience = await this.audience.compile(campaign.workspaceId, campaign.audience, 3);
      const { audienceCount, leftOut } = await this.stores.ledger.fill(campaign, audience);
      await this.stores.campaigns.keepSegmentNames(campaign.workspaceId, campaign.id);
      await this.stores.batches.create({
        workspaceId: campaign.workspaceId,
        campaignId: campaign.id,
        count: audienceCount,
        size: BATCH_SIZE,
      });
      const moved = await this.stores.campaigns.move(campaign.id, {
        from: ['resolving'],
        to: audienceCount === 0 ? 'sent' : 'sending',
        templateVersionId: version.id,
        audienceCount,
        leftOut,
        reason:
          audienceCount === 0 ? 'Nobody in the audience may be mailed; see who was left out and why.' : null,
      });
      await this.database.afterCommit(() => this.stores.effects.sending(campaign.id));
      return moved;
    });
    const ms = Math.round(performance.now() - started);
    this.logger.info({
      event: 'campaign.resolved',
      campaignId: campaign.id,
      audience: resolved?.audienceCount,
      ms,
    });
    return resolved;
  }
}

/** A broken segment or template will not mend itself: the marketer has to. */
function isPermanent(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable' && error.kind !== 'rate-limited';
}
