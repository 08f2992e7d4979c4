import type { DayFlip, FlipTable } from './flip-table';
import type { SqlParams } from '../compile/sql-params';
import { MONTH_DAYS } from './yearly-flips';

/** When an instant flips; null where it never will, or is null. */
export function instantFlipSql({ laterOnEdge, rows }: FlipTable, instant: string, params: SqlParams): string {
  const counted = laterOnEdge ? instant : `(${instant} - interval '1 microsecond')`;
  const starts = params.bind(
    rows.map(({ start }) => iso(start)),
    'timestamptz[]',
  );
  const row = `width_bucket(${counted}, ${starts})`;
  const at = params.bind(
    rows.map((one) => ('at' in one ? iso(one.at) : null)),
    'timestamptz[]',
  );
  if (rows.every((one) => 'at' in one)) return `(${at})[${row}]`;
  const after = params.bind(
    rows.map((one) => ('at' in one ? null : `${one.after / 1000} seconds`)),
    'interval[]',
  );
  return `coalesce((${at})[${row}], date_trunc('milliseconds', ${counted}) + (${after})[${row}])`;
}

/** When a day flips. Days in jsonb are texts, which sort alike. */
export function dayFlipSql(
  flips: readonly DayFlip[],
  day: { sql: string; type: 'date' | 'text' },
  params: SqlParams,
): string {
  const days = params.bind(
    flips.map((flip) => flip.day),
    `${day.type}[]`,
  );
  const at = params.bind(
    flips.map(({ at: flip }) => (flip === null ? null : iso(flip))),
    'timestamptz[]',
  );
  return `(${at})[width_bucket(${day.sql}, ${days})]`;
}

/** When a `MM-DD` flips; `flips` in the order of `MONTH_DAYS`. */
export function monthDayFlipSql(flips: readonly number[], monthDay: string, params: SqlParams): string {
  const at = params.bind(flips.map(iso), 'timestamptz[]');
  return `(${at})[width_bucket(${monthDay} COLLATE "C", ${params.bind(MONTH_DAYS, 'text[]')})]`;
}

/** The earliest of some instants, leaving out those that are null. */
export function earliestSql(flips: readonly string[]): string {
  return flips.length === 1 ? flips.join() : `least(${flips.join(', ')})`;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
