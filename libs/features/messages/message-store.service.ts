import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import { MessageRecipients, type MessageRecipient } from './message-recipients.service';
import { sendDueMessagesJob } from './messages.jobs';
import { PostedMessagesRepository, type NewMessage, type StoredMessage } from './posted-messages.repository';
import type { ReadyDraft } from './post-result';

/** What lies further ahead is found by the sweep: a job need not wait that long in the queue. */
const MAX_JOB_DELAY_MS = 24 * 3600_000;

/** Stores messages whole: contact, message and ledger row, or nothing. Sending starts after the commit. */
@Injectable()
export class MessageStore {
  constructor(
    private readonly database: Database,
    private readonly recipients: MessageRecipients,
    private readonly posted: PostedMessagesRepository,
    private readonly queue: JobQueue,
  ) {}

  /** By the index of their draft; those that are missing have a key that is taken. */
  async store(actor: Actor, drafts: readonly ReadyDraft[]): Promise<Map<number, StoredMessage>> {
    if (drafts.length === 0) return new Map();
    return this.database.transaction(async () => {
      const emails = new Map(drafts.map(({ checked: { to } }) => [to.key, to.email]));
      const recipients = await this.recipients.settle(actor, emails);
      const messages = drafts.map((draft) =>
        toMessage(draft, recipients.get(draft.checked.to.key) as MessageRecipient),
      );
      const stored = await this.posted.store(actor.workspaceId, actor.name, messages);
      await this.database.afterCommit(() => this.startSending(actor.workspaceId, stored));
      return new Map(stored.map((message) => [drafts[message.index]?.index ?? -1, message]));
    });
  }

  /** One job for all that are due together. */
  private async startSending(workspaceId: string, stored: readonly StoredMessage[]): Promise<void> {
    const firsts = new Map<number, string>();
    for (const { id, status, dueAt } of stored) {
      const delayMs = Math.max(0, dueAt.getTime() - Date.now());
      if (status === 'pending' && delayMs <= MAX_JOB_DELAY_MS && !firsts.has(delayMs))
        firsts.set(delayMs, id);
    }
    for (const [delayMs, id] of firsts) {
      await this.queue.enqueue(sendDueMessagesJob, { workspaceId, occasion: id }, { delayMs });
    }
  }
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
