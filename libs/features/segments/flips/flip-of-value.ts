import { DateTime } from 'luxon';
import type { FlipContext } from './flip-context';
import { dayFlipSql, earliestSql, instantFlipSql, monthDayFlipSql } from './flip-sql';
import type { FlipTable } from './flip-table';
import { moves } from './moving-window';
import { COMPUTED_ROW, daySql, instantSql, monthDaySql, type ValueSource } from '../compile/value-sql';
import { isComputed } from '../tree/field-catalogue';
import { localDay } from '../tree/resolve-time';
import type { FieldRule, TimeSpec, ValueTest } from '../tree/rule-tree';

/** More days than any window has, and more years than anybody lives. */
const MOST_DAYS = 73_000;
const OLDEST = 200;

type FieldSource = ValueSource & { kind: 'field' };

/** When time alone could change the answer about a field; null when it cannot. */
export function fieldFlip({ field, test }: FieldRule, ctx: FlipContext): string | null {
  const { storage, type } = field;
  const flip = valueFlip(test, { kind: 'field', storage, type, contact: ctx.contact, company: 'co' }, ctx);
  if (flip === null) return null;
  if (storage.kind === 'company') {
    return `(SELECT ${flip} FROM companies co
      WHERE co.workspace_id = ${ctx.contact}.workspace_id AND co.id = ${ctx.contact}.company_id)`;
  }
  if (!isComputed(storage)) return flip;
  return `(SELECT ${flip} FROM computed_values ${COMPUTED_ROW}
    WHERE ${COMPUTED_ROW}.workspace_id = ${ctx.params.bind(ctx.workspaceId, 'uuid')}
      AND ${COMPUTED_ROW}.contact_id = ${ctx.contact}.id)`;
}

/** When an instant passes an edge of the stretch; null when the stretch stays where it is. */
export function instantFlip(spec: TimeSpec, instant: () => string, ctx: FlipContext): string | null {
  return moves(spec) ? earliestFlip(ctx.tables.window(spec), instant(), ctx) : null;
}

/** The value is taken out of its row once: a date in jsonb costs more than the rest, and both edges ask for it. */
function earliestFlip(tables: readonly FlipTable[], instant: string, ctx: FlipContext): string {
  const flip = earliestSql(tables.map((table) => instantFlipSql(table, 'v.value', ctx.params)));
  return `(SELECT ${flip} FROM (SELECT ${instant} AS value OFFSET 0) v)`;
}

function valueFlip(test: ValueTest, source: FieldSource, ctx: FlipContext): string | null {
  const { storage, type } = source;
  if (storage.kind === 'age') return ageFlip(test, source, ctx);
  if (storage.kind === 'days-since') {
    const since: FieldSource = { ...source, storage: { ...storage, kind: 'computed', otherwise: null } };
    return daysSinceFlip(test, instantSql(since, ctx), ctx);
  }
  if (test.kind === 'anniversary') {
    const monthDay = monthDaySql(source, type === 'date', ctx);
    return monthDayFlipSql(ctx.tables.anniversaries(test), monthDay, ctx.params);
  }
  if (test.kind !== 'time' || !moves(test.spec)) return null;
  if (type !== 'date') return instantFlip(test.spec, () => instantSql(source, ctx), ctx);
  const day = daySql(source, ctx);
  return earliestSql(ctx.tables.windowOfDays(test.spec).map((flips) => dayFlipSql(flips, day, ctx.params)));
}

/** On a birthday, until all ages that the question names are behind. Who is not born yet has an age from one on. */
function ageFlip(test: ValueTest, source: FieldSource, ctx: FlipContext): string {
  const storage = { kind: 'contact', column: 'birth_date' } as const;
  const birthDate: FieldSource = { ...source, storage, type: 'date' };
  const flip = monthDayFlipSql(ctx.tables.birthdays(), monthDaySql(birthDate, true, ctx), ctx.params);
  const oldest = Math.max(0, ...(thresholds(test) ?? [Infinity]));
  if (oldest > OLDEST) return flip;
  const today = DateTime.fromISO(localDay(ctx.clock), { zone: 'utc' });
  const born = today.minus({ years: oldest }).toFormat('yyyy-MM-dd');
  return `CASE WHEN ${daySql(birthDate, ctx).sql} > ${ctx.params.bind(born, 'date')} THEN ${flip} END`;
}

/** Whole days count up every 24 hours, but the answer changes only at the numbers that the question names. */
function daysSinceFlip(test: ValueTest, since: string, ctx: FlipContext): string | null {
  const numbers = thresholds(test);
  if (numbers === null) return null;
  const days = new Set([0, ...numbers.filter((number) => number > 0 && number <= MOST_DAYS)]);
  return earliestFlip(
    [...days].map((number) => ctx.tables.daysSince(number)),
    since,
    ctx,
  );
}

/** The whole numbers at which the answer may change; null: it is not about the number. */
function thresholds(test: ValueTest): number[] | null {
  switch (test.kind) {
    case 'set':
      return [];
    case 'number':
      return TURNS_AT[test.how](test.value);
    case 'between':
      return [atLeast(test.from), moreThan(test.to)];
    default:
      return null;
  }
}

const atLeast = (value: number): number => Math.ceil(value);
const moreThan = (value: number): number => Math.floor(value) + 1;

const TURNS_AT: Record<(ValueTest & { kind: 'number' })['how'], (value: number) => number[]> = {
  lt: (value) => [atLeast(value)],
  gte: (value) => [atLeast(value)],
  lte: (value) => [moreThan(value)],
  gt: (value) => [moreThan(value)],
  eq: (value) => [atLeast(value), moreThan(value)],
};
