import { Injectable } from '@nestjs/common';
import { SendingDomains, type Sender } from '@features/senders';
import { TemplatesService, type RecipientValues } from '@features/templates';
import { Settings } from '@platform/config';
import {
  domainOf,
  RenderPool,
  type AssembledMessage,
  type CompiledMessage,
  type LinkTokens,
  type MessagePlan,
  type PlanRecipient,
} from '@platform/mail';
import { ListHeaders } from './list-headers.service';

/** One message, complete but for the bytes. */
export interface MessageDraft {
  versionId: string;
  /** Where it is at hand; loaded otherwise. */
  compiled?: CompiledMessage;
  to: { email: string; name: string | null };
  /** Of the contact; undefined where the contact is gone. */
  values: RecipientValues | undefined;
  data: Record<string, unknown>;
  subject: string | null;
  replyTo: string | null;
  headers: Record<string, string>;
  tokens: LinkTokens;
  /** Marketing mail about this topic; left out: none. */
  topicId?: string | null;
  messageId?: string;
}

/** What trying a message out says. */
export type TriedMessage = { ok: true; warnings: string[] } | (AssembledMessage & { ok: false });

/** `{{campaign.name}}` in a template that campaigns use too. */
export const NO_CAMPAIGN = { name: '' };

interface PlanContent {
  versionId: string;
  compiled: CompiledMessage | undefined;
  topicId: string | null;
}

/** Plans kept in memory; each holds some 100 kB. */
const MAX_PLANS = 50;

/** Makes single messages into bytes: for sending them, and for trying out whether they can be made at all. */
@Injectable()
export class MessageAssembly {
  private readonly plans = new Map<string, Promise<MessagePlan>>();

  constructor(
    private readonly templates: TemplatesService,
    private readonly domains: SendingDomains,
    private readonly pool: RenderPool,
    private readonly lists: ListHeaders,
    private readonly settings: Settings,
  ) {}

  /** For the wire, signed. In the order of the drafts; one that cannot be made fails alone. */
  async assemble(
    workspaceId: string,
    sender: Sender,
    drafts: readonly MessageDraft[],
  ): Promise<AssembledMessage[]> {
    return this.make({ workspaceId, sender }, drafts, (plan) => this.domains.sign(workspaceId, plan));
  }

  /** Whether each could be made, and what is odd about it. Signs nothing. */
  async tryOut(
    workspaceId: string,
    sender: Sender,
    drafts: readonly MessageDraft[],
  ): Promise<TriedMessage[]> {
    const made = await this.make({ workspaceId, sender }, drafts, (plan) => plan);
    return made.map((message) => {
      if (!message.ok) return message;
      message.release();
      return { ok: true, warnings: message.warnings };
    });
  }

  private async make(
    { workspaceId, sender }: { workspaceId: string; sender: Sender },
    drafts: readonly MessageDraft[],
    finish: (plan: MessagePlan) => MessagePlan | Promise<MessagePlan>,
  ): Promise<AssembledMessage[]> {
    const results = new Map<MessageDraft, AssembledMessage>();
    for (const group of groupByContent(drafts)) {
      const { versionId, compiled, topicId = null } = group[0] as MessageDraft;
      const content = { versionId, compiled, topicId };
      const plan = await finish(await this.plan(workspaceId, sender, content));
      const made = await this.pool.assemble(
        plan,
        group.map((draft) => toRecipient(draft, sender)),
      );
      group.forEach((draft, index) => results.set(draft, made[index] ?? NOT_MADE));
    }
    return drafts.map((draft) => results.get(draft) ?? NOT_MADE);
  }

  /** The same object for the same content and sender, so that the render threads keep it compiled. */
  private plan(workspaceId: string, sender: Sender, content: PlanContent): Promise<MessagePlan> {
    const { versionId, topicId } = content;
    const key = JSON.stringify([workspaceId, versionId, topicId, sender.fromName, sender.fromEmail]);
    const plan = this.plans.get(key) ?? this.build(workspaceId, sender, content);
    // Re-inserted: the least recently used one stands first.
    this.plans.delete(key);
    this.plans.set(key, plan);
    plan.catch(() => this.plans.delete(key));
    const oldest = this.plans.keys().next();
    if (this.plans.size > MAX_PLANS && oldest.done !== true) this.plans.delete(oldest.value);
    return plan;
  }

  private async build(
    workspaceId: string,
    sender: Sender,
    { versionId, compiled, topicId }: PlanContent,
  ): Promise<MessagePlan> {
    const { fromName, fromEmail } = sender;
    return {
      message: compiled ?? (await this.templates.getVersion(workspaceId, versionId)).compiled,
      from: { name: fromName, address: fromEmail },
      messageIdDomain: domainOf(fromEmail),
      publicBaseUrl: this.settings.http.appUrl,
      ...(topicId === null
        ? { autoSubmitted: 'auto-generated' as const }
        : await this.lists.of({ workspaceId, topicId, kind: 'sequence', id: versionId }, sender)),
    };
  }
}

const NOT_MADE: AssembledMessage = {
  ok: false,
  error: { code: 'mail.render-failed', message: 'it was not rendered' },
};

function groupByContent(drafts: readonly MessageDraft[]): MessageDraft[][] {
  const groups = new Map<string, MessageDraft[]>();
  for (const draft of drafts) {
    const key = `${draft.versionId} ${draft.topicId ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...groups.values()];
}

function toRecipient(draft: MessageDraft, sender: Sender): PlanRecipient {
  // Erased between claim and now: an address without values fails alone and is recorded as such.
  if (draft.values === undefined) return { to: { address: '' }, context: {} };
  const { context, locale, timeZone } = draft.values;
  const replyTo = draft.replyTo ?? sender.replyTo;
  return {
    to: { address: draft.to.email, ...(draft.to.name === null ? {} : { name: draft.to.name }) },
    context: { ...context, data: draft.data },
    locale,
    timeZone,
    tokens: draft.tokens,
    headers: draft.headers,
    ...(draft.subject === null ? {} : { subject: draft.subject }),
    ...(replyTo === null ? {} : { replyTo: { address: replyTo } }),
    ...(draft.messageId === undefined ? {} : { messageId: draft.messageId }),
  };
}
