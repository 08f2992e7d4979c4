import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { ContactsRepository, ContactsService, type Contact, type ContactInput } from '@features/contacts';
import { parseEmailAddress } from '@platform/mail';

type ChatInput = ContactInput & { email: string };

/** The contacts of chats. Anybody can type anybody's address into a chat: so nothing that is known of somebody is overwritten. */
@Injectable()
export class ChatContacts {
  constructor(
    private readonly contacts: ContactsService,
    private readonly known: ContactsRepository,
  ) {}

  /** The contact with this address: new with all values, or known with those that it lacks. @throws DomainError `contact.invalid` */
  async bring(workspaceId: string, sourceName: string, input: ChatInput): Promise<Contact> {
    const address = parseEmailAddress(input.email);
    const known = address.ok ? await this.known.findByEmailKey(workspaceId, address.key) : null;
    const values = known === null ? input : lackedBy(known, input);
    const { contact } = await this.contacts.upsertByEmail(systemActor(workspaceId, sourceName), values);
    return contact;
  }
}

function lackedBy(known: Contact, { email, attributes = {}, ...fields }: ChatInput): ChatInput {
  const lacked = Object.entries(fields).filter(([key]) => known[key as keyof Contact] == null);
  const own = Object.entries(attributes).filter(([key]) => known.attributes[key] === undefined);
  return { ...Object.fromEntries(lacked), email, attributes: Object.fromEntries(own) };
}
