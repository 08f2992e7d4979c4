import { DateTime, type DurationLike } from 'luxon';
import { resolveTime, type Clock } from '../tree/resolve-time';
import type { Period, TimeSpec } from '../tree/rule-tree';
import { DAY_MS, ZoneOffsets } from '../tree/zone-offsets';

/** A stretch of time that moves with the clock. */
export type MovingSpec = TimeSpec & { how: 'last' | 'next' | 'this' | 'previous' };

export function moves(spec: TimeSpec): spec is MovingSpec {
  return spec.how === 'last' || spec.how === 'next' || spec.how === 'this' || spec.how === 'previous';
}

/**
 * How far ahead the movement is worked out: longer than a year, so that what comes once a year is seen, but at most so
 * many periods. Whatever comes later is asked again by then; the horizon itself moves once in a while only, because who
 * stores it would write a new one each time otherwise.
 */
const HORIZON_MS = 400 * DAY_MS;
const MOST_PERIODS = 40;
const HORIZON_STEP_MS = 30 * DAY_MS;
const REACH_MS = HORIZON_MS + HORIZON_STEP_MS;

/** One end of a window as time passes. Between two pieces it keeps pace with the clock, or stands still. Milliseconds. */
export interface MovingEdge {
  keepsPace: boolean;
  /** Nothing is said about what comes later. */
  horizon: number;
  /** Where the edge is when the clock shows `at`, in order of time; the first is now, the last lasts to the horizon. */
  pieces: readonly { at: number; edge: number }[];
  /** Whether a value on the edge counts as later than the edge. */
  laterOnEdge: boolean;
}

export interface MovingWindow {
  from: MovingEdge;
  to: MovingEdge;
}

/**
 * Follows a window into the future. `resolveTime` alone says where it is; known here is only when the edges may jump.
 * A rolling window moves evenly but for changes of the clocks (where the clock is now, and where the edge is) and for
 * months of different length, where an edge also jumps back: a month before 28 March 12:00 is later than a month
 * before 29 March 9:00.
 */
export function moveWindow(spec: MovingSpec, clock: Clock): MovingWindow {
  const now = clock.now.getTime();
  const horizon = horizonOf(spec, clock);
  const places = [now, ...jumps(spec, clock, horizon)].map((at) => {
    const { from, to } = resolveTime(spec, { now: new Date(at), zone: clock.zone });
    if (!from || !to) throw new Error('a moving window has two ends');
    return { at, from, to };
  });
  const keepsPace = spec.how === 'last' || spec.how === 'next';
  const edgeOf = (end: 'from' | 'to'): MovingEdge => ({
    keepsPace,
    horizon,
    pieces: withoutRepetition(
      places.map((place) => ({ at: place.at, edge: place[end].at.getTime() })),
      keepsPace,
    ),
    laterOnEdge: places.every((place) => place[end].inclusive) === (end === 'from'),
  });
  return { from: edgeOf('from'), to: edgeOf('to') };
}

function withoutRepetition(pieces: MovingEdge['pieces'], keepsPace: boolean): MovingEdge['pieces'] {
  const course = ({ at, edge }: { at: number; edge: number }): number => (keepsPace ? edge - at : edge);
  return pieces.filter((piece, index) => {
    const before = pieces[index - 1];
    return !before || course(before) !== course(piece);
  });
}

export function horizonOf(spec: MovingSpec | null, { now, zone }: Clock): number {
  const farthest = now.getTime() + HORIZON_MS;
  const far =
    spec && 'period' in spec
      ? DateTime.fromJSDate(now, { zone })
          .plus({ [spec.period]: MOST_PERIODS })
          .toMillis()
      : farthest;
  return Math.ceil(Math.min(far, farthest) / HORIZON_STEP_MS) * HORIZON_STEP_MS;
}

/** Instants up to `end` at which an edge may jump, in order; too many do no harm. */
function jumps(spec: MovingSpec, clock: Clock, end: number): number[] {
  const now = clock.now.getTime();
  if ('unit' in spec && (spec.unit === 'minute' || spec.unit === 'hour')) return [];
  const here = new ZoneOffsets(clock.zone, now, end);
  const walls = 'unit' in spec ? rollingWalls(spec, clock, here) : periodStarts(spec.period, clock, end);
  const instants = [...here.changes.map(({ at }) => at), ...walls.flatMap((wall) => here.instantsAt(wall))];
  return [...new Set(instants)].filter((at) => at > now && at <= end).sort((a, b) => a - b);
}

/** Local times at which the far edge of a rolling window may jump. */
function rollingWalls(
  spec: MovingSpec & { how: 'last' | 'next' },
  { now, zone }: Clock,
  here: ZoneOffsets,
): number[] {
  const far = spec.how === 'last' ? 'minus' : 'plus';
  const back = spec.how === 'last' ? 'plus' : 'minus';
  const duration: DurationLike = { [spec.unit]: spec.n };
  const start = DateTime.fromJSDate(now, { zone: 'utc' })[far](duration).toMillis();
  const there = new ZoneOffsets(zone, start - 5 * DAY_MS, start + REACH_MS + 5 * DAY_MS);
  const clampsDays = spec.unit === 'month' || spec.unit === 'year';
  const days = clampsDays ? [0, 1, 2, 3] : [0];
  const offsets = new Set([...here.inUse, ...there.inUse]);
  const atChanges = there.changes.flatMap(({ at }) =>
    [...offsets].flatMap((offset) => {
      const wall = DateTime.fromMillis(at + offset, { zone: 'utc' })
        [back](duration)
        .toMillis();
      return days.map((day) => wall + day * DAY_MS);
    }),
  );
  return clampsDays ? [...atChanges, ...monthEdges(now)] : atChanges;
}

/** Midnights, as if the zone were UTC, at which the day of the month ceases or begins to exist in other months. */
function monthEdges(now: Date): number[] {
  const months = Math.ceil(REACH_MS / DAY_MS / 28) + 1;
  return Array.from({ length: months }, (_, month) => month).flatMap((month) =>
    [1, 29, 30, 31].map((day) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, day)),
  );
}

function periodStarts(period: Period, { now, zone }: Clock, end: number): number[] {
  const first = DateTime.fromJSDate(now, { zone }).setZone('utc', { keepLocalTime: true }).startOf(period);
  const starts: number[] = [];
  for (let start = first; start.toMillis() < end + DAY_MS; start = start.plus({ [period]: 1 }))
    starts.push(start.toMillis());
  return starts;
}
