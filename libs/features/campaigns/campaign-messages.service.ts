import { Injectable } from '@nestjs/common';
import type { ClaimedDelivery, MessageMaker } from '@features/deliveries';
import { MergeContexts, type RecipientValues } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { RenderPool, type AssembledMessage, type MessagePlan, type PlanRecipient } from '@platform/mail';
import type { Campaign } from './campaign';
import { CampaignPlans } from './campaign-plans.service';

/** Makes the messages of a campaign: merge values per contact, links with tokens, one compiled plan for all. */
@Injectable()
export class CampaignMessages {
  constructor(
    private readonly plans: CampaignPlans,
    private readonly contexts: MergeContexts,
    private readonly tokens: MessageTokens,
    private readonly pool: RenderPool,
  ) {}

  /** `variant`: of an A/B test, null when there is none. */
  async makerFor(campaign: Campaign, variant: string | null): Promise<MessageMaker> {
    const { plan, senderPerDay } = await this.plans.forBatch(campaign, variant);
    return {
      envelopeFrom: plan.from.address,
      senderPerDay,
      make: (deliveries) => this.make(campaign, plan, deliveries),
    };
  }

  private async make(
    campaign: Campaign,
    plan: MessagePlan,
    deliveries: ClaimedDelivery[],
  ): Promise<AssembledMessage[]> {
    const ids = deliveries.map((delivery) => delivery.contactId);
    const values = await this.contexts.forContacts(campaign.workspaceId, ids, campaign);
    const recipients = deliveries.map((delivery) =>
      this.recipient(campaign, delivery, values.get(delivery.contactId)),
    );
    return this.pool.assemble(plan, recipients);
  }

  private recipient(
    campaign: Campaign,
    delivery: ClaimedDelivery,
    values: RecipientValues | undefined,
  ): PlanRecipient {
    // Erased between claim and now: an address without values fails alone and is recorded as such.
    if (!values) return { to: { address: '' }, context: {} };
    const { context, locale, timeZone } = values;
    return {
      to: { address: delivery.email, name: fullName(context) },
      context,
      locale,
      timeZone,
      tokens: this.tokens.forDelivery({
        deliveryId: delivery.id,
        contactId: delivery.contactId,
        topicId: campaign.topicId as string,
      }),
      // Derived from the delivery: whatever comes back (a bounce, a complaint) names the row it belongs to.
      messageId: delivery.id,
    };
  }
}

function fullName(context: Record<string, unknown>): string {
  const { firstName, lastName } = context['contact'] as { firstName: string | null; lastName: string | null };
  return [firstName, lastName].filter(Boolean).join(' ');
}
