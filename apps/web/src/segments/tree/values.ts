import type { Shape } from './catalogue';

export interface Range {
  from: unknown;
  to: unknown;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Both ways in which a range may be written. */
export function readRange(value: unknown): Range {
  if (Array.isArray(value)) return { from: value[0] as unknown, to: value[1] as unknown };
  return isObject(value) ? { from: value.from, to: value.to } : { from: undefined, to: undefined };
}

/** A range in the way in which the old one was written. */
export function writeRange(old: unknown, { from, to }: Range): unknown {
  return Array.isArray(old) ? [from, to] : { from, to };
}

/** `[1, "a"]` as texts, which is how the API reads them. */
export function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

export function readDuration(value: unknown): { n: number | undefined; unit: string } {
  const { n, unit } = isObject(value) ? value : {};
  return { n: typeof n === 'number' ? n : undefined, unit: typeof unit === 'string' ? unit : 'day' };
}

export function readCircle(value: unknown): { lat?: number; lon?: number; km?: number } {
  return isObject(value) ? value : {};
}

export function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function isSomething(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value === 'number' || typeof value === 'boolean';
}

/** What a shape is without a value: something is still to be filled in. */
export function isFilled(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case 'comparables':
      return Array.isArray(value) && value.length > 0;
    case 'numberRange':
    case 'momentRange': {
      const { from, to } = readRange(value);
      return isSomething(from) && isSomething(to);
    }
    case 'duration':
      return readDuration(value).n !== undefined;
    case 'circle': {
      const { lat, lon, km } = readCircle(value);
      return [lat, lon, km].every(isSomething);
    }
    default:
      return isSomething(value);
  }
}

/** What a value of this shape starts from; undefined where people choose themselves. */
export function firstValue(shape: Shape): unknown {
  switch (shape) {
    case 'comparable':
    case 'day':
    case 'moment':
      return '';
    case 'comparables':
      return [];
    case 'duration':
      return { n: 30, unit: 'day' };
    case 'period':
      return 'month';
    case 'percent':
      return 10;
    case 'numberRange':
    case 'momentRange':
      return {};
    case 'circle':
      return { km: 50 };
    case 'number':
      return undefined;
  }
}

/** The old value where it has the new operator's shape (or can be turned into it), else a first one. */
export function carryOver(value: unknown, from: readonly Shape[], to: readonly Shape[]): unknown {
  const shape = to[0];
  if (!shape) return undefined;
  if (from.length === to.length && from.every((old) => to.includes(old))) return value;
  if (from[0] === 'comparable' && shape === 'comparables') return isSomething(value) ? [String(value)] : [];
  if (from[0] === 'comparables' && shape === 'comparable') return readTexts(value)[0] ?? '';
  if (from[0] === 'day' && shape === 'moment') return value;
  if (from[0] === 'moment' && shape === 'day' && isDay(value)) return value;
  return firstValue(shape);
}
