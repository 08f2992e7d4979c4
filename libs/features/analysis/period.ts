import { DateTime } from 'luxon';
import { invalidField, type DomainError } from '@platform/errors';

/** A stretch of time: `from` is in, `to` is out. */
export interface Period {
  from: Date;
  to: Date;
}

/** What callers give: days (`YYYY-MM-DD`, their start in the workspace's zone) or date-times with their offset. */
export interface PeriodInput {
  from?: string;
  to?: string;
}

export const DEFAULT_DAYS = 90;
const MOST_YEARS = 5;

/** Without `to` until now, without `from` the 90 days before `to`. Throws `analysis.invalid-period`. */
export function readPeriod(input: PeriodInput, { now, zone }: { now: Date; zone: string }): Period {
  const to = input.to === undefined ? DateTime.fromJSDate(now, { zone }) : read('/to', input.to, zone);
  const from = input.from === undefined ? to.minus({ days: DEFAULT_DAYS }) : read('/from', input.from, zone);
  if (from >= to) throw invalidPeriod('/from', 'from must lie before to.');
  if (from < to.minus({ years: MOST_YEARS })) {
    throw invalidPeriod('/from', `The period may be at most ${MOST_YEARS} years long.`);
  }
  return { from: from.toJSDate(), to: to.toJSDate() };
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

function read(pointer: string, text: string, zone: string): DateTime {
  const moment = DateTime.fromISO(text, { zone });
  if (MOMENT.test(text) && moment.isValid && moment.year >= 1000) return moment;
  throw invalidPeriod(
    pointer,
    'Expected a day (2026-05-31) or a date-time with its offset (2026-05-31T09:00:00+02:00).',
  );
}

function invalidPeriod(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'analysis.invalid-period', message);
}
