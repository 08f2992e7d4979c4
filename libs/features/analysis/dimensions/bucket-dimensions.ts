import { DateTime } from 'luxon';
import { fieldValues, type SegmentField } from '@features/segments';
import type { JsonRule } from '../source-tree';
import { noneOf, together, type Dimension, type DimensionContext, type Place } from './dimension';

/** Ages of the bands that are usual in demography: under 18, 18–24, 25–34, … 65 and over. */
export const AGE_EDGES = [18, 25, 35, 45, 55, 65];

/** So many months, quarters or years are shown; each costs two rules in the tree of the others. */
const MAX_SPANS = 24;

export const SPANS = ['month', 'quarter', 'year'] as const;
export type Span = (typeof SPANS)[number];

/** Where the buckets of a number begin and end. */
export type NumberBuckets =
  /** Few whole numbers: each is a place of its own. */
  | { how: 'values'; values: readonly number[] }
  /** Ascending: below the first, from each up to the next, from the last on. */
  | { how: 'edges'; edges: readonly number[] };

export function numberDimension(
  field: SegmentField,
  context: DimensionContext,
  buckets: NumberBuckets,
): Dimension {
  const { path, label } = field;
  const edges = buckets.how === 'values' ? buckets.values : buckets.edges;
  const values = fieldValues(field, context);
  const bounds = context.params.bind(edges.map(String), 'text[]');
  const number = values.number();
  const rulesOf = ({ key }: Place): JsonRule[] =>
    buckets.how === 'values'
      ? [{ field: path, op: 'eq', value: edges[Number(key) - 1] }]
      : rangeRules(path, edges, Number(key));
  const places = Array.from({ length: edges.length + 1 }, (_, bucket) => String(bucket));
  return {
    path,
    label,
    raw: `CASE WHEN ${values.isSet()}
      THEN coalesce(width_bucket((${number})::numeric, ${bounds}::numeric[])::text, 'null') ELSE '' END`,
    joins: values.joins,
    reading: 'exact',
    known: buckets.how === 'values' ? places.slice(1) : places,
    limit: places.length,
    inOrder: (a, b) => Number(a) - Number(b),
    labelOf: ({ key }) =>
      buckets.how === 'values' ? String(edges[Number(key) - 1]) : rangeLabel(edges, Number(key)),
    rulesOf,
    rulesOfOthers: (listed) => noneOf(path, listed.map(rulesOf).map(together)),
    rulesOfNone: [{ field: path, op: 'isNotSet' }],
  };
}

function rangeRules(path: string, edges: readonly number[], bucket: number): JsonRule[] {
  const [from, to] = [edges[bucket - 1], edges[bucket]];
  const rules = [
    ...(from === undefined ? [] : [{ field: path, op: 'gte', value: from }]),
    ...(to === undefined ? [] : [{ field: path, op: 'lt', value: to }]),
  ];
  return rules.length === 0 ? [{ field: path, op: 'isSet' }] : rules;
}

function rangeLabel(edges: readonly number[], bucket: number): string {
  const [from, to] = [edges[bucket - 1], edges[bucket]];
  if (from === undefined) return to === undefined ? 'any' : `under ${to}`;
  return to === undefined ? `${from} and more` : `${from} to under ${to}`;
}

/** Months, quarters or years of the workspace's calendar. */
export function calendarDimension(field: SegmentField, context: DimensionContext, span: Span): Dimension {
  const { path, label, type } = field;
  const values = fieldValues(field, context);
  const { zone } = context.clock;
  const day =
    type === 'date'
      ? `left((${values.day()})::text, 10)`
      : `to_char((${values.instant()}) AT TIME ZONE ${context.params.bind(zone, 'text')}, 'YYYY-MM-DD')`;
  const rulesOf = ({ key }: Place): JsonRule[] => spanRules(field, key, span);
  return {
    path,
    label,
    raw: `CASE WHEN ${values.isSet()} THEN ${keyOf(day, span)} ELSE '' END`,
    joins: values.joins,
    reading: 'exact',
    known: null,
    limit: MAX_SPANS,
    inOrder: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    labelOf: (place) => place.key,
    rulesOf,
    rulesOfOthers: (listed) => noneOf(path, listed.map(rulesOf).map(together)),
    rulesOfNone: [{ field: path, op: 'isNotSet' }],
  };
}

/** `2026-05`, `2026-Q2`, `2026`; a space for what is no day of the years that rules know. */
function keyOf(day: string, span: Span): string {
  const key = {
    month: `left(d.day, 7)`,
    quarter: `left(d.day, 5) || 'Q' || ((substr(d.day, 6, 2)::integer + 2) / 3)`,
    year: `left(d.day, 4)`,
  }[span];
  return `(SELECT CASE WHEN d.day ~ '^[1-8]\\d{3}-\\d{2}-\\d{2}$' THEN ${key} ELSE ' ' END FROM (SELECT ${day} AS day) d)`;
}

/** From the first day of the span to the last; of times, up to the first moment after it. */
function spanRules({ path, type }: SegmentField, key: string, span: Span): JsonRule[] {
  const month = span === 'quarter' ? (Number(key.slice(6)) - 1) * 3 + 1 : Number(key.slice(5, 7)) || 1;
  const first = DateTime.utc(Number(key.slice(0, 4)), month, 1);
  const next = first.plus({ [span]: 1 });
  const [from, to] = [first.toISODate(), next.toISODate()];
  if (type === 'date') {
    return [{ field: path, op: 'between', value: { from, to: next.minus({ days: 1 }).toISODate() } }];
  }
  return [
    { field: path, op: 'before', value: to },
    { match: 'all', not: true, rules: [{ field: path, op: 'before', value: from }] },
  ];
}
