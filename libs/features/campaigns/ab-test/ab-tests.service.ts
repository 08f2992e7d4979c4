import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { Campaign } from '../campaign';
import { isEditable } from '../campaign-status';
import { campaignNotEditable } from '../campaigns.errors';
import { CampaignsRepository } from '../campaigns.repository';
import { DEFAULT_SETTINGS, type AbTest, type AbTestInput } from './ab-test';
import { AbTestChecks } from './ab-test-checks.service';
import { abTestInvalid, abTestNotFound } from './ab-test.errors';
import { AbTestsRepository } from './ab-tests.repository';
import type { VariantContent } from './variant';

const AS_CAMPAIGN: VariantContent = {
  subject: null,
  preheader: null,
  senderId: null,
  templateId: null,
  offsetMinutes: 0,
};

/** Setting up the A/B test of a draft. */
@Injectable()
export class AbTestsService {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly tests: AbTestsRepository,
    private readonly checks: AbTestChecks,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `campaign.not-found`, `ab-test.not-found` */
  async get(workspaceId: string, campaignId: string): Promise<{ campaign: Campaign; test: AbTest }> {
    const campaign = await this.campaigns.find(workspaceId, campaignId);
    if (!campaign) throw notFound('campaign', campaignId);
    const test = await this.tests.find(workspaceId, campaignId);
    if (!test) throw abTestNotFound();
    return { campaign, test };
  }

  /**
   * Writes the whole test; what is left out of the settings takes its default. Throws `ab-test.invalid` with everything that is
   * wrong, and `campaign.not-editable` once the campaign is scheduled.
   */
  async replace(actor: Actor, campaignId: string, input: AbTestInput): Promise<AbTest> {
    return this.database.transaction(async () => {
      const campaign = await this.lockEditable(actor.workspaceId, campaignId);
      const given = Object.entries(input).filter(([, value]) => value !== undefined);
      const variants = input.variants.map((variant) => ({ ...AS_CAMPAIGN, ...withoutUndefined(variant) }));
      const test = { ...DEFAULT_SETTINGS, ...(Object.fromEntries(given) as AbTestInput), variants };
      const problems = await this.checks.problems(campaign, test);
      if (problems.length > 0) throw abTestInvalid(problems);
      await this.tests.replace(actor.workspaceId, campaignId, test);
      await this.record(actor, campaignId, 'campaign.ab-test-set');
      return (await this.get(actor.workspaceId, campaignId)).test;
    });
  }

  /** The campaign goes to everybody with its own content again. */
  async remove(actor: Actor, campaignId: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.lockEditable(actor.workspaceId, campaignId);
      if (!(await this.tests.delete(actor.workspaceId, campaignId))) throw abTestNotFound();
      await this.record(actor, campaignId, 'campaign.ab-test-removed');
    });
  }

  /** A failed campaign becomes a draft again, as by any other change. */
  private async lockEditable(workspaceId: string, campaignId: string): Promise<Campaign> {
    const campaign = await this.campaigns.lock(campaignId);
    if (campaign?.workspaceId !== workspaceId) throw notFound('campaign', campaignId);
    if (!isEditable(campaign.status)) throw campaignNotEditable(campaign.status);
    if (campaign.status === 'failed')
      await this.campaigns.move(campaignId, { from: ['failed'], to: 'draft' });
    return campaign;
  }

  private async record(actor: Actor, campaignId: string, action: string): Promise<void> {
    await this.tests.touchCampaign(actor.workspaceId, campaignId);
    await this.audit.record(actor, { action, targetKind: 'campaign', targetId: campaignId });
  }
}

function withoutUndefined(variant: Partial<VariantContent>): Partial<VariantContent> {
  return Object.fromEntries(Object.entries(variant).filter(([, value]) => value !== undefined));
}
