import { invalidField } from '@platform/errors';

/**
 * Where in a chat system's JSON each thing stands: target to JSON pointer (RFC 6901). Targets are `conversationId` and `email`
 * (needed), `startedAt`, `name` (first and last name in one), the profile fields below, `company`, `attributes.<custom field>`, and
 * `properties.<name>` for what the event is to say.
 */
export type ChatMapping = Readonly<Record<string, string>>;

const PROFILE = [
  'firstName',
  'lastName',
  'phone',
  'locale',
  'timeZone',
  'country',
  'region',
  'city',
  'postalCode',
] as const;
const PLAIN = ['conversationId', 'email', 'startedAt', 'name', 'company', ...PROFILE];
const NESTED = /^(?:attributes|properties)\.[A-Za-z][A-Za-z0-9_]{0,62}$/;
const POINTER = /^(?:\/(?:[^~/]|~[01])*){1,20}$/;
const MAX_TARGETS = 100;
const MAX_ID = 200;
const MAX_PROPERTY = 1_000;

/** For systems that can be told what to send. */
export const DEFAULT_MAPPING: ChatMapping = {
  conversationId: '/conversationId',
  email: '/email',
  startedAt: '/startedAt',
  name: '/name',
  firstName: '/firstName',
  lastName: '/lastName',
  phone: '/phone',
  locale: '/locale',
  country: '/country',
  city: '/city',
  company: '/company',
  'properties.page': '/page',
  'properties.topic': '/topic',
};

/** What one report says of a conversation and its person. */
export interface MappedChat {
  conversationId: string;
  email: string;
  startedAt: Date | null;
  fields: Record<string, unknown>;
  attributes: Record<string, unknown>;
  properties: Record<string, string | number | boolean>;
}

/** @throws DomainError `chat-source.mapping-invalid` with a pointer below `/mapping` */
export function checkMapping(mapping: Record<string, unknown>): ChatMapping {
  const entries = Object.entries(mapping);
  if (entries.length > MAX_TARGETS) throw badMapping('', `mapping may have at most ${MAX_TARGETS} entries.`);
  for (const [target, pointer] of entries) {
    if (!PLAIN.includes(target) && !NESTED.test(target)) {
      const known = `${PLAIN.join(', ')}, attributes.<key>, properties.<name>`;
      throw badMapping(target, `${target.slice(0, 80)} is no target. Known: ${known}.`);
    }
    if (typeof pointer !== 'string' || pointer.length > 500 || !POINTER.test(pointer)) {
      throw badMapping(target, `${target} must be a JSON pointer such as /visitor/email.`);
    }
  }
  for (const needed of ['conversationId', 'email']) {
    if (mapping[needed] === undefined) throw badMapping(needed, `mapping must say where ${needed} stands.`);
  }
  return mapping as ChatMapping;
}

/**
 * Reads a report. Only `conversationId` and `email` must be there; other values that are missing, empty or of a strange kind are left
 * out.
 *
 * @throws DomainError `chat.invalid`
 */
export function mapChat(mapping: ChatMapping, report: unknown, now: Date): MappedChat {
  const at = (target: string): string => mapping[target] ?? '';
  const conversationId = plainText(valueAt(report, at('conversationId')));
  if (conversationId === null || conversationId.length > MAX_ID) {
    const message = `The conversation id at ${at('conversationId')} must be a text or number of 1 to ${MAX_ID} characters.`;
    throw invalidField(at('conversationId'), 'chat.invalid', message);
  }
  const email = plainText(valueAt(report, at('email')));
  if (email === null || email.length > 320) {
    throw invalidField(
      at('email'),
      'chat.invalid',
      `The address at ${at('email')} is missing. Report conversations once it is known.`,
    );
  }
  const mapped: MappedChat = {
    ...{ conversationId, email, fields: {}, attributes: {}, properties: {} },
    startedAt: timeOf(valueAt(report, at('startedAt')), now),
  };
  for (const [target, pointer] of Object.entries(mapping)) put(mapped, target, valueAt(report, pointer));
  return mapped;
}

function put(mapped: MappedChat, target: string, value: unknown): void {
  if (value === undefined || value === null || value === '') return;
  const [kind, key] = target.split('.', 2) as [string, string | undefined];
  if (kind === 'attributes' && key !== undefined) mapped.attributes[key] = value;
  else if (kind === 'properties' && key !== undefined) putProperty(mapped, key, value);
  else if (kind === 'name') putName(mapped, plainText(value));
  else if (kind === 'company' || PROFILE.includes(kind as (typeof PROFILE)[number])) {
    const text = plainText(value);
    if (text !== null) mapped.fields[kind] = text;
  }
}

function putProperty(mapped: MappedChat, key: string, value: unknown): void {
  if (typeof value === 'number' || typeof value === 'boolean') mapped.properties[key] = value;
  else if (typeof value === 'string') mapped.properties[key] = beginningOf(value);
}

/** Half of a character, which no column holds, is cut off too. */
function beginningOf(text: string): string {
  return text.slice(0, MAX_PROPERTY).replace(/[\ud800-\udbff]$/, '');
}

/** First and last name on their own say more. */
function putName(mapped: MappedChat, name: string | null): void {
  if (name === null) return;
  const [first = '', ...rest] = name.split(/\s+/);
  mapped.fields['firstName'] ??= first;
  if (rest.length > 0) mapped.fields['lastName'] ??= rest.join(' ');
}

/** Undefined where nothing stands. Only own keys: a report has no prototype to offer. */
function valueAt(report: unknown, pointer: string): unknown {
  if (pointer === '') return undefined;
  let value = report;
  for (const token of pointer.slice(1).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function plainText(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}

/** ISO 8601 with an offset, or seconds or milliseconds since 1970; never a moment to come, nor one before chats were. */
function timeOf(value: unknown, now: Date): Date | null {
  const ms = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : parseInstant(value);
  return Number.isFinite(ms) && ms <= now.getTime() && ms > Date.UTC(2000, 0, 1) ? new Date(ms) : null;
}

function parseInstant(value: unknown): number {
  const hasOffset = typeof value === 'string' && /(?:Z|[+-]\d{2}:?\d{2})$/.test(value);
  return hasOffset ? Date.parse(value) : NaN;
}

function badMapping(target: string, message: string) {
  const key = target.replaceAll('~', '~0').replaceAll('/', '~1').slice(0, 80);
  return invalidField(key === '' ? '/mapping' : `/mapping/${key}`, 'chat-source.mapping-invalid', message);
}
