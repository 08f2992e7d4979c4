import { isIP } from 'node:net';
import { isCalendarDate, splitChoices, type ValueResult } from '@features/contacts';
import { CsvReader } from './csv-reader';

const TIME =
  /^(\d{4}-\d{2}-\d{2})[ T]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const MAX_TAG = 100;

/** A time written `YYYY-MM-DD HH:MM:SS`; without a zone it is UTC. Returned as ISO 8601. */
export function readTime(cell: string): ValueResult<string | null> {
  if (cell === '') return { ok: true, value: null };
  const match = TIME.exec(cell);
  const [, date = '', hours = '', minutes = '', seconds = '00', zone = 'Z'] = match ?? [];
  const time =
    match && isCalendarDate(date) ? Date.parse(`${date}T${hours}:${minutes}:${seconds}${zone}`) : Number.NaN;
  if (Number.isNaN(time)) return refuse('a time written YYYY-MM-DD HH:MM:SS');
  return { ok: true, value: new Date(time).toISOString() };
}

export function readIp(cell: string): ValueResult<string | null> {
  if (cell === '') return { ok: true, value: null };
  return isIP(cell) && !cell.includes('%') ? { ok: true, value: cell } : refuse('an IP address');
}

/** Mailchimp's stars, 1 to 5. */
export function readRating(cell: string): ValueResult<number | null> {
  if (cell === '') return { ok: true, value: null };
  return /^[1-5]$/.test(cell) ? { ok: true, value: Number(cell) } : refuse('a number from 1 to 5');
}

/** Mailchimp's birthday `MM/DD`, returned as `MM-DD`; it has no year. */
export function readBirthday(cell: string): ValueResult<string | null> {
  if (cell === '') return { ok: true, value: null };
  const match = /^(\d{1,2})\/(\d{1,2})$/.exec(cell);
  const day = `${match?.[1]?.padStart(2, '0') ?? ''}-${match?.[2]?.padStart(2, '0') ?? ''}`;
  return match && isCalendarDate(`2000-${day}`) ? { ok: true, value: day } : refuse('a day written MM/DD');
}

/** Tags as CSV inside the cell (`"VIP","Blog"`), or as plain names joined by comma. */
export function readTags(cell: string): ValueResult<string[] | null> {
  const names = cell.startsWith('"') ? quotedNames(cell) : splitChoices(cell);
  const tags = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
  if (tags.some((tag) => tag.length > MAX_TAG)) return refuse(`tags of at most ${MAX_TAG} characters`);
  return { ok: true, value: tags };
}

/** Mailchimp's address cell: street, city, state, postal code and country, parted by two spaces. */
export function readMailchimpAddress(cell: string): { text: string; city?: string; postalCode?: string } {
  const parts = cell
    .split(/ {2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const text = parts.join(', ');
  const isWhole = parts.length >= 5 && /^[A-Z]{2}$/.test(parts.at(-1) ?? '');
  const city = isWhole ? parts.at(-4) : undefined;
  const postalCode = isWhole ? parts.at(-2) : undefined;
  return {
    text,
    ...(city && city.length <= 200 ? { city } : {}),
    ...(postalCode && postalCode.length <= 20 ? { postalCode } : {}),
  };
}

/** Takes off the apostrophe that our export puts before a would-be formula. */
export function undoFormulaGuard(cell: string): string {
  return cell.charCodeAt(0) === 39 && /^'[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

function quotedNames(cell: string): string[] {
  const reader = new CsvReader({ delimiter: ',', maxColumns: 1000, maxRecordLength: 100_000 });
  const [record] = [...reader.push(cell), ...reader.end()];
  return record?.cells ?? [];
}

function refuse(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
