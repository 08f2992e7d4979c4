import { Injectable } from '@nestjs/common';
import { SendingDomains } from '@features/senders';
import { MergeContexts } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { invalidField } from '@platform/errors';
import type { Campaign } from './campaign';
import { testNotReady } from './campaigns.errors';
import { DraftContents } from './draft-contents.service';
import { MessagePlans } from './message-plans.service';

/** The draft's content, compiled but not frozen, and the values of one contact. */
@Injectable()
export class TestSendContent {
  constructor(
    private readonly contents: DraftContents,
    private readonly plans: MessagePlans,
    private readonly contexts: MergeContexts,
    private readonly tokens: MessageTokens,
    private readonly domains: SendingDomains,
  ) {}

  /** `variant`: of the A/B test; the campaign's own content when left out. */
  async of(
    draft: Campaign,
    { contactId, variant }: { contactId: string; variant?: string },
  ): Promise<{
    plan: Awaited<ReturnType<MessagePlans['build']>>;
    recipient: { context: Record<string, unknown>; locale: string; timeZone: string; tokens: object };
  }> {
    const { campaign, compiled } = await this.contents.forTest(draft, variant);
    const { senderId, topicId } = campaign;
    if (!senderId || !topicId) throw testNotReady();
    const values = (await this.contexts.forContacts(campaign.workspaceId, [contactId], campaign)).get(
      contactId,
    );
    if (!values)
      throw invalidField('/contactId', 'contact.not-found', 'contactId names no contact of this workspace.');
    const plan = await this.domains.sign(
      campaign.workspaceId,
      await this.plans.build(campaign, { compiled }),
    );
    const { context, locale, timeZone } = values;
    return {
      plan,
      recipient: { context, locale, timeZone, tokens: this.tokens.forTest({ contactId, topicId }) },
    };
  }
}
