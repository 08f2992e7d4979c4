import {
  DATE_TIME,
  DAY,
  MAX_TEXT,
  MAX_VALUES,
  MOST_OF_UNIT,
  PERIODS,
  RANGES,
  UNITS,
  type NumberRange,
} from './limits';
import type { ValueShape } from './value-shapes';

export interface SchemaObject {
  readonly [keyword: string]: unknown;
}
export type JsonSchema = boolean | SchemaObject;

/** A definition of the same document. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

/** An object with these keys and no others; all are required unless told otherwise. */
export function object(
  properties: Record<string, JsonSchema>,
  required: readonly string[] = Object.keys(properties),
): SchemaObject {
  return { type: 'object', properties, required, additionalProperties: false };
}

export function numberSchema({ min, max, whole = false }: NumberRange): JsonSchema {
  return { type: whole ? 'integer' : 'number', minimum: min, maximum: max };
}

/** `within` of an event rule. */
export function windowSchema(): JsonSchema {
  return {
    anyOf: [
      durationSchema('last'),
      { ...object({ from: ref('moment'), to: ref('moment') }, []), minProperties: 1 },
      object({ this: ref('period') }),
      object({ previous: ref('period') }),
    ],
  };
}

/** The shapes that values take, and `text` for names. */
export const VALUE_SCHEMAS: Readonly<Record<Exclude<ValueShape, 'none'> | 'text', JsonSchema>> = {
  text: {
    description: 'Not blank, and nothing that a database cannot hold.',
    type: 'string',
    maxLength: MAX_TEXT,
    pattern: '\\S',
    not: { pattern: '\\u0000' },
  },
  comparable: {
    description: 'A text; numbers and switches stand for their text.',
    anyOf: [ref('text'), { type: ['number', 'boolean'] }],
  },
  comparables: { type: 'array', minItems: 1, maxItems: MAX_VALUES, items: ref('comparable') },
  number: numberSchema(RANGES.number),
  numberRange: { description: 'Both ends included.', ...rangeOf('number') },
  percent: numberSchema(RANGES.percent),
  day: { type: 'string', format: 'date', pattern: DAY.source },
  moment: {
    description: "A day (its start in the workspace's time zone), or a date-time with its offset.",
    anyOf: [ref('day'), { type: 'string', pattern: DATE_TIME.source }],
  },
  momentRange: { description: 'Both ends included.', ...rangeOf('moment') },
  duration: durationSchema('n'),
  period: { enum: PERIODS },
  circle: object({
    lat: numberSchema(RANGES.latitude),
    lon: numberSchema(RANGES.longitude),
    km: numberSchema(RANGES.km),
  }),
};

function rangeOf(end: string): SchemaObject {
  const pair = { type: 'array', prefixItems: [ref(end), ref(end)], items: false, minItems: 2 };
  return { anyOf: [object({ from: ref(end), to: ref(end) }), pair] };
}

/** How many of which unit; each unit has its own limit. */
function durationSchema(key: string): JsonSchema {
  return {
    ...object({ [key]: { type: 'integer', minimum: 1 }, unit: { enum: UNITS } }),
    allOf: UNITS.map((unit) => ({
      if: { properties: { unit: { const: unit } } },
      then: { properties: { [key]: { maximum: MOST_OF_UNIT[unit] } } },
    })),
  };
}
