import type { AttributeValue } from './contact';
import type { ContactFieldType, FieldDeclaration } from './contact-field';

export type ValueResult<T> =
  | { ok: true; value: T }
  /** `reason` continues "must be …": what is allowed. */
  | { ok: false; reason: string };

/** Longest text that a custom field may hold, in characters. */
export const MAX_TEXT_LENGTH = 5000;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(?:[Zz]|[+-]\d{2}:?\d{2})$/;
const TRUE_WORDS = new Set(['true', 'yes', 'y', '1', 'on']);
const FALSE_WORDS = new Set(['false', 'no', 'n', '0', 'off']);

type Declaration = Pick<FieldDeclaration, 'type' | 'choices'>;

/** Checks one JSON value against a field and returns it in its stored form; an empty text means "no value" (null). */
export function readAttribute(field: Declaration, value: unknown): ValueResult<AttributeValue | null> {
  if (value === null || value === '') return accept(null);
  switch (field.type) {
    case 'text':
      return readText(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? accept(value) : refuse('a number');
    case 'boolean':
      return typeof value === 'boolean' ? accept(value) : refuse('true or false');
    case 'choice':
      return readChoice(field.choices, value);
    case 'multi-choice':
      return readChoices(field.choices, value);
    case 'date':
      return typeof value === 'string' && isCalendarDate(value) ? accept(value) : refuse(WANTED.date);
    case 'date-time':
      return readDateTime(value);
  }
}

/** As `readAttribute`, for a value that arrives as text (a CSV cell, a query parameter). */
export function readAttributeText(field: Declaration, text: string): ValueResult<AttributeValue | null> {
  const trimmed = text.trim();
  if (trimmed === '') return accept(null);
  switch (field.type) {
    case 'number': {
      const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
      return Number.isFinite(number) ? accept(number) : refuse(WANTED.number);
    }
    case 'boolean': {
      const word = trimmed.toLowerCase();
      if (TRUE_WORDS.has(word)) return accept(true);
      return FALSE_WORDS.has(word) ? accept(false) : refuse('true or false (also yes/no, 1/0)');
    }
    case 'multi-choice':
      return readChoices(field.choices, splitChoices(trimmed));
    case 'text':
    case 'choice':
    case 'date':
    case 'date-time':
      return readAttribute(field, trimmed);
  }
}

/** Comma-separated names; a comma that belongs to a name is written `\,` (Mailchimp's way). */
export function splitChoices(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '');
}

/** True for an existing day written `YYYY-MM-DD`, years 0001 to 9999. */
export function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}

/** Trimmed, and without half characters (lone surrogates), which PostgreSQL's jsonb refuses. */
export function tidyText(text: string): string {
  return text.trim().replace(/\p{Cs}/gu, '\ufffd');
}

/** Case-, accent- and edge-space-insensitive form by which choices are compared. */
export function choiceKey(text: string): string {
  return text
    .trim()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

const WANTED: Record<ContactFieldType, string> = {
  text: `a text of at most ${MAX_TEXT_LENGTH} characters`,
  number: 'a number such as 12.5 (point as decimal separator, no thousands separator)',
  boolean: 'true or false',
  choice: 'one of the choices',
  'multi-choice': 'a list of choices',
  date: 'an existing day written YYYY-MM-DD',
  'date-time': 'a time with its zone written YYYY-MM-DDTHH:MM:SSZ or with an offset such as +02:00',
};

function readText(value: unknown): ValueResult<AttributeValue | null> {
  if (typeof value !== 'string' || value.length > MAX_TEXT_LENGTH) return refuse(WANTED.text);
  if (value.includes('\u0000')) return refuse('a text without NUL characters');
  const trimmed = tidyText(value);
  return accept(trimmed === '' ? null : trimmed);
}

function readChoice(choices: string[], value: unknown): ValueResult<AttributeValue | null> {
  const match = typeof value === 'string' ? matchChoice(choices, value) : undefined;
  return match === undefined ? refuse(`one of: ${choices.join(', ')}`) : accept(match);
}

/** Returned in the order of the declaration and without repeats, so that equal answers are equal values. */
function readChoices(choices: string[], value: unknown): ValueResult<AttributeValue | null> {
  const allowed = `a list of any of: ${choices.join(', ')}`;
  if (!Array.isArray(value)) return refuse(allowed);
  const chosen = new Set<string>();
  for (const item of value as unknown[]) {
    const match = typeof item === 'string' ? matchChoice(choices, item) : undefined;
    if (match === undefined) return refuse(allowed);
    chosen.add(match);
  }
  return accept(chosen.size === 0 ? null : choices.filter((choice) => chosen.has(choice)));
}

function matchChoice(choices: string[], text: string): string | undefined {
  if (choices.includes(text)) return text;
  const key = choiceKey(text);
  return choices.find((choice) => choiceKey(choice) === key);
}

function readDateTime(value: unknown): ValueResult<AttributeValue | null> {
  const match = typeof value === 'string' ? DATE_TIME.exec(value.trim()) : null;
  if (!match || !isCalendarDate(match[1] ?? '')) return refuse(WANTED['date-time']);
  const time = Date.parse(match[0].replace(' ', 'T').replace(/\s+/, ''));
  return Number.isNaN(time) ? refuse(WANTED['date-time']) : accept(new Date(time).toISOString());
}

function accept<T>(value: T): ValueResult<T> {
  return { ok: true, value };
}

function refuse(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
