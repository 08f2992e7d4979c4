import type { AttributeValue, Contact, ContactProfile } from './contact';
import { profileKeys } from './contact-profile';

/** What a `contact.changed` event says; `field` is a path of the catalogue (`city`, `attributes.plan`, `company`). */
export interface ContactChange {
  field: string;
  from: unknown;
  to: unknown;
}

/** Values to write: absent keys stay as they are, null clears. All values are already in stored form. */
export interface ContactWrite {
  email?: { address: string; key: string };
  profile: Partial<ContactProfile>;
  attributes: Record<string, AttributeValue | null>;
  company?: { id: string; name: string } | null;
}

/** The differences that a write makes, one per field, in a stable order. Writing what is already there is none. */
export function findChanges(before: Contact, write: ContactWrite): ContactChange[] {
  const changes: ContactChange[] = [];
  const compare = (field: string, from: unknown, to: unknown): void => {
    if (to !== undefined && !isSame(from, to)) changes.push({ field, from, to });
  };
  compare('email', before.email, write.email?.address);
  for (const key of profileKeys) compare(key, before[key], write.profile[key]);
  for (const [key, value] of Object.entries(write.attributes)) {
    compare(`attributes.${key}`, before.attributes[key] ?? null, value);
  }
  if (write.company !== undefined && write.company?.id !== before.company?.id) {
    compare('company', before.company?.name ?? null, write.company?.name ?? null);
  }
  return changes;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
