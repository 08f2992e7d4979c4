import type { SegmentFieldType } from './field-catalogue';

const SET = ['isSet', 'isNotSet'] as const;
const TEXT = [
  'is',
  'isNot',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'isAnyOf',
  'isNoneOf',
] as const;
const COMPARE = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'between'] as const;
const PERCENTILE = ['isTopPercent', 'isBottomPercent'] as const;
const LIST = ['hasAnyOf', 'hasAllOf', 'hasNoneOf'] as const;
const TIME = [
  'on',
  'before',
  'after',
  'between',
  'inLast',
  'notInLast',
  'inNext',
  'thisPeriod',
  'lastPeriod',
  'anniversaryInNext',
] as const;

const BOOLEAN = ['isTrue', 'isFalse'] as const;
const PLACE = ['withinKm'] as const;

export type Operator = (
  | typeof SET
  | typeof TEXT
  | typeof COMPARE
  | typeof PERCENTILE
  | typeof LIST
  | typeof TIME
  | typeof BOOLEAN
  | typeof PLACE
)[number];

/** The operators of each type, as documented and as the builder shows them. */
export const OPERATORS: Readonly<Record<SegmentFieldType, readonly Operator[]>> = {
  text: [...TEXT, ...SET],
  number: [...COMPARE, ...PERCENTILE, ...SET],
  boolean: [...BOOLEAN, ...SET],
  choice: ['is', 'isNot', 'isAnyOf', 'isNoneOf', ...SET],
  'multi-choice': [...LIST, ...SET],
  date: [...TIME, ...SET],
  'date-time': [...TIME, ...SET],
  place: [...PLACE, ...SET],
};

/** What may be asked of an event's property: its type is not declared, so the operator says how to read it. */
export const PROPERTY_OPERATORS: readonly Operator[] = [
  ...new Set([
    ...TEXT,
    ...COMPARE,
    ...BOOLEAN,
    ...LIST,
    ...TIME.filter((op) => op !== 'anniversaryInNext'),
    ...SET,
  ]),
];

/** What may be asked of a sum, average, minimum or maximum. */
export const AGGREGATE_OPERATORS: readonly Operator[] = [...COMPARE, ...SET];

/** As which type a property is read by `op`; `between` depends on what it is given. */
export function propertyTypeOf(op: string, value: unknown): SegmentFieldType {
  if ((TEXT as readonly string[]).includes(op)) return 'text';
  if (op === 'between') return isNumberRange(value) ? 'number' : 'date-time';
  if ((COMPARE as readonly string[]).includes(op)) return 'number';
  if ((BOOLEAN as readonly string[]).includes(op)) return 'boolean';
  if ((LIST as readonly string[]).includes(op)) return 'multi-choice';
  return (TIME as readonly string[]).includes(op) ? 'date-time' : 'text';
}

function isNumberRange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((end) => typeof end === 'number');
}
