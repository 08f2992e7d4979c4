import { clockOf, DAY_MS, dateOf, readTimeOfDay, wallOfDate, type Wall } from './zone-clock';

/** What a trigger on a date says. `offsetDays` after the day (before it when negative), at `at` (`HH:mm`). */
export interface DateTiming {
  offsetDays: number;
  at: string;
  /** Also on every anniversary; that of 29 February is on 1 March in other years, as in segments. */
  yearly: boolean;
}

/** A trigger may lie almost a year off the day, and clocks a day. */
const YEARS_AROUND = 2;

/**
 * The first moment after `after` that a trigger means, for a contact whose field holds `value` (`YYYY-MM-DD`, or a date-time with
 * its offset, which counts as its day in `zone`). Null when there is none (any more), or no value.
 */
export function nextDateMoment(
  value: string | null,
  timing: DateTiming,
  { zone, after }: { zone: string; after: Date },
): Date | null {
  const day = value === null ? NaN : dayOf(value, zone);
  if (Number.isNaN(day)) return null;
  const moments = daysMeant(day, timing, after)
    .map((meant) => momentOn(meant, timing, zone))
    .filter((moment) => moment > after.getTime());
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** The local day in `zone` of a date or a date-time, `YYYY-MM-DD`; null for anything else. */
export function localDateOf(value: string, zone: string): string | null {
  const day = dayOf(value, zone);
  return Number.isNaN(day) ? null : dateOf(day);
}

function dayOf(value: string, zone: string): Wall {
  const day = wallOfDate(value);
  if (!Number.isNaN(day) || !value.includes('T')) return day;
  const instant = Date.parse(value);
  return Number.isNaN(instant) ? NaN : wallOfDate(dateOf(clockOf(zone).wallAt(instant)));
}

/** The day itself, or those of its anniversaries that can matter. */
function daysMeant(day: Wall, { yearly }: DateTiming, after: Date): Wall[] {
  if (!yearly) return [day];
  const date = new Date(day);
  const around = after.getUTCFullYear();
  const first = Math.max(date.getUTCFullYear(), around - YEARS_AROUND);
  const last = Math.max(date.getUTCFullYear(), around + YEARS_AROUND);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Date.UTC(first + index, date.getUTCMonth(), date.getUTCDate()),
  );
}

function momentOn(day: Wall, { offsetDays, at }: DateTiming, zone: string): number {
  return clockOf(zone).instantOf(day + offsetDays * DAY_MS + readTimeOfDay(at));
}
