import { IANAZone } from 'luxon';

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Further than any offset, and than any change of an offset (Samoa left out a whole day). */
const REACH_MS = 40 * 3_600_000;

/** A local time, read as if it were UTC, in milliseconds: what clocks show, without saying where. */
export type Wall = number;

/**
 * How clocks run in one time zone. A zone that does not exist is UTC, so that nobody waits for ever; use `zoneOf` to choose.
 * Where clocks are put forward over a time, that time is the instant in which it happens; a time that comes twice, the first.
 */
export class ZoneClock {
  private readonly zone: IANAZone | null;

  constructor(name: string) {
    this.zone = IANAZone.isValidZone(name) ? IANAZone.create(name) : null;
  }

  /** What clocks show. */
  wallAt(instant: number): Wall {
    return instant + this.offset(instant);
  }

  /** Every instant at which clocks show `wall`: none, one or two, in order. */
  instantsAt(wall: Wall): number[] {
    const offsets = new Set([this.offset(wall - REACH_MS), this.offset(wall + REACH_MS)]);
    return [...offsets]
      .map((offset) => wall - offset)
      .filter((instant) => this.wallAt(instant) === wall)
      .sort((a, b) => a - b);
  }

  /** The first instant at which clocks show `wall`, or at which they are put forward over it. */
  instantOf(wall: Wall): number {
    return this.instantsAt(wall)[0] ?? this.changeAround(wall) ?? wall;
  }

  /** The instant near `wall` at which the offset changes, if it does. */
  changeAround(wall: Wall): number | null {
    let [low, high] = [wall - REACH_MS, wall + REACH_MS];
    const after = this.offset(high);
    if (this.offset(low) === after) return null;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.offset(middle) === after) high = middle;
      else low = middle;
    }
    return high;
  }

  private offset(instant: number): number {
    return this.zone ? Math.round(this.zone.offset(instant) * MINUTE_MS) : 0;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of a zone, kept: there are some 600 zones. */
export function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new ZoneClock(zone);
  if (IANAZone.isValidZone(zone)) clocks.set(zone, clock);
  return clock;
}

/** The contact's zone if there is such a zone, else the workspace's. */
export function zoneOf(contactZone: string | null, workspaceZone: string): string {
  return contactZone !== null && IANAZone.isValidZone(contactZone) ? contactZone : workspaceZone;
}

/** Midnight at which the local day of `wall` begins. */
export function startOfDay(wall: Wall): Wall {
  return wall - timeOfDay(wall);
}

/** Milliseconds since local midnight. */
export function timeOfDay(wall: Wall): number {
  return ((wall % DAY_MS) + DAY_MS) % DAY_MS;
}

/** Milliseconds of `HH:mm`, up to `24:00`. */
export function readTimeOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE_MS;
}

/** 1 Monday – 7 Sunday. */
export function weekdayOf(wall: Wall): number {
  return new Date(wall).getUTCDay() || 7;
}

/** Midnight of `YYYY-MM-DD`; NaN when that is no date. */
export function wallOfDate(date: string): Wall {
  const wall = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // 30 February is read as a day of March.
  return !Number.isNaN(wall) && dateOf(wall) === date ? wall : NaN;
}

/** `YYYY-MM-DD` of the local day. */
export function dateOf(wall: Wall): string {
  return new Date(wall).toISOString().slice(0, 10);
}
