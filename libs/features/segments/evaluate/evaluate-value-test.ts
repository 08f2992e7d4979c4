import { DateTime } from 'luxon';
import { fold } from '../tree/fold';
import { haversineOf, reachOf } from '../tree/great-circle';
import {
  anniversarySpan,
  DAY_LENGTH,
  dayBounds,
  instantOf,
  resolveTime,
  type Clock,
} from '../tree/resolve-time';
import type { TimeSpec, ValueTest } from '../tree/rule-tree';
import { plainText } from './exact-number';

/** A value as rules see it; an object counts as set, and as nothing else. */
export type Value = string | number | boolean | Date | readonly unknown[] | object | null;

export interface Tested {
  value: Value;
  /** The value is a day without a time. */
  isDay?: boolean;
  /** The value is an event's property, where a day without a time may stand for an instant. */
  isProperty?: boolean;
  place?: { lat: unknown; lon: unknown };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Twin of `compileValueTest`: a positive question about one value; false where there is none. */
export function evaluateTest(test: ValueTest, tested: Tested, clock: Clock): boolean {
  const { value } = tested;
  switch (test.kind) {
    case 'set':
      return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
    case 'text':
      return evaluateText(test, value);
    case 'number':
      return typeof value === 'number' && compare(test.how, value, test.value);
    case 'between':
      return typeof value === 'number' && value >= test.from && value <= test.to;
    case 'percentile':
      throw new Error('percentiles are evaluated by the rule, which knows the threshold');
    case 'boolean':
      return value === test.value;
    case 'choice':
      return test.values.includes(textOf(value) ?? '');
    case 'list':
      return (
        Array.isArray(value) &&
        (test.how === 'all' ? test.values.every(isIn(value)) : test.values.some(isIn(value)))
      );
    case 'time':
      return evaluateTime(test.spec, tested, clock);
    case 'anniversary':
      return evaluateAnniversary(test, tested, clock);
    case 'near':
      return isNear(test, tested.place);
  }
}

/** A value out of JSON: a missing key and null are both no value. */
export function propertyValue(value: unknown): Value {
  return value ?? null;
}

function isIn(list: readonly unknown[]): (wanted: string) => boolean {
  return (wanted) => list.includes(wanted);
}

function compare(how: 'eq' | 'lt' | 'lte' | 'gt' | 'gte', a: number, b: number): boolean {
  switch (how) {
    case 'eq':
      return a === b;
    case 'lt':
      return a < b;
    case 'lte':
      return a <= b;
    case 'gt':
      return a > b;
    case 'gte':
      return a >= b;
  }
}

function evaluateText(test: ValueTest & { kind: 'text' }, value: Value): boolean {
  const text = textOf(value);
  if (text === null) return false;
  const folded = fold(text);
  const wanted = test.values.map(fold);
  const [first = ''] = wanted;
  switch (test.how) {
    case 'is':
      return wanted.includes(folded);
    case 'contains':
      return folded.includes(first);
    case 'startsWith':
      return folded.startsWith(first);
    case 'endsWith':
      return folded.endsWith(first);
  }
}

/** Numbers and switches count as their text; lists and objects have none. */
function textOf(value: Value): string | null {
  if (typeof value === 'number') return plainText(value);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : null;
}

function evaluateTime(spec: TimeSpec, tested: Tested, clock: Clock): boolean {
  const bounds = resolveTime(spec, clock);
  if (tested.isDay) {
    const { from, to } = dayBounds(bounds, clock.zone);
    const day = tested.value;
    return (
      typeof day === 'string' &&
      day.length === DAY_LENGTH &&
      (from === null || day >= from) &&
      (to === null || day <= to)
    );
  }
  const at = instant(tested, clock);
  if (at === null) return false;
  const { from, to } = bounds;
  const isAfterStart = !from || at > from.at.getTime() || (from.inclusive && at === from.at.getTime());
  return isAfterStart && (!to || at < to.at.getTime() || (to.inclusive && at === to.at.getTime()));
}

function instant({ value, isProperty }: Tested, clock: Clock): number | null {
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') return null;
  if (!DATE_TIME.test(value) && !(isProperty && DAY.test(value))) return null;
  const parsed = instantOf(value, clock);
  return parsed.isValid ? parsed.toMillis() : null;
}

function evaluateAnniversary(
  test: ValueTest & { kind: 'anniversary' },
  tested: Tested,
  clock: Clock,
): boolean {
  const monthDay = monthDayOf(tested, clock);
  if (monthDay === null) return false;
  const span = anniversarySpan(test.n, test.unit, clock);
  if (span.includesLeapDay && monthDay === '02-29') return true;
  return span.ranges.some(({ from, to }) => monthDay >= from && monthDay <= to);
}

function monthDayOf(tested: Tested, clock: Clock): string | null {
  if (tested.isDay) return typeof tested.value === 'string' ? tested.value.slice(5, 10) : null;
  const at = instant(tested, clock);
  return at === null ? null : DateTime.fromMillis(at, { zone: clock.zone }).toFormat('MM-dd');
}

function isNear(test: ValueTest & { kind: 'near' }, place: Tested['place']): boolean {
  if (typeof place?.lat !== 'number' || typeof place.lon !== 'number') return false;
  return haversineOf(test, { lat: place.lat, lon: place.lon }) <= reachOf(test.km).haversine;
}
