import { dayFlips, flipTable, type DayFlip, type FlipTable } from './flip-table';
import { horizonOf, moveWindow, type MovingSpec } from './moving-window';
import { anniversaryFlips, birthdays } from './yearly-flips';
import type { Clock } from '../tree/resolve-time';
import type { Unit } from '../tree/rule-tree';
import { DAY_MS } from '../tree/zone-offsets';

/** The tables that one statement needs, each worked out once: a tree may ask for the same window many times. */
export class FlipTables {
  private readonly known = new Map<string, unknown>();

  constructor(private readonly clock: Clock) {}

  /** One table for each edge of the window. */
  window(spec: MovingSpec): FlipTable[] {
    return this.once(`window ${JSON.stringify(spec)}`, () => {
      const { from, to } = moveWindow(spec, this.clock);
      return [flipTable(from), flipTable(to)];
    });
  }

  windowOfDays(spec: MovingSpec): DayFlip[][] {
    return this.once(`days ${JSON.stringify(spec)}`, () =>
      this.window(spec).map((table) => dayFlips(table, this.clock.zone)),
    );
  }

  /** The moments at which something is `days` times 24 hours ago. */
  daysSince(days: number): FlipTable {
    const now = this.clock.now.getTime();
    return flipTable({
      keepsPace: true,
      laterOnEdge: false,
      horizon: horizonOf(null, this.clock),
      pieces: [{ at: now, edge: now - days * DAY_MS }],
    });
  }

  birthdays(): number[] {
    return this.once('birthdays', () => birthdays(this.clock));
  }

  anniversaries(span: { n: number; unit: Unit }): number[] {
    return this.once(`anniversaries ${span.n} ${span.unit}`, () => anniversaryFlips(span, this.clock));
  }

  private once<Table>(key: string, make: () => Table): Table {
    const found = this.known.get(key);
    if (found !== undefined) return found as Table;
    const made = make();
    this.known.set(key, made);
    return made;
  }
}
