import { Injectable } from '@nestjs/common';
import type { ClaimedDelivery, MessageMaker } from '@features/deliveries';
import { SendingDomains, type Sender } from '@features/senders';
import { MergeContexts } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { domainOf, type AssembledMessage } from '@platform/mail';
import { MessageAssembly, NO_CAMPAIGN, type MessageDraft } from './message-assembly.service';
import { MessageContentsRepository, type MessageParts } from './message-contents.repository';

const CONTENT_GONE: AssembledMessage = {
  ok: false,
  error: { code: 'mail.render-failed', message: 'Its content was deleted before it could be sent.' },
};

/** Makes claimed deliveries of single messages and of sequences into messages for the wire. */
@Injectable()
export class SingleMessageMaker {
  constructor(
    private readonly contents: MessageContentsRepository,
    private readonly contexts: MergeContexts,
    private readonly tokens: MessageTokens,
    private readonly assembly: MessageAssembly,
    private readonly domains: SendingDomains,
  ) {}

  async makerFor(workspaceId: string, sender: Sender): Promise<MessageMaker> {
    return {
      envelopeFrom: sender.fromEmail,
      senderPerDay: await this.domains.limitToday(workspaceId, domainOf(sender.fromEmail), new Date()),
      make: (deliveries) => this.make(workspaceId, sender, deliveries),
    };
  }

  private async make(
    workspaceId: string,
    sender: Sender,
    deliveries: readonly ClaimedDelivery[],
  ): Promise<AssembledMessage[]> {
    const [parts, values] = await Promise.all([
      this.contents.ofDeliveries(
        workspaceId,
        deliveries.map(({ id }) => id),
      ),
      this.contexts.forContacts(
        workspaceId,
        deliveries.map(({ contactId }) => contactId),
        NO_CAMPAIGN,
      ),
    ]);
    const drafts = deliveries.map((delivery) => {
      const part = parts.get(delivery.id);
      return part?.versionId == null
        ? null
        : this.draft(delivery, { ...part, versionId: part.versionId }, values.get(delivery.contactId));
    });
    const complete = drafts.filter((draft) => draft !== null);
    const made = await this.assembly.assemble(workspaceId, sender, complete);
    return drafts.map((draft) => (draft === null ? null : made[complete.indexOf(draft)]) ?? CONTENT_GONE);
  }

  private draft(
    { id, contactId, email, trackable }: ClaimedDelivery,
    part: MessageParts & { versionId: string },
    values: MessageDraft['values'],
  ): MessageDraft {
    const { versionId, data, subject, replyTo, headers, toName, topicId } = part;
    return {
      versionId,
      topicId,
      to: { email, name: topicId === null ? toName : fullName(values) },
      values,
      data,
      subject,
      replyTo,
      headers,
      tokens:
        topicId === null
          ? this.tokens.forMessage({ deliveryId: id, contactId }, { isTracked: trackable })
          : this.tokens.forDelivery({ deliveryId: id, contactId, topicId }),
      // Derived from the delivery: whatever comes back (a bounce, a complaint) names the row it belongs to.
      messageId: id,
    };
  }
}

function fullName(values: MessageDraft['values']): string | null {
  const { firstName, lastName } = (values?.context['contact'] ?? {}) as Record<string, string | null>;
  return [firstName, lastName].filter(Boolean).join(' ') || null;
}
