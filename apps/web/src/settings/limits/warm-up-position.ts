import type { components } from '../../api/schema.gen';

type Plan = NonNullable<components['schemas']['SendingDomainView']['warmUp']>;

/** Where a plan stands on a day (`2026-11-05`): before its first day, on one of its days, or after the last. */
export type WarmUpPosition =
  | { at: 'before'; first: string }
  | { at: 'day'; number: number; limit: number }
  | { at: 'over'; last: string };

export function positionOn({ days, startsOn }: Plan, today: string): WarmUpPosition {
  if (today < startsOn) return { at: 'before', first: startsOn };
  const day = days.find(({ date }) => date === today);
  if (day) return { at: 'day', number: day.number, limit: day.limit };
  return { at: 'over', last: days.at(-1)?.date ?? startsOn };
}

/** The calendar day in a time zone (an IANA name). */
export function dayIn(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  return parts.slice(0, 10);
}
