import { Injectable } from '@nestjs/common';
import { MergeContexts, TemplateCompiler, TemplatesService } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { invalidField } from '@platform/errors';
import type { Campaign } from './campaign';
import { testNotReady } from './campaigns.errors';
import { MessagePlans } from './message-plans.service';

/** The draft's content, compiled but not frozen, and the values of one contact. */
@Injectable()
export class TestSendContent {
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
    if (!templateId || !senderId || !topicId) throw testNotReady();
    const template = await this.templates.get(campaign.workspaceId, templateId);
    const source = {
      mjml: template.mjml,
      subject: `[Test] ${campaign.subject ?? template.subject}`,
      preheader: campaign.preheader ?? template.preheader,
    };
    const compiled = await this.compiler.compile(campaign.workspaceId, source, 'campaign');
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
