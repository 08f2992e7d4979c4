import { Injectable } from '@nestjs/common';
import { MergeContexts, type RecipientValues } from '@features/templates';
import { RenderPool, type MessagePlan, type PlanRecipient } from '@platform/mail';
import { FrozenMessages } from './frozen-messages.service';
import { MessageTokens } from './message-tokens';
import { TrackedMessagesRepository, type TrackedMessage } from './tracked-messages.repository';

/** Where a click leads, and the link it belongs to. */
export interface LinkTarget {
  deliveryId: string;
  link: number;
  /** The address in the template. */
  url: string;
  /** http or https; null when no address comes out for this contact (any more). */
  target: string | null;
}

/** Follows the links of messages that were sent. */
@Injectable()
export class MessageLinks {
  constructor(
    private readonly tokens: MessageTokens,
    private readonly messages: TrackedMessagesRepository,
    private readonly frozen: FrozenMessages,
    private readonly contexts: MergeContexts,
    private readonly pool: RenderPool,
  ) {}

  /** Null for anything but a link of a message that was sent. */
  async resolve(token: string): Promise<LinkTarget | null> {
    const click = this.tokens.parseClick(token);
    const message = click === null ? null : await this.messages.find(click.deliveryId);
    if (click === null || message === null) return null;
    const plan = await this.frozen.get(message.workspaceId, message.templateVersionId);
    const url = plan.message.links[click.link]?.url;
    if (url === undefined) return null;
    const target = url.includes('{{')
      ? await this.renderTarget(message, plan, click.link)
      : (webAddress(url) ?? null);
    return { ...click, url, target };
  }

  /** The HTML of the message as this contact got it, without a pixel; null when it cannot be shown any more. */
  async view(token: string): Promise<string | null> {
    const deliveryId = this.tokens.parseView(token);
    const message = deliveryId === null ? null : await this.messages.find(deliveryId);
    if (message === null) return null;
    const values = await this.valuesOf(message);
    if (values === undefined) return null;
    const plan = await this.frozen.get(message.workspaceId, message.templateVersionId);
    const { open: _open, ...tokens } = message.single
      ? this.tokens.forMessage(message, message.single)
      : this.tokens.forDelivery({
          ...message,
          topicId: message.topicId ?? '00000000-0000-0000-0000-000000000000',
        });
    const { html } = await this.pool.render(plan, { ...recipientOf(values), tokens });
    return html;
  }

  private async renderTarget(
    message: TrackedMessage,
    plan: MessagePlan,
    link: number,
  ): Promise<string | null> {
    const values = await this.valuesOf(message);
    // Erased meanwhile: the link still works as far as it does not need the person.
    const recipient = values === undefined ? NOBODY : recipientOf(values);
    const target = await this.pool.linkTarget(plan, link, recipient);
    return target === undefined ? null : (webAddress(target) ?? null);
  }

  private async valuesOf(message: TrackedMessage): Promise<RecipientValues | undefined> {
    const { workspaceId, contactId, campaignName, single } = message;
    const all = await this.contexts.forContacts(workspaceId, [contactId], { name: campaignName });
    const values = all.get(contactId);
    if (values === undefined || single === null) return values;
    return { ...values, context: { ...values.context, data: single.data } };
  }
}

const NOBODY: PlanRecipient = { to: { address: 'nobody@example.com' }, context: {} };

function recipientOf({ email, ...values }: RecipientValues): PlanRecipient {
  return { to: { address: email }, ...values };
}

/** The only addresses a redirect may name. */
function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? href : undefined;
}
