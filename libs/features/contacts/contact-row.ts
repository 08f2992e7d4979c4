import type { Attributes, Contact } from './contact';

/** A row of `contactSelect`. */
export interface ContactRow {
  id: string;
  workspace_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  phone: string | null;
  locale: string | null;
  time_zone: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  postal_code: string | null;
  latitude: number | null;
  longitude: number | null;
  birth_date: string | null;
  attributes: Attributes;
  source: string;
  tracking_consent: boolean | null;
  created_at: Date;
  updated_at: Date;
  company_id: string | null;
  company_name: string | null;
  tags: string[];
}

/** What is shown of a contact `c` beside its row: its company `co`, its tags as `tagged.names`. */
export const contactJoins = `
  LEFT JOIN companies co ON co.workspace_id = c.workspace_id AND co.id = c.company_id
  LEFT JOIN LATERAL (
    SELECT array_agg(t.name ORDER BY t.name_key) AS names
    FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.contact_id = c.id
  ) tagged ON true`;

/** The columns that make a `Contact`. */
export const contactColumns = `c.*, co.name AS company_name, coalesce(tagged.names, '{}') AS tags`;

/** The columns and joins that make a `Contact`. */
export const contactSelect = `SELECT ${contactColumns} FROM contacts c ${contactJoins}`;

export function toContact(row: ContactRow): Contact {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    locale: row.locale,
    timeZone: row.time_zone,
    country: row.country,
    region: row.region,
    city: row.city,
    postalCode: row.postal_code,
    latitude: row.latitude,
    longitude: row.longitude,
    birthDate: row.birth_date,
    attributes: row.attributes,
    tags: row.tags,
    company:
      row.company_id === null || row.company_name === null
        ? null
        : { id: row.company_id, name: row.company_name },
    source: row.source,
    trackingConsent: row.tracking_consent,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
