import { parseEmailAddress } from '@platform/mail';
import type { IncomingOrder, OrderProblem } from './order';
import { problem } from './order-problem';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** By what a new order names its contact: an id or the key of an address. */
export type ContactReference = { id: string } | { emailKey: string };

/** Null when the order names nobody, which an order that is known already need not. */
export function contactReference(order: IncomingOrder): ContactReference | OrderProblem | null {
  if (order.contactId !== undefined && order.email !== undefined) {
    return problem(
      'order.contact-ambiguous',
      '/contactId',
      'Name the contact by contactId or email, not both.',
    );
  }
  if (order.contactId !== undefined) {
    if (UUID.test(order.contactId)) return { id: order.contactId.toLowerCase() };
    return problem('order.invalid-contact-id', '/contactId', 'contactId is not a contact id (a UUID).');
  }
  if (order.email === undefined) return null;
  const address = parseEmailAddress(order.email);
  return address.ok
    ? { emailKey: address.key }
    : problem('order.invalid-email', '/email', `email ${address.reason}.`);
}

/** The contacts that the orders of a call name, as far as they exist. */
export interface KnownContacts {
  ids: ReadonlySet<string>;
  byEmailKey: ReadonlyMap<string, string>;
}

export function findContact(reference: ContactReference, contacts: KnownContacts): string | undefined {
  if ('emailKey' in reference) return contacts.byEmailKey.get(reference.emailKey);
  return contacts.ids.has(reference.id) ? reference.id : undefined;
}

export function noContact(reference: ContactReference | null): OrderProblem {
  if (!reference) {
    return problem('order.contact-required', '/contactId', 'Name the contact by either contactId or email.');
  }
  const byId = 'id' in reference;
  return problem(
    'order.unknown-contact',
    byId ? '/contactId' : '/email',
    `There is no contact with this ${byId ? 'id' : 'address'} in the workspace; create the contact first.`,
  );
}
