import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { DomainError } from '@platform/errors';
import { MessageLimits } from './message-limits.service';
import { MessageRecipients, type MessageRecipient } from './message-recipients.service';
import { personGone } from './messages.errors';
import { PostedMessagesRepository, type NewMessage, type StoredMessage } from './posted-messages.repository';
import type { ReadyDraft } from './post-result';
import { SendingStart } from './sending-start.service';

/** By the index of their draft. A draft in neither has a key that is taken. */
export interface StoreResult {
  stored: Map<number, StoredMessage>;
  refused: Map<number, DomainError>;
}

/** Stores messages whole: contact, message and ledger row, or nothing. Sending starts after the commit. */
@Injectable()
export class MessageStore {
  constructor(
    private readonly database: Database,
    private readonly limits: MessageLimits,
    private readonly recipients: MessageRecipients,
    private readonly posted: PostedMessagesRepository,
    private readonly sending: SendingStart,
  ) {}

  /** Locks keys, then limits, then contacts, each in one order for everybody: nobody waits for another in a circle. */
  async store(actor: Actor, drafts: readonly ReadyDraft[]): Promise<StoreResult> {
    return this.database.transaction(async () => {
      const refused = new Map<number, DomainError>();
      const fresh = await this.withoutTakenKeys(actor.workspaceId, drafts);
      const admitted = await this.admit(actor.workspaceId, fresh, refused);
      if (admitted.length === 0) return { stored: new Map(), refused };
      const emails = new Map(admitted.map(({ checked: { to } }) => [to.key, to.email]));
      const recipients = await this.recipients.settle(actor, emails);
      const told = await this.withoutGonePeople(actor.workspaceId, admitted, refused);
      const messages = told.map((draft) =>
        toMessage(draft, recipients.get(draft.checked.to.key) as MessageRecipient),
      );
      const stored = await this.posted.store(actor.workspaceId, actor.name, messages);
      await this.database.afterCommit(() =>
        this.sending.start({ workspaceId: actor.workspaceId, kind: 'transactional' }, stored),
      );
      return {
        stored: new Map(stored.map((message) => [told[message.index]?.index ?? -1, message])),
        refused,
      };
    });
  }

  /** Repeats of a message are no messages, and use up nobody's limit. */
  private async withoutTakenKeys(workspaceId: string, drafts: readonly ReadyDraft[]): Promise<ReadyDraft[]> {
    const keys = drafts.flatMap(({ checked }) => checked.idempotencyKey ?? []);
    await this.posted.lockKeys(workspaceId, keys);
    const taken = new Set((await this.posted.findByKeys(workspaceId, keys)).map(({ key }) => key));
    return drafts.filter(({ checked: { idempotencyKey } }) => {
      if (idempotencyKey === null) return true;
      if (taken.has(idempotencyKey)) return false;
      taken.add(idempotencyKey);
      return true;
    });
  }

  /** Recipients are settled: nobody is erased any more until the transaction ends. */
  private async withoutGonePeople(
    workspaceId: string,
    drafts: readonly ReadyDraft[],
    refused: Map<number, DomainError>,
  ): Promise<ReadyDraft[]> {
    const about = drafts.flatMap(({ checked }) => checked.aboutContactId ?? []);
    const left = await this.recipients.existing(workspaceId, about);
    return drafts.filter(({ index, checked: { aboutContactId } }) => {
      if (aboutContactId === null || left.has(aboutContactId)) return true;
      refused.set(index, personGone());
      return false;
    });
  }

  private async admit(
    workspaceId: string,
    drafts: readonly ReadyDraft[],
    refused: Map<number, DomainError>,
  ): Promise<ReadyDraft[]> {
    const admitted: ReadyDraft[] = [];
    const ordered = [...drafts].sort((a, b) => (a.checked.to.key < b.checked.to.key ? -1 : 1));
    const scheduled = new Map<string, number>();
    for (const draft of ordered) {
      const { key } = draft.checked.to;
      const beside = scheduled.get(key) ?? 0;
      const error =
        (await this.limits.admitRecipient(workspaceId, key)) ??
        (isLater(draft) ? await this.limits.admitScheduled(workspaceId, key, beside) : null);
      if (error === null) {
        admitted.push(draft);
        if (isLater(draft)) scheduled.set(key, beside + 1);
      } else refused.set(draft.index, error);
    }
    return admitted;
  }
}

function isLater({ checked: { sendAt } }: ReadyDraft): boolean {
  return sendAt !== null && sendAt.getTime() > Date.now();
}

function toMessage(
  { checked, content, sender, requestHash }: ReadyDraft,
  recipient: MessageRecipient,
): NewMessage {
  const { to, subject, replyTo, headers, data, track, sendAt, idempotencyKey } = checked;
  const { contactId, addressHash, obstacle, isNamed } = recipient;
  return {
    contactId,
    addressHash,
    obstacle,
    senderId: sender.id,
    templateId: content.templateId,
    idempotencyKey,
    requestHash,
    track,
    sendAt,
    ...(isNamed
      ? {
          email: to.email,
          emailKey: to.key,
          toName: to.name,
          versionId: content.versionId,
          subject,
          replyTo,
          headers,
          data,
        }
      : NOTHING),
  };
}

/** Kept of a message to somebody who was erased. */
const NOTHING = {
  email: '',
  emailKey: null,
  toName: null,
  versionId: null,
  subject: null,
  replyTo: null,
  headers: {},
  data: null,
};
