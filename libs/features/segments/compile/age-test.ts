import { DateTime } from 'luxon';
import type { CompileContext } from './compile-context';
import { localDay } from '../tree/resolve-time';
import type { ValueTest } from '../tree/rule-tree';

/**
 * A question about the age as one about the birth date, so that no age has to be worked out: at least 18 is to be born by
 * this day 18 years ago. Null for questions that need the age itself. `birthDate` is an SQL expression.
 */
export function compileAgeTest(test: ValueTest, birthDate: string, ctx: CompileContext): string | null {
  const years = wholeYears(test);
  if (!years) return null;
  const today = DateTime.fromISO(localDay(ctx.clock), { zone: 'utc' });
  const bornBy = birthdayAgo(today, Math.max(0, years.least));
  if (!bornBy || years.least > years.most || years.most < 0) return 'false';
  const isOldEnough = `${birthDate} <= ${ctx.params.bind(bornBy, 'date')}`;
  const bornAfter = birthdayAgo(today, years.most + 1);
  return bornAfter
    ? `(${isOldEnough} AND ${birthDate} > ${ctx.params.bind(bornAfter, 'date')})`
    : isOldEnough;
}

/** The whole years that meet the question, both ends included. */
function wholeYears(test: ValueTest): { least: number; most: number } | null {
  if (test.kind === 'between') return { least: Math.ceil(test.from), most: Math.floor(test.to) };
  if (test.kind !== 'number') return null;
  const { how, value } = test;
  switch (how) {
    case 'eq':
      return { least: Math.ceil(value), most: Math.floor(value) };
    case 'lt':
      return { least: 0, most: Math.ceil(value) - 1 };
    case 'lte':
      return { least: 0, most: Math.floor(value) };
    case 'gt':
      return { least: Math.floor(value) + 1, most: Infinity };
    case 'gte':
      return { least: Math.ceil(value), most: Infinity };
  }
}

/** Who is born on this day or before has had that many birthdays; null before there were calendars. */
function birthdayAgo(today: DateTime, years: number): string | null {
  return years < today.year ? today.minus({ years }).toISODate() : null;
}
