import { DateTime, type DurationLike } from 'luxon';
import type { Moment, Period, TimeSpec, Unit } from './rule-tree';

const HOUR_MS = 3_600_000;

/** `YYYY-MM-DD`. A text of another length is no day: `2018-11-04T03:00Z` would sort between two of them. */
export const DAY_LENGTH = 10;

/** The instant and zone that one evaluation sees; every rule of a tree gets the same. */
export interface Clock {
  now: Date;
  /** IANA zone of the workspace. */
  zone: string;
}

/** One end of a stretch of time. */
export interface Bound {
  at: Date;
  inclusive: boolean;
}

/** A stretch of time as instants; a missing end is open. */
export interface Bounds {
  from: Bound | null;
  to: Bound | null;
}

/** The same stretch for values that are days: both ends included, `YYYY-MM-DD`. */
export interface DayBounds {
  from: string | null;
  to: string | null;
}

/**
 * Turns a stretch of time into instants. Rolling windows count back from now by the wall clock of the zone (seven
 * days before Monday 9:00 is Monday 9:00, also across a change to summer time); calendar windows run from midnight to
 * midnight in the zone, weeks from Monday. A day without a time means its first moment.
 */
export function resolveTime(spec: TimeSpec, clock: Clock): Bounds {
  const now = DateTime.fromJSDate(clock.now, { zone: clock.zone });
  switch (spec.how) {
    case 'on': {
      const day = DateTime.fromISO(spec.date, { zone: clock.zone });
      return { from: included(startOfDay(day)), to: excluded(startOfDay(day.plus({ days: 1 }))) };
    }
    case 'before':
      return { from: null, to: excluded(instantOf(spec.at, clock)) };
    case 'after':
      return { from: excluded(instantOf(spec.at, clock)), to: null };
    case 'between':
      return {
        from: spec.from === null ? null : included(instantOf(spec.from, clock)),
        to: spec.to === null ? null : included(instantOf(spec.to, clock)),
      };
    case 'last':
      return { from: included(now.minus(duration(spec.n, spec.unit))), to: included(now) };
    case 'next':
      return { from: included(now), to: included(now.plus(duration(spec.n, spec.unit))) };
    case 'this': {
      const start = startOf(spec.period, now);
      return { from: included(start), to: excluded(startOf(spec.period, start.plus({ [spec.period]: 1 }))) };
    }
    case 'previous': {
      const end = startOf(spec.period, now);
      return { from: included(startOf(spec.period, end.minus({ [spec.period]: 1 }))), to: excluded(end) };
    }
  }
}

/**
 * The days whose first moment lies within `bounds`. Computed here and not in SQL, so that one time zone database
 * decides and days are compared as days.
 */
export function dayBounds(bounds: Bounds, zone: string): DayBounds {
  return { from: bounds.from && firstDay(bounds.from, zone), to: bounds.to && lastDay(bounds.to, zone) };
}

/** Today in the zone, `YYYY-MM-DD`. */
export function localDay(clock: Clock): string {
  return isoDay(DateTime.fromJSDate(clock.now, { zone: clock.zone }));
}

/** The instant that a moment means. */
export function instantOf(moment: Moment, clock: Clock): DateTime {
  const parsed = DateTime.fromISO(moment, { zone: clock.zone });
  return moment.length === DAY_LENGTH ? startOfDay(parsed) : parsed;
}

/** A span of days as `MM-DD` ranges, for anniversaries. */
export interface YearlySpan {
  /** One or two ranges, both ends included; a span of a year or more is the whole year. */
  ranges: { from: string; to: string }[];
  /** Whether 29 February counts because 1 March of a year without it is in the span. */
  includesLeapDay: boolean;
}

/** Today and the days up to `n` units ahead. Who was born on 29 February has their day on 1 March in other years. */
export function anniversarySpan(n: number, unit: Unit, clock: Clock): YearlySpan {
  const start = DateTime.fromJSDate(clock.now, { zone: clock.zone });
  const end = start.plus(duration(n, unit));
  if (end >= start.plus({ years: 1 }))
    return { ranges: [{ from: '01-01', to: '12-31' }], includesLeapDay: true };
  const [from, to] = [start.toFormat('MM-dd'), end.toFormat('MM-dd')];
  const parts =
    start.year === end.year
      ? [{ year: start.year, from, to }]
      : [
          { year: start.year, from, to: '12-31' },
          { year: end.year, from: '01-01', to },
        ];
  return {
    ranges: parts.map((part) => ({ from: part.from, to: part.to })),
    includesLeapDay: parts.some(
      (part) => !DateTime.local(part.year).isInLeapYear && part.from <= '03-01' && part.to >= '03-01',
    ),
  };
}

function firstDay(from: Bound, zone: string): string {
  const local = DateTime.fromJSDate(from.at, { zone });
  const start = startOfDay(local).toMillis();
  const counts = from.inclusive ? start >= from.at.getTime() : start > from.at.getTime();
  return isoDay(counts ? local : local.plus({ days: 1 }));
}

function lastDay(to: Bound, zone: string): string {
  const local = DateTime.fromJSDate(to.at, { zone });
  const start = startOfDay(local).toMillis();
  const counts = to.inclusive ? start <= to.at.getTime() : start < to.at.getTime();
  return isoDay(counts ? local : local.minus({ days: 1 }));
}

function startOfDay(local: DateTime): DateTime {
  return startOf('day', local);
}

/**
 * Also right where the clock jumps over midnight: then the day starts at 1:00. Where it is set back to midnight, the day
 * starts with the first of the two.
 */
function startOf(period: Period, local: DateTime): DateTime {
  const start = local.startOf(period);
  const isAfterChange = start.zone.offset(start.toMillis() - HOUR_MS) !== start.offset;
  return (isAfterChange && start.getPossibleOffsets()[0]) || start;
}

function isoDay(local: DateTime): string {
  return local.toFormat('yyyy-MM-dd');
}

function duration(n: number, unit: Unit): DurationLike {
  return { [unit]: n };
}

function included(at: DateTime): Bound {
  return { at: at.toJSDate(), inclusive: true };
}

function excluded(at: DateTime): Bound {
  return { at: at.toJSDate(), inclusive: false };
}
