import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { AddressHasher, ContactErasureRepository, ContactsService } from '@features/contacts';
import { PostedMessagesRepository, type KnownAddress } from './posted-messages.repository';

/** Where a message goes: a contact, or nobody's id where there must not be one. */
export interface MessageRecipient {
  contactId: string;
  addressHash: Buffer;
  /** Why it may not be mailed, else null. */
  obstacle: string | null;
  /** False for somebody who was erased: nothing about the person is stored again. */
  isNamed: boolean;
}

/** Finds the contacts that messages go to, and makes those that are missing. */
@Injectable()
export class MessageRecipients {
  constructor(
    private readonly posted: PostedMessagesRepository,
    private readonly hasher: AddressHasher,
    private readonly contacts: ContactsService,
    private readonly erasures: ContactErasureRepository,
  ) {}

  /** By key of the address. */
  async lookUp(workspaceId: string, emailKeys: Iterable<string>): Promise<Map<string, KnownAddress>> {
    const addresses = [...new Set(emailKeys)].map((emailKey) => ({
      emailKey,
      hash: this.hasher.hash(workspaceId, emailKey),
    }));
    return this.posted.lookUp(workspaceId, addresses);
  }

  /** Which of these contacts there still are. */
  async existing(workspaceId: string, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (contactIds.length === 0) return new Set();
    return new Set(await this.posted.existingContacts(workspaceId, contactIds));
  }

  /**
   * The recipient of each address, by its key. An address that is nobody's becomes a contact without any subscription (a
   * message is no consent), unless it must not be mailed. Needs an open transaction, in which nobody is erased any more.
   */
  async settle(actor: Actor, emails: ReadonlyMap<string, string>): Promise<Map<string, MessageRecipient>> {
    const { workspaceId } = actor;
    await this.createMissing(actor, emails);
    // After the contacts: an erasure, too, locks them first.
    await this.erasures.holdOff(workspaceId);
    const known = await this.lookUp(workspaceId, emails.keys());
    return new Map(
      [...emails.keys()].map((emailKey) => {
        const { contactId = null, obstacle = null, isWritten = false } = known.get(emailKey) ?? {};
        const recipient = {
          contactId: contactId ?? randomUUID(),
          addressHash: this.hasher.hash(workspaceId, emailKey),
          obstacle,
          isNamed: contactId !== null || isWritten,
        };
        return [emailKey, recipient];
      }),
    );
  }

  private async createMissing(actor: Actor, emails: ReadonlyMap<string, string>): Promise<void> {
    const known = await this.lookUp(actor.workspaceId, emails.keys());
    // In one order for everybody, so that two batches never wait for each other in a circle.
    for (const [emailKey, email] of [...emails].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const address = known.get(emailKey);
      if (address?.contactId == null && address?.obstacle == null) {
        await this.contacts.upsertByEmail(actor, { email, source: 'message' });
      }
    }
  }
}
