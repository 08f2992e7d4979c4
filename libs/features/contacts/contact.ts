/** A custom field's value as stored: numbers as numbers, dates `YYYY-MM-DD`, date-times ISO 8601 in UTC. */
export type AttributeValue = string | number | boolean | string[];
export type Attributes = Record<string, AttributeValue>;

/** The built-in fields that a caller may set. */
export interface ContactProfile {
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  /** BCP 47, for example `pt-PT`. */
  locale: string | null;
  /** IANA name, for example `Europe/Lisbon`. */
  timeZone: string | null;
  /** ISO 3166-1 alpha-2, upper case. */
  country: string | null;
  region: string | null;
  city: string | null;
  postalCode: string | null;
  /** Degrees, −90 to 90. */
  latitude: number | null;
  /** Degrees, −180 to 180. */
  longitude: number | null;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
}

/** A person with an email address, as the rest of the product sees them. */
export interface Contact extends ContactProfile {
  id: string;
  workspaceId: string;
  email: string;
  attributes: Attributes;
  /** Names, sorted. */
  tags: string[];
  company: { id: string; name: string } | null;
  /** How the contact came to be: `api`, `import`, `form`, … */
  source: string;
  /** Null: never asked. */
  trackingConsent: boolean | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What create, upsert and update take. `undefined` leaves a value as it is, `null` clears it. */
export interface ContactInput extends Partial<ContactProfile> {
  email?: string;
  /** Unchecked: validated against the workspace's custom fields. Keys that are absent stay as they are. */
  attributes?: Record<string, unknown>;
  /** Company name; created when missing. */
  company?: string | null;
  /** Names to add. Tags are never removed by these operations. */
  tags?: string[];
  /** Only used when the contact is created. Default `api`. */
  source?: string;
}

/** Which contacts a list, an export or a bulk operation means; conditions are combined with "and". */
export interface ContactFilter {
  /** Part of address, name or company, case- and accent-insensitive. */
  search?: string;
  /** Tag name, case-insensitive. */
  tag?: string;
  /** Field equals value: `country` or `attributes.plan`. */
  fields?: { key: string; value: string }[];
  ids?: string[];
}

export const contactSorts = ['createdAt', 'updatedAt', 'email', 'firstName', 'lastName'] as const;
export type ContactSort = (typeof contactSorts)[number];

export interface ContactOrder {
  sort: ContactSort;
  direction: 'asc' | 'desc';
}
