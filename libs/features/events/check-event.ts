import { parseEmailAddress } from '@platform/mail';
import { eventNameProblem, reservedPrefixOf } from './event-name';
import { propertiesProblem } from './event-properties';

/** One event as somebody outside reports it. Exactly one of `contactId` and `email` names the contact. */
export interface IncomingEvent {
  name: string;
  contactId?: string;
  email?: string;
  /** A JSON object of at most 32 kB. */
  properties?: unknown;
  /** Default: now. Any past; at most ten minutes ahead of our clock. */
  occurredAt?: Date;
  /** 1–200 characters. The same key again answers the same event and stores nothing. */
  idempotencyKey?: string;
}

export interface CheckedEvent {
  name: string;
  contactId: string | null;
  emailKey: string | null;
  properties: Record<string, unknown>;
  occurredAt: Date;
  idempotencyKey: string | null;
}

/** Why one event was refused. `pointer` is relative to the event. */
export interface EventProblem {
  code: string;
  pointer: string;
  message: string;
}

const MAX_AHEAD_MS = 10 * 60_000;
const MAX_KEY = 200;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const PRINTABLE = /^[\x21-\x7e]+$/;
/** Before this no clock was right; and PostgreSQL's calendar must be able to hold it. */
const EARLIEST = Date.UTC(1900, 0, 1);

/** Checks one event from outside against the rules above; no I/O, `now` is given. */
export function checkEvent(event: IncomingEvent, now: Date): CheckedEvent | EventProblem {
  const problem =
    nameProblem(event.name) ?? timeProblem(event.occurredAt, now) ?? keyProblem(event.idempotencyKey);
  if (problem) return problem;
  const properties = event.properties ?? {};
  const unfit = propertiesProblem(properties);
  if (unfit !== undefined) return refuse('event.invalid-properties', '/properties', `properties ${unfit}.`);
  const contact = contactOf(event);
  if ('code' in contact) return contact;
  return {
    name: event.name,
    ...contact,
    properties: properties as Record<string, unknown>,
    occurredAt: event.occurredAt ?? now,
    idempotencyKey: event.idempotencyKey ?? null,
  };
}

function contactOf(
  event: IncomingEvent,
): { contactId: string | null; emailKey: string | null } | EventProblem {
  if ((event.contactId === undefined) === (event.email === undefined)) {
    return refuse(
      'event.contact-required',
      '/contactId',
      'Name the contact by either contactId or email, not both.',
    );
  }
  if (event.contactId !== undefined) {
    if (UUID.test(event.contactId)) return { contactId: event.contactId.toLowerCase(), emailKey: null };
    return refuse('event.invalid-contact-id', '/contactId', 'contactId is not a contact id (a UUID).');
  }
  const address = parseEmailAddress(event.email ?? '');
  if (address.ok) return { contactId: null, emailKey: address.key };
  return refuse('event.invalid-email', '/email', `email ${address.reason}.`);
}

function nameProblem(name: string): EventProblem | undefined {
  const problem = eventNameProblem(name);
  if (problem !== undefined) return refuse('event.invalid-name', '/name', `name ${problem}.`);
  const reserved = reservedPrefixOf(name);
  if (reserved === undefined) return undefined;
  return refuse(
    'event.reserved-name',
    '/name',
    `Names that start with "${reserved}" are reported by Tidings itself; choose another first word.`,
  );
}

function timeProblem(occurredAt: Date | undefined, now: Date): EventProblem | undefined {
  if (occurredAt === undefined) return undefined;
  const time = occurredAt.getTime();
  if (Number.isNaN(time) || time < EARLIEST) {
    return refuse('event.invalid-time', '/occurredAt', 'occurredAt is not a date-time of 1900 or later.');
  }
  if (time <= now.getTime() + MAX_AHEAD_MS) return undefined;
  return refuse(
    'event.in-the-future',
    '/occurredAt',
    'occurredAt is more than ten minutes ahead; check the clock of the system that sends it.',
  );
}

function keyProblem(key: string | undefined): EventProblem | undefined {
  if (key === undefined || (key.length <= MAX_KEY && PRINTABLE.test(key))) return undefined;
  return refuse(
    'event.invalid-idempotency-key',
    '/idempotencyKey',
    `idempotencyKey must be 1–${MAX_KEY} visible ASCII characters without spaces.`,
  );
}

function refuse(code: string, pointer: string, message: string): EventProblem {
  return { code, pointer, message };
}
