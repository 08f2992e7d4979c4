import type { MovingEdge } from './moving-window';
import { DAY_MS, ZoneOffsets } from '../tree/zone-offsets';

/**
 * When a value next changes sides of a moving edge, for every possible value. Those from `start` up to the start of the
 * next row share a rule: either all flip `at` one instant, or each flips `after` milliseconds after itself. A value
 * before the first row never flips. Milliseconds.
 */
export interface FlipTable {
  /** False: a value counts as the moment before it. */
  laterOnEdge: boolean;
  rows: readonly FlipRow[];
}

export type FlipRow = { start: number; at: number } | { start: number; after: number };

/**
 * What is later than the edge now flips when the edge passes it, what is earlier flips when the edge jumps back behind
 * it. No window jumps back by more than days, so the horizon is the last word only on values that the edge has not
 * reached by then: they are asked again at the horizon.
 */
export function flipTable({ keepsPace, pieces, horizon, laterOnEdge }: MovingEdge): FlipTable {
  const [first] = pieces;
  if (!first) throw new Error('an edge is somewhere');
  const later: FlipRow[] = [];
  const earlier: FlipRow[] = [];
  let [lowest, highest] = [first.edge, first.edge];
  for (const [index, { at, edge }] of pieces.entries()) {
    const end = pieces[index + 1]?.at ?? horizon;
    if (edge < lowest) {
      earlier.unshift({ start: edge, at });
      lowest = edge;
    }
    if (edge > highest) {
      later.push({ start: highest, at });
      highest = edge;
    }
    const reached = keepsPace ? edge + (end - at) : edge;
    if (reached > highest) {
      // The first millisecond at which the edge is past the value.
      later.push({ start: highest, after: at - edge + 1 });
      highest = reached;
    }
  }
  return { laterOnEdge, rows: [...earlier, ...later, { start: highest, at: horizon }] };
}

/** When a value, in whole milliseconds, flips; null: never. */
export function flipOf({ laterOnEdge, rows }: FlipTable, value: number): number | null {
  const counted = laterOnEdge ? value : value - 1;
  const row = rows.findLast(({ start }) => start <= counted);
  if (!row) return null;
  return 'at' in row ? row.at : counted + row.after;
}

/** The same for values that are days: those from `day` up to the next row's flip `at` one instant, or never. */
export interface DayFlip {
  /** `YYYY-MM-DD` */
  day: string;
  at: number | null;
}

/** Computed here and not in SQL, so that one time zone database decides. */
export function dayFlips(table: FlipTable, zone: string): DayFlip[] {
  const [first, last] = [table.rows[0], table.rows.at(-1)];
  if (!first || !last) return [];
  const offsets = new ZoneOffsets(zone, first.start - 5 * DAY_MS, last.start + 5 * DAY_MS);
  const flips: DayFlip[] = [];
  let start = first.start;
  for (let wall = midnightBefore(first.start); start <= last.start; wall += DAY_MS) {
    start = offsets.startOfDay(wall);
    const at = flipOf(table, start);
    if (at !== (flips.at(-1)?.at ?? null)) flips.push({ day: new Date(wall).toISOString().slice(0, 10), at });
  }
  return flips;
}

/** A midnight, read as if it were UTC, that is before `instant` in every zone. */
function midnightBefore(instant: number): number {
  return Math.floor(instant / DAY_MS) * DAY_MS - 2 * DAY_MS;
}
