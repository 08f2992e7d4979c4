import type { Contact } from '../api/models';

/** First and last name; empty when neither is known. */
export function nameOf({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
