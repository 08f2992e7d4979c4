import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { MergeContexts, TemplateCompiler, TemplatesService } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { DomainError, invalidField } from '@platform/errors';
import { parseEmailAddress, RenderPool, SmtpPool, type SendResult } from '@platform/mail';
import type { Campaign } from './campaign';
import { CampaignsService } from './campaigns.service';
import { MessagePlans } from './message-plans';

export interface TestSend {
  /** Up to 10 addresses of colleagues. */
  to: string[];
  /** Render with this contact's values. */
  contactId: string;
}

export interface TestSendResult {
  to: string;
  outcome: SendResult['outcome'];
  /** What the server said, or why it was not sent. */
  detail: string;
}

/** Sends the draft as it is now to colleagues, with a real contact's values. Counts nowhere and changes nothing. */
@Injectable()
export class TestSendService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly content: TestContent,
    private readonly pool: RenderPool,
    private readonly smtp: SmtpPool,
    private readonly audit: AuditService,
  ) {}

  async send(actor: Actor, campaignId: string, request: TestSend): Promise<TestSendResult[]> {
    const campaign = await this.campaigns.get(actor.workspaceId, campaignId);
    const addresses = request.to.map((text, index) => {
      const parsed = parseEmailAddress(text);
      if (!parsed.ok) throw invalidField(`/to/${index}`, 'email.invalid', `to[${index}]: ${parsed.reason}`);
      return parsed.address;
    });
    const { plan, recipient } = await this.content.of(campaign, request.contactId);
    const results: TestSendResult[] = [];
    for (const address of addresses) {
      const [message] = await this.pool.assemble(plan, [{ ...recipient, to: { address } }]);
      if (!message?.ok) {
        const detail = message?.error.message ?? 'The message could not be made.';
        throw new DomainError({ code: 'campaign.test-not-made', kind: 'rule-broken', message: detail });
      }
      const result = await this.smtp.send({ from: plan.from.address, to: address }, message);
      results.push({
        to: address,
        outcome: result.outcome,
        detail: 'reply' in result ? result.reply : result.reason,
      });
    }
    await this.audit.record(actor, {
      action: 'campaign.test-sent',
      targetKind: 'campaign',
      targetId: campaign.id,
      details: { recipients: addresses.length },
    });
    return results;
  }
}

/** The draft's content, compiled but not frozen, and the values of one contact. */
@Injectable()
export class TestContent {
  constructor(
    private readonly templates: TemplatesService,
    private readonly compiler: TemplateCompiler,
    private readonly plans: MessagePlans,
    private readonly contexts: MergeContexts,
    private readonly tokens: MessageTokens,
  ) {}

  async of(
    campaign: Campaign,
    contactId: string,
  ): Promise<{
    plan: Awaited<ReturnType<MessagePlans['build']>>;
    recipient: { context: Record<string, unknown>; locale: string; timeZone: string; tokens: object };
  }> {
    const { templateId, senderId, topicId } = campaign;
    if (!templateId || !senderId || !topicId) {
      throw new DomainError({
        code: 'campaign.not-ready',
        kind: 'rule-broken',
        message: 'Choose a template, a sender and a topic before sending a test.',
      });
    }
    const template = await this.templates.get(campaign.workspaceId, templateId);
    const compiled = await this.compiler.compile(campaign.workspaceId, {
      mjml: template.mjml,
      subject: `[Test] ${campaign.subject ?? template.subject}`,
      preheader: campaign.preheader ?? template.preheader,
    });
    const values = (await this.contexts.forContacts(campaign.workspaceId, [contactId], campaign)).get(
      contactId,
    );
    if (!values)
      throw invalidField('/contactId', 'contact.not-found', 'contactId names no contact of this workspace.');
    const plan = await this.plans.build(campaign, { compiled });
    const { context, locale, timeZone } = values;
    return {
      plan,
      recipient: { context, locale, timeZone, tokens: this.tokens.forTest({ contactId, topicId }) },
    };
  }
}
