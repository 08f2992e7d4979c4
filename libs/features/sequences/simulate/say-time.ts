import { DateTime } from 'luxon';
import type { Duration, SendWindow } from '../graph/sequence-graph';

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Thu 26 Nov 2026, 09:00`, as clocks in `zone` show it. */
export function sayMoment(at: Date, zone: string): string {
  const local = DateTime.fromJSDate(at, { zone }).setLocale('en-GB');
  return (local.isValid ? local : DateTime.fromJSDate(at, { zone: 'UTC' }).setLocale('en-GB')).toFormat(
    'ccc d LLL yyyy, HH:mm',
  );
}

/** `2 days`. */
export function sayDuration({ n, unit }: Duration): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}

/** `09:00–17:00, Mon Tue Wed`; without days when every day counts. */
export function sayWindow({ from, to, days }: SendWindow): string {
  const named = days.length === 7 ? '' : `, ${days.map((day) => DAYS[day] ?? '').join(' ')}`;
  return `${from}–${to}${named}`;
}
