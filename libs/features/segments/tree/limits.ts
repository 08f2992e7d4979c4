/**
 * What a rule may say and how much of it, in one place: the parser refuses the rest, and the published JSON Schema
 * (`rule-tree-schema.ts`) is built from the same words and numbers.
 */

export const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Unit = (typeof UNITS)[number];

export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

export const AGGREGATES = ['sum', 'avg', 'min', 'max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export const COUNT_OPERATORS = ['atLeast', 'atMost', 'exactly'] as const;
export const TOPIC_STATUSES = ['subscribed', 'unsubscribed', 'pending', 'none'] as const;

/** Characters of a text: a value, or the name of a field, tag, event or property. */
export const MAX_TEXT = 500;
/** Values of `isAnyOf` and its kin. */
export const MAX_VALUES = 500;
/** Characters of a whole tree as JSON: lists of segments carry their trees. */
export const MAX_TREE_LENGTH = 256 * 1024;

export interface NumberRange {
  min: number;
  max: number;
  whole?: boolean;
}

export const RANGES = {
  number: { min: -1e15, max: 1e15 },
  percent: { min: 0.01, max: 100 },
  count: { min: 0, max: 1_000_000, whole: true },
  /** Days until implied consent ends: ten years. */
  endsInDays: { min: 1, max: 3650, whole: true },
  latitude: { min: -90, max: 90 },
  longitude: { min: -180, max: 180 },
  /** From a metre to half way round the earth. */
  km: { min: 0.001, max: 20_100 },
} as const satisfies Record<string, NumberRange>;

/** About 200 years each: enough for every question, and never outside a calendar. */
export const MOST_OF_UNIT: Readonly<Record<Unit, number>> = {
  minute: 1e8,
  hour: 1.7e6,
  day: 73_000,
  week: 10_400,
  month: 2400,
  year: 200,
};

/** A day, `YYYY-MM-DD`. */
export const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A date-time with its offset. */
export const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
/** Segment ids are written as PostgreSQL writes them, so that "is used by" can be answered by comparing texts. */
export const SEGMENT_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
