import { DateTime } from 'luxon';
import { DATE_TIME, DAY, MOST_OF_UNIT, PERIODS, UNITS, type Period, type Unit } from './limits';
import type { Moment, TimeSpec } from './rule-tree';
import { has, type TreeReader } from './tree-reader';

/** `{ n, unit }`, as `inLast` and `inNext` take it; `key` is what the number is called. */
export function parseDuration(
  reader: TreeReader,
  value: unknown,
  at: { pointer: string; key: string },
): { n: number; unit: Unit } | undefined {
  const object = reader.object(value, at.pointer, [at.key, 'unit']);
  if (!object) return undefined;
  const unit = reader.oneOf(object['unit'], `${at.pointer}/unit`, UNITS);
  if (!unit) return undefined;
  const n = reader.number(object[at.key], `${at.pointer}/${at.key}`, {
    min: 1,
    max: MOST_OF_UNIT[unit],
    whole: true,
  });
  return n === undefined ? undefined : { n, unit };
}

/** `YYYY-MM-DD`, years 1000 to 9000. */
export function parseDate(reader: TreeReader, value: unknown, pointer: string): string | undefined {
  if (typeof value === 'string' && DAY.test(value) && isUsable(value)) return value;
  return reader.report(pointer, 'invalid-date', 'Expected an existing day written YYYY-MM-DD.');
}

/** A day, or a date-time with its offset. */
export function parseMoment(reader: TreeReader, value: unknown, pointer: string): Moment | undefined {
  if (typeof value === 'string' && (DAY.test(value) || DATE_TIME.test(value)) && isUsable(value))
    return value;
  return reader.report(
    pointer,
    'invalid-time',
    'Expected a day (2026-05-31) or a date-time with its offset (2026-05-31T09:00:00+02:00).',
  );
}

/** `{ from, to }` or `[from, to]`, both ends included. */
export function parseMomentRange(reader: TreeReader, value: unknown, pointer: string): TimeSpec | undefined {
  const ends = readEnds(reader, value, pointer);
  if (!ends) return undefined;
  const from = parseMoment(reader, ends.from, `${pointer}/${ends.keys[0]}`);
  const to = parseMoment(reader, ends.to, `${pointer}/${ends.keys[1]}`);
  return from === undefined || to === undefined ? undefined : { how: 'between', from, to };
}

/** The two ends of a range, whichever way it is written. */
export function readEnds(
  reader: TreeReader,
  value: unknown,
  pointer: string,
): { from: unknown; to: unknown; keys: [string, string] } | undefined {
  if (Array.isArray(value) && value.length === 2) {
    return { from: value[0] as unknown, to: value[1] as unknown, keys: ['0', '1'] };
  }
  const object = reader.object(value, pointer, ['from', 'to']);
  return object ? { from: object['from'], to: object['to'], keys: ['from', 'to'] } : undefined;
}

/** The window of an event rule. */
export function parseWithin(reader: TreeReader, value: unknown, pointer: string): TimeSpec | undefined {
  const object = reader.object(value, pointer, ['last', 'unit', 'from', 'to', 'this', 'previous']);
  if (!object) return undefined;
  const shape = Object.keys(object).sort().join('+');
  switch (shape) {
    case 'last+unit': {
      const duration = parseDuration(reader, value, { pointer, key: 'last' });
      return duration && { how: 'last', ...duration };
    }
    case 'this':
    case 'previous': {
      const period = reader.oneOf<Period>(object[shape], `${pointer}/${shape}`, PERIODS);
      return period && { how: shape, period };
    }
    case 'from':
    case 'to':
    case 'from+to': {
      const from = has(object, 'from') ? parseMoment(reader, object['from'], `${pointer}/from`) : null;
      const to = has(object, 'to') ? parseMoment(reader, object['to'], `${pointer}/to`) : null;
      return from === undefined || to === undefined ? undefined : { how: 'between', from, to };
    }
    default:
      return reader.report(
        pointer,
        'invalid-window',
        'Expected one of { last, unit }, { from, to }, { this } or { previous }.',
      );
  }
}

function isUsable(text: string): boolean {
  const parsed = DateTime.fromISO(text, { zone: 'utc' });
  return parsed.isValid && parsed.year >= 1000 && parsed.year <= 9000;
}
