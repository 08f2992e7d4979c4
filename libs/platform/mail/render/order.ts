const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^\s*-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/;
const days = new Map<string, Intl.DateTimeFormat>();
const MAX_ZONES = 500;

/**
 * Less than, equal to or greater than 0, as of `left` and `right`; undefined where they cannot be compared. Numbers compare as such, also when written as text.
 * Dates compare by calendar day, a moment being the day that it falls on in `timeZone` (IANA; UTC by default).
 */
export function orderOf(left: unknown, right: unknown, timeZone = 'UTC'): number | undefined {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (a !== undefined && b !== undefined) return a - b;
  const [from, to] = [dayOf(left, timeZone), dayOf(right, timeZone)];
  if (from === undefined || to === undefined) return undefined;
  return from < to ? -1 : from > to ? 1 : 0;
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : undefined;
}

/** `2026-11-23`; years of four digits order like their text. */
function dayOf(value: unknown, timeZone: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (DAY.test(value)) return value;
  const moment = /^\d{4}-\d{2}-\d{2}[T ]/.test(value) ? new Date(value) : undefined;
  if (moment === undefined || Number.isNaN(moment.getTime())) return undefined;
  return formatOf(timeZone).format(moment);
}

/** Formatters cost a millisecond to create. An unknown zone counts as UTC. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = days.get(timeZone);
  if (format !== undefined) return format;
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  try {
    format = new Intl.DateTimeFormat('en-CA', { ...options, timeZone });
  } catch {
    format = new Intl.DateTimeFormat('en-CA', { ...options, timeZone: 'UTC' });
  }
  if (days.size >= MAX_ZONES) days.clear();
  days.set(timeZone, format);
  return format;
}
