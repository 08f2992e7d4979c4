import { Injectable } from '@nestjs/common';
import { ListHeaders } from '@features/messages';
import { SendersService } from '@features/senders';
import { TemplatesService, type TemplateVersion } from '@features/templates';
import { domainOf, type MessagePlan } from '@platform/mail';
import type { Campaign } from './campaign';
import { PublicAddress } from './public-address';

/** Plans kept in memory; a worker seldom sends more campaigns at the same time. */
const CACHE_SIZE = 20;

/** Compiled content plus everything that is the same for all recipients of a campaign, built once per frozen version. */
@Injectable()
export class MessagePlans {
  private readonly cache = new Map<string, Promise<MessagePlan>>();

  constructor(
    private readonly templates: TemplatesService,
    private readonly senders: SendersService,
    private readonly lists: ListHeaders,
    private readonly address: PublicAddress,
  ) {}

  /** The plan of a resolved campaign. The same object each time, so that the render threads keep it compiled. */
  async forCampaign(campaign: Campaign, variant: string | null): Promise<MessagePlan> {
    const key = `${campaign.id}:${campaign.templateVersionId}:${variant ?? ''}`;
    let plan = this.cache.get(key);
    if (!plan) {
      plan = this.templates
        .getVersion(campaign.workspaceId, campaign.templateVersionId as string)
        .then((version) => this.build(campaign, version));
      plan.catch(() => this.cache.delete(key));
      this.cache.set(key, plan);
      const oldest = this.cache.keys().next();
      if (this.cache.size > CACHE_SIZE && !oldest.done) this.cache.delete(oldest.value);
    }
    return plan;
  }

  /** The plan of a campaign with the given content: for test sends, which freeze nothing. */
  async build(
    campaign: Pick<Campaign, 'id' | 'workspaceId' | 'topicId' | 'senderId'>,
    content: Pick<TemplateVersion, 'compiled'>,
  ): Promise<MessagePlan> {
    const { workspaceId, topicId, senderId } = campaign;
    const sender = await this.senders.get(workspaceId, senderId as string);
    const origin = { workspaceId, topicId: topicId as string, kind: 'campaign' as const, id: campaign.id };
    return {
      message: content.compiled,
      from: { name: sender.fromName, address: sender.fromEmail },
      ...(sender.replyTo ? { replyTo: { address: sender.replyTo } } : {}),
      messageIdDomain: domainOf(sender.fromEmail),
      publicBaseUrl: this.address.url,
      ...(await this.lists.of(origin, sender)),
    };
  }
}
