import type { Duration } from '../graph/sequence-graph';
import { clockOf, DAY_MS, readTimeOfDay, startOfDay, timeOfDay, wallOfDate, type Wall } from './zone-clock';

const EXACT_MS = { minute: 60_000, hour: 3_600_000 } as const;

/**
 * When a wait that begins at `at` is over. Minutes and hours are exact; with `until` (`HH:mm`) it then goes on to the next such
 * time of day. Days, weeks and months are of the calendar in `zone`: the same time of day, or `until` of that day; a month
 * without that day ends with its last one (31 January + 1 month is 28 or 29 February).
 */
export function addWait(
  at: Date,
  { n, unit, at: until }: Duration & { at?: string | null },
  zone: string,
): Date {
  const clock = clockOf(zone);
  if (unit === 'minute' || unit === 'hour') {
    const end = at.getTime() + n * EXACT_MS[unit];
    return new Date(until ? nextTimeOfDay(end, until, zone) : end);
  }
  const wall = clock.wallAt(at.getTime());
  const day =
    unit === 'month' ? addMonths(startOfDay(wall), n) : startOfDay(wall) + n * daysOf(unit) * DAY_MS;
  return new Date(clock.instantOf(day + (until ? readTimeOfDay(until) : timeOfDay(wall))));
}

/** The first instant from `from` on at which clocks show `time`, or are put forward over it. */
function nextTimeOfDay(from: number, time: string, zone: string): number {
  const clock = clockOf(zone);
  const today = startOfDay(clock.wallAt(from)) + readTimeOfDay(time);
  const candidates = [today, today + DAY_MS, today + 2 * DAY_MS].flatMap((wall) => {
    const instants = clock.instantsAt(wall);
    return instants.length > 0 ? instants : [clock.instantOf(wall)];
  });
  return Math.min(...candidates.filter((instant) => instant >= from));
}

function daysOf(unit: 'day' | 'week'): number {
  return unit === 'week' ? 7 : 1;
}

function addMonths(day: Wall, n: number): Wall {
  const date = new Date(day);
  const month = date.getUTCMonth() + n;
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last));
}

/**
 * When a wait for a date of the contact is over: `value` is a day (`YYYY-MM-DD`, at `at`, else midnight, in `zone`) or a date-time
 * with its offset. Null without a value, and for what is neither: then the wait is over at once.
 */
export function waitUntilDate(
  value: string | null,
  { offsetMinutes, at }: { offsetMinutes: number; at: string | null },
  zone: string,
): Date | null {
  const instant = value === null ? NaN : instantOf(value, at, zone);
  return Number.isNaN(instant) ? null : new Date(instant + offsetMinutes * EXACT_MS.minute);
}

function instantOf(value: string, at: string | null, zone: string): number {
  const day = wallOfDate(value);
  if (Number.isNaN(day)) return value.includes('T') ? Date.parse(value) : NaN;
  return clockOf(zone).instantOf(day + (at === null ? 0 : readTimeOfDay(at)));
}
