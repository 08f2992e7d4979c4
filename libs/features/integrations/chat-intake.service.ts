import { Injectable } from '@nestjs/common';
import { ThrottleService } from '@features/accounts';
import type { ContactInput } from '@features/contacts';
import { EventsService } from '@features/events';
import { Database } from '@platform/database';
import { DomainError } from '@platform/errors';
import { ChatContacts } from './chat-contacts.service';
import { mapChat, type MappedChat } from './chat-mapping';
import type { ChatSource } from './chat-source';
import { ChatSourcesRepository } from './chat-sources.repository';
import { chatTooLarge, tooManyChats } from './integrations.errors';

const PER_MINUTE = 600;
const MAX_REPORT = 64 * 1024;

/** What became of a report. Whether the address was known is nobody's business. */
export interface ChatReceipt {
  status: 'accepted' | 'repeated';
  conversationId: string;
  /** Values that did not fit their field and were left out, as JSON pointers into the contact. */
  dropped: string[];
}

/** Takes in conversations that a chat system reports: a contact, and one `chat.started` event. Nobody is subscribed by it. */
@Injectable()
export class ChatIntake {
  constructor(
    private readonly database: Database,
    private readonly sources: ChatSourcesRepository,
    private readonly contacts: ChatContacts,
    private readonly events: EventsService,
    private readonly throttle: ThrottleService,
  ) {}

  /**
   * Creates the contact or fills what it lacks, and records the event for a conversation that was not reported before. Safe to repeat.
   *
   * @throws DomainError `chat.invalid`, `chat.too-large`, `chat.too-many`, `contact.invalid` (the address)
   */
  async take(
    source: ChatSource,
    report: unknown,
    now = this.database.clock.estimate(),
  ): Promise<ChatReceipt> {
    const wait = await this.throttle.hit('chat-in', source.id, { hits: PER_MINUTE, windowSeconds: 60 });
    if (wait !== null) throw tooManyChats(PER_MINUTE, wait);
    if (Buffer.byteLength(JSON.stringify(report ?? null)) > MAX_REPORT) throw chatTooLarge(MAX_REPORT);
    const chat = mapChat(source.mapping, report, now);
    await this.sources.noteUse(source, now);
    const input = { ...chat.fields, email: chat.email, attributes: chat.attributes, source: 'chat' };
    return this.withoutMisfits(input, (fitting, dropped) =>
      this.store(source, { chat, fitting, dropped, now }),
    );
  }

  private async store(
    source: ChatSource,
    taken: { chat: MappedChat; fitting: ContactInput & { email: string }; dropped: string[]; now: Date },
  ): Promise<ChatReceipt> {
    const { chat, fitting, dropped, now } = taken;
    const { workspaceId } = source;
    const { conversationId } = chat;
    const startedAt = chat.startedAt ?? now;
    return this.database.transaction(async () => {
      const contact = await this.contacts.bring(workspaceId, source.name, fitting);
      const isNew = await this.sources.begin(source, {
        id: conversationId,
        contactId: contact.id,
        startedAt,
      });
      if (!isNew) return { status: 'repeated', conversationId, dropped };
      const properties = { ...chat.properties, source: source.name, conversation: conversationId };
      await this.events.record(workspaceId, [
        { contactId: contact.id, name: 'chat.started', properties, occurredAt: startedAt },
      ]);
      return { status: 'accepted', conversationId, dropped };
    });
  }

  /** A phone number that is none must not lose the conversation: what does not fit is left out, all but the address. */
  private async withoutMisfits(
    input: ContactInput & { email: string },
    store: (fitting: ContactInput & { email: string }, dropped: string[]) => Promise<ChatReceipt>,
  ): Promise<ChatReceipt> {
    try {
      return await store(input, []);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'contact.invalid') throw error;
      const dropped = error.errors.map(({ pointer }) => pointer);
      if (dropped.includes('/email')) throw error;
      return store(without(input, dropped), dropped);
    }
  }
}

function without(
  input: ContactInput & { email: string },
  pointers: readonly string[],
): ContactInput & { email: string } {
  const kept =
    (prefix: string) =>
    ([key]: [string, unknown]) =>
      !pointers.includes(`${prefix}/${key}`);
  const attributes = Object.fromEntries(Object.entries(input.attributes ?? {}).filter(kept('/attributes')));
  const fields = Object.fromEntries(Object.entries(input).filter(kept('')));
  return { ...fields, email: input.email, attributes };
}
