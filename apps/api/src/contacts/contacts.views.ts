import type { Contact, Note, TimelineItem } from '@features/contacts';
import { PageOf } from '../http';

/** The company a contact belongs to. */
export class ContactCompanyView {
  /** Id of the company. */
  id!: string;
  /** Its name. */
  name!: string;
}

/** A person with an email address. */
export class ContactView {
  /** Id of the contact. */
  id!: string;
  /** Email address as written; unique in the workspace whatever its case. */
  email!: string;
  /** First name. */
  firstName!: string | null;
  /** Last name. */
  lastName!: string | null;
  /** Phone number as written. */
  phone!: string | null;
  /** Language tag (BCP 47). */
  locale!: string | null;
  /** IANA time zone. */
  timeZone!: string | null;
  /** Two letters, ISO 3166-1. */
  country!: string | null;
  /** State, province or district. */
  region!: string | null;
  /** City. */
  city!: string | null;
  /** Postal code. */
  postalCode!: string | null;
  /** Degrees. */
  latitude!: number | null;
  /** Degrees. */
  longitude!: number | null;
  /** YYYY-MM-DD. */
  birthDate!: string | null;
  /** Values of custom fields by key: text, number, boolean or list of texts. */
  attributes!: Record<string, unknown>;
  /** Names of tags, sorted. */
  tags!: string[];
  /** Company; null for none. */
  company!: ContactCompanyView | null;
  /** Where the contact came from. */
  source!: string;
  /** Whether the person agreed to individual tracking; null: never asked. */
  trackingConsent!: boolean | null;
  /** When it was created. */
  createdAt!: string;
  /** When a value last changed. */
  updatedAt!: string;
}

export class ContactPageView extends PageOf(ContactView) {}

/** What a bulk change did. */
export class BulkResultView {
  /** Contacts that changed. */
  count!: number;
}

/** Tags of a contact. */
export class ContactTagsView {
  /** All its tags, sorted. */
  tags!: string[];
}

/** Something the team wrote about a contact. */
export class NoteView {
  /** Id of the note. */
  id!: string;
  /** `note`, `call`, `meeting` or `email`. */
  kind!: string;
  /** The text. */
  body!: string;
  /** Who wrote it. */
  authorName!: string;
  /** The user who wrote it; null for API keys and imports. */
  authorId!: string | null;
  /** When. */
  createdAt!: string;
}

export class NotePageView extends PageOf(NoteView) {}

/** One thing that happened. */
export class TimelineItemView {
  /** What kind of thing. */
  kind!: 'note' | 'event' | 'delivery';
  /** Its id. */
  id!: string;
  /** When it happened. */
  occurredAt!: string;
  /** Kind of the note, name of the event, or status of the delivery. */
  title!: string;
  /** Text and author of a note, properties of an event, campaign and reason of a delivery. */
  details!: Record<string, unknown>;
}

export class TimelinePageView extends PageOf(TimelineItemView) {}

export function toContactView(contact: Contact): ContactView {
  const { workspaceId: _workspaceId, createdAt, updatedAt, ...values } = contact;
  return { ...values, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

export function toNoteView({ id, kind, body, authorName, authorId, createdAt }: Note): NoteView {
  return { id, kind, body, authorName, authorId, createdAt: createdAt.toISOString() };
}

export function toTimelineItemView({ kind, id, occurredAt, title, details }: TimelineItem): TimelineItemView {
  return { kind, id, occurredAt: occurredAt.toISOString(), title, details };
}
