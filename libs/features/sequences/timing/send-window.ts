import type { SendWindow } from '../graph/sequence-graph';
import {
  clockOf,
  DAY_MS,
  readTimeOfDay,
  startOfDay,
  timeOfDay,
  weekdayOf,
  type ZoneClock,
} from './zone-clock';

/** More days than ever lie between two openings, even when clocks jump over a short one. */
const FURTHEST_DAYS = 15;

/**
 * The first moment from `at` on at which clocks in `zone` stand inside the window, on one of its days: `at` itself when it is
 * open, or when there is no window. Judged by what clocks show, so in an hour that comes twice it may open twice, and an
 * opening that clocks jump over is when they jump.
 */
export function nextOpening(window: SendWindow | null, zone: string, at: Date): Date {
  const clock = clockOf(zone);
  const from = at.getTime();
  if (window === null || isOpen(window, clock, from)) return at;
  const today = startOfDay(clock.wallAt(from));
  // One day back: clocks may be put back over midnight.
  for (let day = today - DAY_MS; day <= today + FURTHEST_DAYS * DAY_MS; day += DAY_MS) {
    const openings = openingsOn(day, window, clock).filter((instant) => instant >= from);
    if (openings.length > 0) return new Date(Math.min(...openings));
  }
  // A window that no clock ever shows; rather now than never.
  return at;
}

function openingsOn(day: number, window: SendWindow, clock: ZoneClock): number[] {
  const opening = day + readTimeOfDay(window.from);
  const change = clock.changeAround(opening);
  const isThisDay = change !== null && startOfDay(clock.wallAt(change)) === day;
  const candidates = [...clock.instantsAt(opening), ...(isThisDay ? [change] : [])];
  return candidates.filter((instant) => isOpen(window, clock, instant));
}

function isOpen({ from, to, days }: SendWindow, clock: ZoneClock, instant: number): boolean {
  const wall = clock.wallAt(instant);
  const time = timeOfDay(wall);
  return days.includes(weekdayOf(wall)) && time >= readTimeOfDay(from) && time < readTimeOfDay(to);
}
