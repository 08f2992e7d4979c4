import { DateTime } from 'luxon';
import { invalidField, type DomainError } from '@platform/errors';

export const GRAINS = ['day', 'week', 'month'] as const;
/** What one line of a report covers; weeks begin on Mondays (ISO 8601). */
export type Grain = (typeof GRAINS)[number];

/** Days as people write them, `2026-05-31`, both included. */
export interface ReportPeriodInput {
  from?: string;
  to?: string;
  per?: Grain;
}

/** Days of the workspace's zone. */
export interface ReportPeriod {
  zone: string;
  per: Grain;
  /** First and last day, both in. */
  firstDay: string;
  lastDay: string;
  /** The same as moments: `from` is in, `to` is out. */
  from: Date;
  to: Date;
  /** The period of as many days right before, which is what figures are compared with. */
  before: { firstDay: string; lastDay: string; from: Date };
}

/** One line: the part of a day, week or month that lies in the period. Both days are in. */
export interface Bucket {
  firstDay: string;
  lastDay: string;
}

export const DEFAULT_DAYS = 30;
export const MOST_DAYS = 1830;
/** More lines than that nobody reads, and no chart shows. */
export const MOST_LINES = 400;

/**
 * Without `to` until today, without `from` the 30 days up to `to`. A day is as long as the zone's clock makes it: 23, 24 or 25
 * hours. Throws `report.invalid-period`.
 */
export function readReportPeriod(
  input: ReportPeriodInput,
  { now, zone }: { now: Date; zone: string },
): ReportPeriod {
  const last = input.to === undefined ? DateTime.fromJSDate(now, { zone }) : readDay('/to', input.to, zone);
  const lastDay = last.startOf('day');
  const firstDay =
    input.from === undefined ? lastDay.minus({ days: DEFAULT_DAYS - 1 }) : readDay('/from', input.from, zone);
  if (firstDay > lastDay) throw invalidPeriod('/from', 'from must not lie after to.');
  const days = daysBetween(firstDay, lastDay) + 1;
  if (days > MOST_DAYS)
    throw invalidPeriod('/from', `The period may be at most ${MOST_DAYS} days (five years) long.`);
  const per = input.per ?? usualGrain(days);
  if (per === 'day' && days > MOST_LINES)
    throw invalidPeriod('/per', `By day a report covers at most ${MOST_LINES} days: ask per week or month.`);
  const before = firstDay.minus({ days });
  return {
    zone,
    per,
    firstDay: dayOf(firstDay),
    lastDay: dayOf(lastDay),
    from: firstDay.toJSDate(),
    to: lastDay.plus({ days: 1 }).startOf('day').toJSDate(),
    before: { firstDay: dayOf(before), lastDay: dayOf(firstDay.minus({ days: 1 })), from: before.toJSDate() },
  };
}

function usualGrain(days: number): Grain {
  return days <= 62 ? 'day' : days <= 190 ? 'week' : 'month';
}

/** The lines of a period, in order, without gaps. */
export function bucketsOf({
  firstDay,
  lastDay,
  per,
}: Pick<ReportPeriod, 'firstDay' | 'lastDay' | 'per'>): Bucket[] {
  const end = DateTime.fromISO(lastDay, { zone: 'utc' });
  const buckets: Bucket[] = [];
  for (let at = DateTime.fromISO(firstDay, { zone: 'utc' }); at <= end;) {
    const next = at.startOf(per).plus({ [per]: 1 });
    const last = DateTime.min(next.minus({ days: 1 }), end);
    buckets.push({ firstDay: dayOf(at), lastDay: dayOf(last) });
    at = next;
  }
  return buckets;
}

/**
 * Adds up what was counted by day: one sum for each bucket, and zeros where nothing happened. Days outside of all buckets are left
 * out. Figures are counts, so that the sum over any grain is the same.
 */
export function foldDays<Figures extends object>(
  rows: readonly (Figures & { day: string })[],
  buckets: readonly Bucket[],
  nothing: Figures,
): (Figures & Bucket)[] {
  const sums = buckets.map((bucket) => ({ ...nothing, ...bucket }));
  let at = 0;
  for (const row of rows.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    while (at < buckets.length && (buckets[at] as Bucket).lastDay < row.day) at += 1;
    const bucket = sums[at];
    if (bucket && row.day >= bucket.firstDay) addTo(bucket, row, nothing);
  }
  return sums;
}

/** One sum over all rows whose day lies in the range. */
export function sumDays<Figures extends object>(
  rows: readonly (Figures & { day: string })[],
  range: Bucket,
  nothing: Figures,
): Figures {
  const sum = { ...nothing };
  for (const row of rows) if (row.day >= range.firstDay && row.day <= range.lastDay) addTo(sum, row, nothing);
  return sum;
}

function addTo<Figures extends object>(sum: Figures, row: Figures, names: Figures): void {
  const to = sum as Record<string, number>;
  for (const name of Object.keys(names))
    to[name] = (to[name] ?? 0) + ((row as Record<string, number>)[name] ?? 0);
}

function daysBetween(first: DateTime, last: DateTime): number {
  const utc = (day: DateTime): number => Date.UTC(day.year, day.month - 1, day.day);
  return Math.round((utc(last) - utc(first)) / 86_400_000);
}

function dayOf(moment: DateTime): string {
  return moment.toFormat('yyyy-MM-dd');
}

function readDay(pointer: string, text: string, zone: string): DateTime {
  const day = DateTime.fromISO(text, { zone });
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && day.isValid && day.year >= 1970) return day.startOf('day');
  throw invalidPeriod(pointer, 'Expected a day such as 2026-05-31.');
}

function invalidPeriod(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'report.invalid-period', message);
}
