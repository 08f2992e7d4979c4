import { flipOf, flipTable } from './flip-table';
import { moveWindow } from './moving-window';
import type { Clock } from '../tree/resolve-time';
import type { Unit } from '../tree/rule-tree';
import { DAY_MS, ZoneOffsets } from '../tree/zone-offsets';

const YEAR_MS = 366 * DAY_MS;

/** Every day of a leap year, `MM-DD`, in order. */
export const MONTH_DAYS: readonly string[] = Array.from({ length: 366 }, (_, day) =>
  new Date(Date.UTC(2000, 0, 1) + day * DAY_MS).toISOString().slice(5, 10),
);

/** The start of the next birthday after now of those born on each of `MONTH_DAYS`. Milliseconds. */
export function birthdays(clock: Clock): number[] {
  return nextDays(clock, ({ start }) => start).map(({ start }) => start);
}

/** When the answer about an anniversary in the next `n` units changes, for each of `MONTH_DAYS`. Milliseconds. */
export function anniversaryFlips({ n, unit }: { n: number; unit: Unit }, clock: Clock): number[] {
  const table = flipTable(moveWindow({ how: 'next', n, unit }, clock).to);
  const now = clock.now.getTime();
  return nextDays(clock, ({ end }) => end).map(({ start, end }) => {
    // The day itself is in until it ends; before that, the window has to reach its start.
    const reached = flipOf(table, start);
    return reached !== null && reached > now ? Math.min(reached, end) : end;
  });
}

interface Day {
  start: number;
  end: number;
}

/** For each of `MONTH_DAYS` the first day of that name of which `moment` is after now; 29 February may be 1 March. */
function nextDays({ now, zone }: Clock, moment: (day: Day) => number): Day[] {
  const offsets = new ZoneOffsets(zone, now.getTime() - 2 * YEAR_MS, now.getTime() + 3 * YEAR_MS);
  // Local time may be a year behind or ahead of UTC.
  const years = [-1, 0, 1, 2].map((step) => now.getUTCFullYear() + step);
  return MONTH_DAYS.map((monthDay) => {
    const days = years.map((year): Day => {
      const wall = Date.UTC(year, Number(monthDay.slice(0, 2)) - 1, Number(monthDay.slice(3)));
      return { start: offsets.startOfDay(wall), end: offsets.startOfDay(wall + DAY_MS) };
    });
    const next = days.find((day) => moment(day) > now.getTime());
    if (!next) throw new Error(`no ${monthDay} to come`);
    return next;
  });
}
