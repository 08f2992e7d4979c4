import { randomUUID } from 'node:crypto';
import {
  AddressHasher,
  CompaniesRepository,
  ContactEventsRepository,
  ContactFieldsRepository,
  ContactTagsService,
  ContactsRepository,
  ContactsService,
  TagsRepository,
  type Contact,
  type ContactInput,
} from '@features/contacts';
import { systemActor } from '@features/accounts';
import type { Database } from '@platform/database';
import { testSettings } from '../test-settings';

/** The real contacts service on a test database, for tests that need no Nest module. */
export function contactsServiceFor(database: Database): ContactsService {
  const events = new ContactEventsRepository(database);
  const contacts = new ContactsRepository(database, new AddressHasher(testSettings().secret), events);
  const tags = new ContactTagsService(database, contacts, new TagsRepository(database), events);
  const fields = new ContactFieldsRepository(database);
  return new ContactsService(database, contacts, fields, new CompaniesRepository(database), tags);
}

/** A contact with an address of its own; anything may be set. Custom fields must exist. */
export async function aContact(
  database: Database,
  workspaceId: string,
  input: ContactInput = {},
): Promise<Contact> {
  return contactsServiceFor(database).create(systemActor(workspaceId, 'test'), {
    email: `contact-${randomUUID()}@example.com`,
    ...input,
  });
}
