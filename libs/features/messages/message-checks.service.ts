import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { SendersService, type Sender } from '@features/senders';
import {
  FrozenContents,
  MergeContexts,
  valueAt,
  type ContentRequest,
  type FrozenContent,
  type RecipientValues,
} from '@features/templates';
import { DomainError, type FieldError } from '@platform/errors';
import type { CompiledMessage } from '@platform/mail';
import { MessageAssembly, NO_CAMPAIGN, type TriedMessage } from './message-assembly.service';
import { MessageRecipients } from './message-recipients.service';
import { cannotBeMade, noSender, senderUnknown, templateUnknown } from './messages.errors';
import type { PostedDraft, ReadyDraft } from './post-result';

type Outcome<T> = T | DomainError;

const NOBODY: ReadonlyMap<string, { contactId: string | null }> = new Map();

/** Finds what posted messages name, compiles it, and tries the messages out: what cannot be made is refused at once. */
@Injectable()
export class MessageChecks {
  constructor(
    private readonly contents: FrozenContents,
    private readonly senders: SendersService,
    private readonly recipients: MessageRecipients,
    private readonly contexts: MergeContexts,
    private readonly assembly: MessageAssembly,
  ) {}

  /** In the order of the drafts: ready, or why not. */
  async prepare(actor: Actor, drafts: readonly PostedDraft[]): Promise<Outcome<ReadyDraft>[]> {
    const { workspaceId } = actor;
    const sender = once((id: string) => this.senderOf(workspaceId, id === '' ? null : id));
    const content = once((key: string) => this.freeze(workspaceId, JSON.parse(key) as ContentRequest));
    const found = await Promise.all(
      drafts.map(async (draft): Promise<Outcome<ReadyDraft>> => {
        const from = await sender(draft.checked.senderId ?? '');
        if (from instanceof DomainError) return from;
        const frozen = await content(JSON.stringify(draft.checked.content));
        if (frozen instanceof DomainError) return frozen;
        return { ...draft, sender: from, content: frozen, warnings: [] };
      }),
    );
    return this.tryOut(actor, found);
  }

  /** What was frozen is gone from the database: compile it again next time. */
  async forgetContents(drafts: readonly ReadyDraft[]): Promise<void> {
    for (const { content } of drafts) await this.contents.forget(content.versionId);
  }

  private async senderOf(workspaceId: string, id: string | null): Promise<Outcome<Sender>> {
    const senders = await this.senders.list(workspaceId);
    if (id !== null) return senders.find((sender) => sender.id === id) ?? senderUnknown(id);
    return senders.find(({ isDefault }) => isDefault) ?? noSender();
  }

