import { DateTime } from 'luxon';
import type { Moment, Period, TimeSpec, Unit } from '../tree/rule-tree';
import { say, value, type Phrase } from './phrase';

const CURRENT: Record<Period, string> = {
  day: 'today',
  week: 'this week',
  month: 'this month',
  quarter: 'this quarter',
  year: 'this year',
};
const LAST: Record<Period, string> = {
  day: 'yesterday',
  week: 'last week',
  month: 'last month',
  quarter: 'last quarter',
  year: 'last year',
};

/** "in the last 30 days", "this week", "since 1 May 2026": to follow a verb. */
export function timeWords(spec: TimeSpec): Phrase {
  switch (spec.how) {
    case 'on':
      return say`on ${value(momentWords(spec.date))}`;
    case 'before':
    case 'after':
      return say`${spec.how} ${value(momentWords(spec.at))}`;
    case 'between':
      if (spec.from === null)
        return spec.to === null ? say`at any time` : say`until ${value(momentWords(spec.to))}`;
      return spec.to === null
        ? say`since ${value(momentWords(spec.from))}`
        : say`between ${value(momentWords(spec.from))} and ${value(momentWords(spec.to))}`;
    case 'last':
      return say`in the last ${value(durationWords(spec.n, spec.unit))}`;
    case 'next':
      return say`in the next ${value(durationWords(spec.n, spec.unit))}`;
    case 'this':
      return value(CURRENT[spec.period]);
    case 'previous':
      return value(LAST[spec.period]);
  }
}

/** "30 days", or just "day" after "the last". */
export function durationWords(n: number, unit: Unit): string {
  return n === 1 ? unit : `${n} ${unit}s`;
}

/** "3 May 2026", or "3 May 2026, 09:00 (+02:00)". */
export function momentWords(moment: Moment): string {
  const at = DateTime.fromISO(moment, { setZone: true, locale: 'en-GB' });
  if (moment.length === 10) return at.toFormat('d LLLL yyyy');
  return at.toFormat(at.offset === 0 ? "d LLLL yyyy, HH:mm 'UTC'" : "d LLLL yyyy, HH:mm '('ZZ')'");
}

/** An instant on the clock of the workspace: "3 May 2026, 09:00". */
export function instantWords(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy, HH:mm');
}
