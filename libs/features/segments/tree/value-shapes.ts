import type { SegmentFieldType } from './field-catalogue';
import type { Operator } from './operators';

/** What the `value` of a rule looks like. Each but `none` is a definition of the published JSON Schema. */
export type ValueShape =
  | 'none'
  | 'comparable'
  | 'comparables'
  | 'number'
  | 'numberRange'
  | 'percent'
  | 'day'
  | 'moment'
  | 'momentRange'
  | 'duration'
  | 'period'
  | 'circle';

const SHAPES: Readonly<Record<Exclude<Operator, 'between'>, ValueShape>> = {
  isSet: 'none',
  isNotSet: 'none',
  isTrue: 'none',
  isFalse: 'none',
  is: 'comparable',
  isNot: 'comparable',
  contains: 'comparable',
  notContains: 'comparable',
  startsWith: 'comparable',
  endsWith: 'comparable',
  isAnyOf: 'comparables',
  isNoneOf: 'comparables',
  hasAnyOf: 'comparables',
  hasAllOf: 'comparables',
  hasNoneOf: 'comparables',
  eq: 'number',
  neq: 'number',
  lt: 'number',
  lte: 'number',
  gt: 'number',
  gte: 'number',
  isTopPercent: 'percent',
  isBottomPercent: 'percent',
  on: 'day',
  before: 'moment',
  after: 'moment',
  inLast: 'duration',
  notInLast: 'duration',
  inNext: 'duration',
  anniversaryInNext: 'duration',
  thisPeriod: 'period',
  lastPeriod: 'period',
  withinKm: 'circle',
};

/** The shapes that `op` takes: one, or for `between` of something without a declared type either of two. */
export function valueShapes(op: Operator, type: SegmentFieldType | null): readonly ValueShape[] {
  if (op !== 'between') return [SHAPES[op]];
  if (type === 'number') return ['numberRange'];
  return type === null ? ['numberRange', 'momentRange'] : ['momentRange'];
}
