import { Injectable } from '@nestjs/common';
import { SendingDomains } from '@features/senders';
import { MergeContexts } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { invalidField } from '@platform/errors';
import type { CompiledMessage } from '@platform/mail';
import type { Campaign } from './campaign';
import { testNotReady } from './campaigns.errors';
import { DraftContents } from './draft-contents.service';
import { MessagePlans } from './message-plans.service';

/** What a test is part of, and who it comes from. */
export interface TestOrigin {
  id: string;
  workspaceId: string;
  senderId: string;
  topicId: string;
  name: string;
}

export interface TestContent {
  plan: Awaited<ReturnType<MessagePlans['build']>>;
  recipient: { context: Record<string, unknown>; locale: string; timeZone: string; tokens: object };
}

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
  ): Promise<TestContent> {
    const { campaign, compiled } = await this.contents.forTest(draft, variant);
    const { senderId, topicId } = campaign;
    if (!senderId || !topicId) throw testNotReady();
    return this.made({ ...campaign, senderId, topicId }, compiled, contactId);
  }

  /** Of content that is compiled already. @throws DomainError `contact.not-found` */
  async made(origin: TestOrigin, compiled: CompiledMessage, contactId: string): Promise<TestContent> {
    const { workspaceId, topicId } = origin;
    const values = (await this.contexts.forContacts(workspaceId, [contactId], origin)).get(contactId);
    if (!values)
      throw invalidField('/contactId', 'contact.not-found', 'contactId names no contact of this workspace.');
    const plan = await this.domains.sign(workspaceId, await this.plans.build(origin, { compiled }));
    const { context, locale, timeZone } = values;
    return {
      plan,
      recipient: { context, locale, timeZone, tokens: this.tokens.forTest({ contactId, topicId }) },
    };
  }
}
