import { Inject, Injectable } from '@nestjs/common';
import { TemplatesService } from '@features/templates';
import { Database } from '@platform/database';
import { DomainError } from '@platform/errors';
import { LOGGER, type Logger } from '@platform/logging';
import type { PreparedAbTest } from '../ab-test/ab-test-start.service';
import { AudienceService } from '../audience.service';
import type { Campaign } from '../campaign';
import { FIRST_CHUNK } from './audience-snapshot.repository';
import { ResolveStores } from './resolve-stores.service';

/**
 * Fixes a due campaign: freezes its content, and in one transaction evaluates the audience and keeps who matches *now* and
 * may be mailed, the first of them as deliveries and the rest as chunks that become deliveries while the first mail goes out.
 * The others are counted by reason. A crash before that transaction's end leaves the campaign `resolving` with nothing written,
 * and the sweeper runs this again; a crash after it leaves chunks, which the sweeper finds too. The sweeper cannot know a crash
 * from an audience that takes minutes: whoever comes while another process is at it goes away again.
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
      const now = await this.database.clock.read();
      if (campaign.status !== 'scheduled' || (campaign.scheduledAt as Date).getTime() > now.getTime() + 1_000)
        return null;
      return this.stores.campaigns.move(campaignId, { from: ['scheduled'], to: 'resolving' });
    });
  }

  private async fix(campaign: Campaign): Promise<Campaign | null> {
    const started = performance.now();
    const test = await this.stores.abTests.prepare(campaign);
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    // Compiled while PostgreSQL works out the audience, and outside of the transaction.
    const version = begun.then(() => this.freeze(campaign));
    // Awaited below; marked as handled in case the audience fails first.
    version.catch(() => undefined);
    const resolved = await this.database.transaction(async () => {
      if (!(await this.stores.snapshots.isOurs(campaign.id))) return null;
      begin();
      return this.fixAudience(campaign, { version, test });
    });
    if (!resolved) return null;
    const ms = Math.round(performance.now() - started);
    const { audienceCount: audience } = resolved;
    this.logger.info({ event: 'campaign.resolved', campaignId: campaign.id, audience, ms });
    return resolved;
  }

  private async freeze(campaign: Campaign): Promise<string> {
    const version = await this.templates.freeze(campaign.workspaceId, campaign.templateId as string, {
      ...(campaign.subject === null ? {} : { subject: campaign.subject }),
      ...(campaign.preheader === null ? {} : { preheader: campaign.preheader }),
    });
    return version.id;
  }

  /** The campaign is locked only once the audience is known: a pause or cancel does not wait for a million contacts. */
  private async fixAudience(
    campaign: Campaign,
    { version, test }: FreezingContent,
  ): Promise<Campaign | null> {
    const { campaigns, abTests, localTimes, snapshots, expansion } = this.stores;
    const audience = await this.audience.compile(campaign.workspaceId, campaign.audience, 3);
    const groups = test && abTests.groups(test, 3 + audience.params.length);
    await snapshots.take(campaign, audience, groups);
    const templateVersionId = await version;
    const locked = await campaigns.lock(campaign.id);
    if (locked?.status !== 'resolving') return null;
    const zones = await localTimes.fix(campaign, () => snapshots.countZones());
    const { audienceCount, leftOut } = await snapshots.keep(campaign, { groups, zones });
    await campaigns.keepSegmentNames(campaign.workspaceId, campaign.id);
    if (test) await abTests.start(test);
    await expansion.begin(campaign.id, FIRST_CHUNK);
    const moved = await campaigns.move(campaign.id, {
      from: ['resolving'],
      to: audienceCount === 0 ? 'sent' : 'sending',
      templateVersionId,
      audienceCount,
      leftOut,
      reason:
        audienceCount === 0 ? 'Nobody in the audience may be mailed; see who was left out and why.' : null,
    });
    if (audienceCount > FIRST_CHUNK)
      await this.database.afterCommit(() => expansion.enqueue([campaign.id], 0));
    return moved;
  }
}

interface FreezingContent {
  /** Id of the template version. */
  version: Promise<string>;
  test: PreparedAbTest | null;
}

/** A broken segment or template will not mend itself: the marketer has to. */
function isPermanent(error: unknown): error is DomainError {
  return error instanceof DomainError && error.kind !== 'unavailable' && error.kind !== 'rate-limited';
}
