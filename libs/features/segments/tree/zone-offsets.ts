import { IANAZone } from 'luxon';

const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Two changes of a zone's offset lie further apart than this; the closest are those around Ramadan in Morocco. */
const SAMPLE_MS = 7 * DAY_MS;

/** From `at` on, local time is UTC plus `after`. All in milliseconds. */
interface OffsetChange {
  at: number;
  before: number;
  after: number;
}

/** How the clocks of a zone run during a stretch of time. Cheap to ask often, unlike the zone itself. */
export class ZoneOffsets {
  readonly changes: readonly OffsetChange[];
  /** Every offset in use during the stretch. */
  readonly inUse: readonly number[];
  private readonly first: number;

  constructor(zone: string, from: number, to: number) {
    const offset = offsetsOf(zone);
    const changes: OffsetChange[] = [];
    for (let start = from; start < to; start += SAMPLE_MS) {
      const end = Math.min(start + SAMPLE_MS, to);
      const [before, after] = [offset(start), offset(end)];
      if (before !== after) changes.push({ at: firstWith(after, { start, end }, offset), before, after });
    }
    this.first = offset(from);
    this.changes = changes;
    this.inUse = [...new Set([this.first, ...changes.map(({ after }) => after)])];
  }

  /** Every instant at which the clocks show `wall`, the local time read as if it were UTC: none, one or two. */
  instantsAt(wall: number): number[] {
    return this.inUse.filter((offset) => this.isReal(wall, offset)).map((offset) => wall - offset);
  }

  /** The first moment of the local day that begins at `wall`; later than midnight where the clocks jump over it. */
  startOfDay(wall: number): number {
    const [before, after] = [this.offsetAt(wall - DAY_MS), this.offsetAt(wall + DAY_MS)];
    return wall - (this.isReal(wall, before) || !this.isReal(wall, after) ? before : after);
  }

  private isReal(wall: number, offset: number): boolean {
    return this.offsetAt(wall - offset) === offset;
  }

  private offsetAt(instant: number): number {
    return this.changes.findLast(({ at }) => at <= instant)?.after ?? this.first;
  }
}

function offsetsOf(zone: string): (instant: number) => number {
  const rules = IANAZone.create(zone);
  // Before there were time zones, offsets had seconds: fractions of the minutes that luxon counts in.
  return (instant) => Math.round(rules.offset(instant) * MINUTE_MS);
}

/** The first millisecond after `start` at which the offset is `wanted`, given that it is at `end`. */
function firstWith(
  wanted: number,
  { start, end }: { start: number; end: number },
  offset: (instant: number) => number,
): number {
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === wanted) high = middle;
    else low = middle;
  }
  return high;
}
