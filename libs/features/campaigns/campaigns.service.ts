import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound, type DomainError } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import { AbTestsRepository } from './ab-test/ab-tests.repository';
import type { Campaign, CampaignInput } from './campaign';
import { AudienceService } from './audience.service';
import { isEditable, type CampaignStatus } from './campaign-status';
import { campaignChangedMeanwhile, campaignNotEditable, campaignNotIn } from './campaigns.errors';
import { CampaignsRepository } from './campaigns.repository';

/** Drafts: making, changing, copying and deleting campaigns before anything is promised. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly database: Database,
    private readonly campaigns: CampaignsRepository,
    private readonly abTests: AbTestsRepository,
    private readonly audience: AudienceService,
    private readonly audit: AuditService,
  ) {}

  async create(actor: Actor, input: CampaignInput & { name: string }): Promise<Campaign> {
    if (input.audience) await this.audience.check(actor.workspaceId, input.audience);
    return this.database.transaction(async () => {
      const createdBy = actor.kind === 'user' ? actor.id : null;
      const campaign = await this.campaigns.insert(actor.workspaceId, input, createdBy);
      await this.audit.record(actor, {
        action: 'campaign.created',
        targetKind: 'campaign',
        targetId: campaign.id,
      });
      return campaign;
    });
  }

  async get(workspaceId: string, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(workspaceId, id);
    if (!campaign) throw notFound('campaign', id);
    return campaign;
  }

  list(
    workspaceId: string,
    filter: { status?: CampaignStatus; search?: string },
    page: PageRequest,
  ): Promise<Page<Campaign>> {
    return this.campaigns.list(workspaceId, filter, page);
  }

  /**
   * Throws `campaign.not-editable` unless the campaign is a draft or failed (which makes it a draft again), and
   * `campaign.changed-meanwhile` when `version` is given and is not the present one.
   */
  async update(actor: Actor, id: string, { version, ...input }: CampaignInput): Promise<Campaign> {
    if (input.audience) await this.audience.check(actor.workspaceId, input.audience);
    return this.database.transaction(async () => {
      const before = await this.get(actor.workspaceId, id);
      if (!isEditable(before.status)) throw campaignNotEditable(before.status);
      const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      const campaign = await this.campaigns.updateContent({ ...before, ...changes }, version ?? null);
      if (!campaign) throw await this.whyNotWritten(actor.workspaceId, id);
      await this.audit.record(actor, {
        action: 'campaign.updated',
        targetKind: 'campaign',
        targetId: id,
        details: { fields: Object.keys(changes) },
      });
      return campaign;
    });
  }

  private async whyNotWritten(workspaceId: string, id: string): Promise<DomainError> {
    const { status } = await this.get(workspaceId, id);
    return isEditable(status) ? campaignChangedMeanwhile() : campaignNotEditable(status);
  }

  /** A new draft with the same content, audience and A/B test. */
  async duplicate(actor: Actor, id: string): Promise<Campaign> {
    const original = await this.get(actor.workspaceId, id);
    return this.database.transaction(async () => {
      const copy = await this.create(actor, { ...original, name: `Copy of ${original.name}`.slice(0, 200) });
      const test = await this.abTests.find(actor.workspaceId, id);
      if (test) await this.abTests.replace(actor.workspaceId, copy.id, test);
      return copy;
    });
  }

  /** Only what was never resolved may vanish: a ledger is kept, also that of a cancelled campaign. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      const campaign = await this.get(actor.workspaceId, id);
      if (!(await this.campaigns.deleteDraft(actor.workspaceId, id))) {
        throw campaignNotIn(['draft', 'failed'], campaign.status, 'delete');
      }
      await this.audit.record(actor, { action: 'campaign.deleted', targetKind: 'campaign', targetId: id });
    });
  }
}
