import type { FieldCatalogue } from '../tree/field-catalogue';
import type { LibraryNeed } from './library-entry';

/** What a workspace has, read from its catalogues and never from its contacts. */
export interface KnownData {
  fields: FieldCatalogue;
  /** Names of the events seen so far, with the names of their properties. */
  events: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A call of the API that sends in a piece of data. */
export interface SendExample {
  method: 'POST' | 'PUT';
  path: string;
  body: unknown;
}

/** A piece of data that an entry reads, whether it is there, and how to send it in. */
export interface DataNeed {
  kind: LibraryNeed['kind'];
  /** Path of a field or name of an event. */
  name: string;
  isMet: boolean;
  /** In plain words: what it is, or what is missing. */
  message: string;
  examples: SendExample[];
}

const EMAIL = 'ana@example.com';

/** Of a ready-made segment, or of a ready-made sequence. */
export function dataNeeds({ needs }: { needs: readonly LibraryNeed[] }, known: KnownData): DataNeed[] {
  return needs.map((need) => dataNeed(need, known));
}

function dataNeed(need: LibraryNeed, known: KnownData): DataNeed {
  switch (need.kind) {
    case 'field':
      return customField(need, known);
    case 'built-in':
      return builtIn(need);
    case 'event':
      return sentEvent(need, known);
    case 'observed':
      return {
        kind: need.kind,
        name: need.name,
        isMet: known.events.has(need.name),
        message: `Tidings records ${need.name} itself. ${need.when}`,
        examples: [],
      };
    case 'orders':
      return placedOrders(need, known);
  }
}

type Need<Kind extends LibraryNeed['kind']> = Extract<LibraryNeed, { kind: Kind }>;

function customField({ kind, field, example }: Need<'field'>, { fields }: KnownData): DataNeed {
  const name = `attributes.${field.key}`;
  const present = fields.find(name);
  const fill = contact({ attributes: { [field.key]: example } });
  if (!present) {
    const message = `There is no custom field "${field.key}" yet. Create it, then fill it in for contacts.`;
    const create: SendExample = { method: 'POST', path: '/api/v1/contact-fields', body: field };
    return { kind, name, isMet: false, message, examples: [create, fill] };
  }
  const fits = present.type === field.type;
  const message = fits
    ? `The custom field "${field.key}"; fill it in for contacts.`
    : `The custom field "${field.key}" has the type ${present.type}, the rule needs ${field.type}. Delete it, or make a segment of your own.`;
  return { kind, name, isMet: fits, message, examples: [fill] };
}

function builtIn({ kind, path, fill, company }: Need<'built-in'>): DataNeed {
  const message = `${path} is there for every contact; fill it in.`;
  const examples: SendExample[] = [contact(fill)];
  if (company) examples.unshift({ method: 'PUT', path: '/api/v1/companies', body: company });
  return { kind, name: path, isMet: true, message, examples };
}

function sentEvent({ kind, name, properties }: Need<'event'>, { events }: KnownData): DataNeed {
  const seen = events.get(name);
  const missing = Object.keys(properties).filter((property) => !seen?.has(property));
  const example: SendExample = {
    method: 'POST',
    path: '/api/v1/events',
    body: { name, email: EMAIL, properties },
  };
  const message = !seen
    ? `No event ${name} has come in yet. Send one whenever it happens.`
    : missing.length > 0
      ? `The events ${name} come in without ${missing.join(' and ')}. Send it along.`
      : `The event ${name}, which comes in already.`;
  return { kind, name, isMet: seen !== undefined && missing.length === 0, message, examples: [example] };
}

function placedOrders({ kind, withCost = false }: Need<'orders'>, { events }: KnownData): DataNeed {
  const lines = [
    { product: 'ESP-250', name: 'Espresso blend, 250 g', category: 'Coffee', quantity: 2, unitPrice: 12.5 },
  ];
  const cost = withCost ? { cost: 11.2 } : {};
  const order = { number: '4711', email: EMAIL, placedAt: '2026-11-22T09:30:00Z', ...cost, lines };
  const isMet = events.has('order.placed');
  const message = `${isMet ? 'Orders come in already' : 'No order has come in yet. Send them as they are placed, old ones too'}${
    withCost ? '; give what each one cost you as `cost`: where no cost is known, there is no margin' : ''
  }.`;
  const example: SendExample = { method: 'POST', path: '/api/v1/orders', body: { orders: [order] } };
  return { kind, name: 'order.placed', isMet, message, examples: [example] };
}

function contact(values: Record<string, unknown>): SendExample {
  return { method: 'PUT', path: '/api/v1/contacts/by-email', body: { email: EMAIL, ...values } };
}
