import { Injectable } from '@nestjs/common';
import { SendingDomains } from '@features/senders';
import type { MessagePlan } from '@platform/mail';
import { VariantContents } from './ab-test/variant-contents.service';
import type { Campaign } from './campaign';
import { MessagePlans } from './message-plans.service';

/** What the messages of a batch are made with: the frozen content of its variant, signed by the sender's domain. */
@Injectable()
export class CampaignPlans {
  constructor(
    private readonly contents: VariantContents,
    private readonly plans: MessagePlans,
    private readonly domains: SendingDomains,
  ) {}

  /** `variant`: of an A/B test, null when there is none. */
  async forBatch(
    campaign: Campaign,
    variant: string | null,
  ): Promise<{ plan: MessagePlan; senderPerDay: number | null }> {
    const content = await this.contents.frozen(campaign, variant);
    const plan = await this.plans.forCampaign(content, variant);
    const { workspaceId } = campaign;
    return {
      plan: await this.domains.sign(workspaceId, plan),
      senderPerDay: await this.domains.limitToday(workspaceId, plan.messageIdDomain, new Date()),
    };
  }
}
