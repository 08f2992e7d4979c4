import type { Attributes } from '@features/contacts';
import type { ContactValues } from './merge-context';

/** A believable person for previews without a contact; samples of gallery templates override single values. */
const SAMPLE_CONTACT: ContactValues = {
  id: '00000000-0000-7000-8000-000000000000',
  email: 'zoe.brandstoetter@example.com',
  firstName: 'Zoë',
  lastName: 'Brandstötter',
  phone: '+43 1 234567',
  locale: 'en',
  timeZone: 'Europe/Vienna',
  country: 'AT',
  region: 'Wien',
  city: 'Wien',
  postalCode: '1070',
  latitude: 48.2,
  longitude: 16.35,
  birthDate: '1990-05-17',
  tags: ['customer'],
  company: {
    name: 'Example Ltd',
    domain: 'example.com',
    industry: 'Retail',
    employees: 42,
    annualRevenue: 3_000_000,
    country: 'AT',
    city: 'Wien',
  },
  attributes: {},
};

/** The sample person with what `sample.contact` says instead. Values of unexpected kinds are the template's to render. */
export function sampleContact(sample: Record<string, unknown>): ContactValues {
  const given = sample['contact'];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return SAMPLE_CONTACT;
  const merged = { ...SAMPLE_CONTACT, ...(given as Partial<ContactValues>) };
  return { ...merged, email: SAMPLE_CONTACT.email, attributes: asObject(merged.attributes) as Attributes };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