  private async freeze(workspaceId: string, request: ContentRequest): Promise<Outcome<FrozenContent>> {
    try {
      return await this.contents.freeze(workspaceId, request);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'template.not-found') return templateUnknown(request.templateId ?? '');
      return request.templateId === undefined ? error : pointAtTemplate(error, request);
    }
  }

  private async tryOut(actor: Actor, found: readonly Outcome<ReadyDraft>[]): Promise<Outcome<ReadyDraft>[]> {
    const ready = found.filter((one): one is ReadyDraft => !(one instanceof DomainError));
    const values = await this.valuesOf(actor, ready);
    const results = new Map<ReadyDraft, Outcome<ReadyDraft>>();
    for (const group of groupBySender(ready)) {
      const made = await this.assemble(actor.workspaceId, group, values);
      group.forEach((draft, index) => results.set(draft, judge(draft, made[index])));
    }
    return found.map((one) => (one instanceof DomainError ? one : (results.get(one) ?? one)));
  }

  private async assemble(
    workspaceId: string,
    group: readonly ReadyDraft[],
    values: ReadonlyMap<string, RecipientValues>,
  ): Promise<Outcome<TriedMessage>[]> {
    const sender = group[0]?.sender as Sender;
    const drafts = group.map(({ checked, content }) => ({
      ...checked,
      versionId: content.versionId,
      compiled: content.compiled,
      values: values.get(checked.to.key),
      to: checked.to,
      tokens: {},
    }));
    try {
      return await this.assembly.tryOut(workspaceId, sender, drafts);
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind !== 'invalid') throw error;
      return group.map(() => cannotBeMade('/senderId', error.message));
    }
  }

  /**
   * What each address would see of itself, by its key. Warnings and refusals depend on these values, and a template can ask for
   * any of them: to whoever may not read contacts, every address is nobody's.
   */
  private async valuesOf(
    { workspaceId, scopes }: Actor,
    drafts: readonly ReadyDraft[],
  ): Promise<Map<string, RecipientValues>> {
    const emails = new Map(drafts.map(({ checked: { to } }) => [to.key, to.email]));
    const mayRead = scopes.includes('contacts:read');
    const known = mayRead ? await this.recipients.lookUp(workspaceId, emails.keys()) : NOBODY;
    const ids = [...known.values()].flatMap(({ contactId }) => contactId ?? []);
    const contexts =
      ids.length === 0
        ? new Map<string, RecipientValues>()
        : await this.contexts.forContacts(workspaceId, ids, NO_CAMPAIGN);
    const values = new Map<string, RecipientValues>();
    for (const [key, email] of emails) {
      const context = contexts.get(known.get(key)?.contactId ?? '');
      values.set(key, context ?? (await this.contexts.forUnknown(workspaceId, email, NO_CAMPAIGN)));
    }
    return values;
  }
}

function judge(draft: ReadyDraft, made: Outcome<TriedMessage> | undefined): Outcome<ReadyDraft> {
  if (made instanceof DomainError) return made;
  if (made?.ok) return { ...draft, warnings: [...missingData(draft), ...made.warnings] };
  const { code, message } = made?.error ?? { code: '', message: 'it was not rendered.' };
  return cannotBeMade(pointerOf(code, draft.checked.content), message);
}

function pointerOf(code: string, content: ContentRequest): string {
  switch (code) {
    case 'mail.invalid-context':
      return '/data';
    case 'mail.invalid-header':
      return '/headers';
    case 'mail.invalid-address':
      return '/to/email';
    default:
      return content.templateId === undefined ? '/mjml' : '/templateId';
  }
}

/** Values that the template uses without a fallback and that did not come. They stay empty, as in campaigns. */
function missingData({ content, checked }: ReadyDraft): string[] {
  return content.compiled.fields
    .filter(({ path, hasFallback }) => !hasFallback && path.startsWith('data.') && !path.includes('[]'))
    .filter(({ path }) => valueAt({ data: checked.data }, path) == null)
    .map(({ path }) => `${path} has no value: it stays empty.`)
    .concat(deadUnsubscribe(content.compiled));
}

function deadUnsubscribe({ hasUnsubscribe }: CompiledMessage): string[] {
  return hasUnsubscribe
    ? [
        'The content links to unsubscribe. A single message has no topic to leave, so the link leads to the preferences.',
      ]
    : [];
}

/** The request holds no MJML: what is wrong with it is wrong with the template that it names. */
function pointAtTemplate(error: DomainError, request: { subject?: string; preheader?: string }): DomainError {
  const own = new Set([
    ...(request.subject === undefined ? [] : ['/subject']),
    ...(request.preheader === undefined ? [] : ['/preheader']),
  ]);
  const errors = error.errors.map((one): FieldError =>
    own.has(one.pointer) ? one : { ...one, pointer: '/templateId' },
  );
  const { code, kind, message, details, retryAfterSeconds } = error;
  return new DomainError({
    code,
    kind,
    message,
    details,
    errors,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

function groupBySender(drafts: readonly ReadyDraft[]): ReadyDraft[][] {
  const groups = new Map<string, ReadyDraft[]>();
  for (const draft of drafts) groups.set(draft.sender.id, [...(groups.get(draft.sender.id) ?? []), draft]);
  return [...groups.values()];
}

/** Asks each question once per request. */
function once<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    answers.set(key, answer);
    return answer;
  };
}
