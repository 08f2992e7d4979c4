import type { Contact, ContactProfile, Attributes } from './contact';

/** What a template may show of one contact: plain values only, never ids of other things, secrets or hashes. */
export interface RenderContext {
  contact: ContactProfile & {
    id: string;
    email: string;
    attributes: Attributes;
    tags: string[];
    company: Record<string, unknown> | null;
  };
}

export function toRenderContext(contact: Contact, company: object | null): RenderContext {
  const { id, email, firstName, lastName, phone, locale, timeZone, country, region, city } = contact;
  const { postalCode, latitude, longitude, birthDate, attributes, tags } = contact;
  return {
    contact: {
      id,
      email,
      firstName,
      lastName,
      phone,
      locale,
      timeZone,
      country,
      region,
      city,
      postalCode,
      latitude,
      longitude,
      birthDate,
      attributes,
      tags,
      company: company === null ? null : { ...company },
    },
  };
}
