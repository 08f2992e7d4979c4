import type { FlipContext } from './flip-context';
import { dayFlipSql, earliestSql, instantFlipSql, monthDayFlipSql } from './flip-sql';
import { moves } from './moving-window';
import { COMPUTED_ROW, daySql, instantSql, monthDaySql, type ValueSource } from './value-sql';
import { isComputed } from '../tree/field-catalogue';
import type { FieldRule, TimeSpec, ValueTest } from '../tree/rule-tree';

/** More days than any window has. */
const MOST_DAYS = 73_000;

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
  if (!moves(spec)) return null;
  const value = instant();
  return earliestSql(ctx.tables.window(spec).map((table) => instantFlipSql(table, value, ctx.params)));
}

function valueFlip(test: ValueTest, source: FieldSource, ctx: FlipContext): string | null {
  const { storage, type } = source;
  if (storage.kind === 'age') return birthdayFlip(source, ctx);
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

/** Who is not born yet has an age from one of these days on. */
function birthdayFlip(source: FieldSource, ctx: FlipContext): string {
  const birthDate: FieldSource = {
    ...source,
    storage: { kind: 'contact', column: 'birth_date' },
    type: 'date',
  };
  return monthDayFlipSql(ctx.tables.birthdays(), monthDaySql(birthDate, true, ctx), ctx.params);
}

/** Whole days count up every 24 hours, but the answer changes only at the numbers that the question names. */
function daysSinceFlip(test: ValueTest, since: string, ctx: FlipContext): string | null {
  const numbers = thresholds(test);
  if (numbers === null) return null;
  const days = new Set([0, ...numbers.filter((number) => number > 0 && number <= MOST_DAYS)]);
  return earliestSql(
    [...days].map((number) => instantFlipSql(ctx.tables.daysSince(number), since, ctx.params)),
  );
}

/** The whole numbers at which the answer may change; null: it is not about the number. */
function thresholds(test: ValueTest): number[] | null {
  switch (test.kind) {
    case 'set':
      return [];
    case 'number':
      return [Math.ceil(test.value), Math.floor(test.value) + 1];
    case 'between':
      return [Math.ceil(test.from), Math.floor(test.to) + 1];
    default:
      return null;
  }
}
