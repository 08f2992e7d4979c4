import type { CompileContext } from './compile-context';
import type { JsonPlace } from './json-test';
import type { FieldStorage, SegmentFieldType } from '../tree/field-catalogue';
import { DAY_LENGTH, localDay } from '../tree/resolve-time';

/** Where the value of a rule is read from. */
export type ValueSource =
  | { kind: 'field'; storage: FieldStorage; type: SegmentFieldType; contact: string; company: string }
  | { kind: 'property'; event: string; name: string };

/** Alias of the contact's row in `computed_values`, in the subquery that a rule on one of its columns makes. */
export const COMPUTED_ROW = 'cv';

const DAY = String.raw`^\d{4}-\d{2}-\d{2}$`;
const DATE_TIME = String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})$`;

/** Where a custom field or a property lives. */
export function jsonPlace(source: ValueSource): JsonPlace | undefined {
  if (source.kind === 'property') return { column: `${source.event}.properties`, key: source.name };
  if (source.storage.kind === 'attribute')
    return { column: `${source.contact}.attributes`, key: source.storage.key };
  return undefined;
}

/** A value from jsonb: the key is bound like every other value. */
function json(source: ValueSource, ctx: CompileContext): { value: string; text: string } | undefined {
  const place = jsonPlace(source);
  if (!place) return undefined;
  const bound = ctx.params.bind(place.key, 'text');
  return { value: `(${place.column} -> ${bound})`, text: `(${place.column} ->> ${bound})` };
}

/** The column of a built-in field. Names come from our own field tables. */
function column(source: ValueSource, ctx: CompileContext): string {
  if (source.kind === 'property') throw new Error('a property has no column');
  const { storage } = source;
  switch (storage.kind) {
    case 'contact':
      return `${source.contact}.${storage.column}`;
    case 'company':
      return `${source.company}.${storage.column}`;
    case 'age': {
      const birth = `${source.contact}.birth_date`;
      const today = ctx.params.bind(localDay(ctx.clock), 'date');
      return `(CASE WHEN ${birth} <= ${today} THEN extract(year FROM age(${today}::timestamp, ${birth}::timestamp)) END)`;
    }
    case 'computed':
      return `${COMPUTED_ROW}.${storage.column}`;
    case 'days-since': {
      const since = `${COMPUTED_ROW}.${storage.column}`;
      const now = ctx.params.instant(ctx.clock.now);
      return `(CASE WHEN ${since} <= ${now} THEN floor(extract(epoch FROM ${now} - ${since}) / 86400) END)`;
    }
    case 'attribute':
    case 'location':
      throw new Error(`${storage.kind} has no column`);
  }
}

/** The value as text; numbers and switches in jsonb count as their text, lists and objects as no value. */
export function textSql(source: ValueSource, ctx: CompileContext): string {
  const inJson = json(source, ctx);
  if (!inJson) return column(source, ctx);
  if (source.kind === 'field') return inJson.text;
  return `(CASE WHEN jsonb_typeof(${inJson.value}) IN ('string', 'number', 'boolean') THEN ${inJson.text} END)`;
}

export function numberSql(source: ValueSource, ctx: CompileContext): string {
  const inJson = json(source, ctx);
  if (!inJson) return column(source, ctx);
  return `(CASE WHEN jsonb_typeof(${inJson.value}) = 'number' THEN ${inJson.value}::numeric END)`;
}

/** A predicate: the value is `wanted`. */
export function booleanSql(source: ValueSource, wanted: boolean, ctx: CompileContext): string {
  const inJson = json(source, ctx);
  if (inJson) return `${inJson.value} = '${wanted ? 'true' : 'false'}'::jsonb`;
  return `${column(source, ctx)} = ${wanted ? 'true' : 'false'}`;
}

/** A list of texts in jsonb. */
export function listSql(source: ValueSource, ctx: CompileContext): string {
  const inJson = json(source, ctx);
  if (!inJson) throw new Error('only custom fields and properties hold lists');
  return `(CASE WHEN jsonb_typeof(${inJson.value}) = 'array' THEN ${inJson.value} END)`;
}

/**
 * The value as a sortable day: a `date`, or `YYYY-MM-DD` text in jsonb, which sorts alike. `guard` tells a day from what
 * is none; it is asked last, so that it is paid for only by those who match.
 */
export function daySql(
  source: ValueSource,
  ctx: CompileContext,
): { sql: string; type: 'date' | 'text'; guard?: string } {
  const inJson = json(source, ctx);
  return inJson
    ? {
        sql: `${inJson.text} COLLATE "C"`,
        type: 'text',
        guard: `jsonb_typeof(${inJson.value}) = 'string' AND length(${inJson.text}) = ${DAY_LENGTH}`,
      }
    : { sql: column(source, ctx), type: 'date' };
}

/** The value as an instant. What is no time in jsonb counts as no value, and never makes the statement fail. */
export function instantSql(source: ValueSource, ctx: CompileContext): string {
  const inJson = json(source, ctx);
  if (!inJson) return column(source, ctx);
  const { value, text } = inJson;
  // Bound only where it is used: PostgreSQL refuses a value that no placeholder names.
  const day = source.kind === 'property' ? startOfDaySql(text, ctx) : '';
  return `(CASE WHEN jsonb_typeof(${value}) <> 'string' THEN NULL ${day}
    WHEN ${text} ~ '${DATE_TIME}' AND pg_input_is_valid(${text}, 'timestamptz') THEN ${text}::timestamptz END)`;
}

/** An hour after 23:00, because PostgreSQL takes the second midnight where the clock is set back to it. */
function startOfDaySql(text: string, ctx: CompileContext): string {
  const zone = ctx.params.bind(ctx.clock.zone, 'text');
  return `WHEN ${text} ~ '${DAY}' AND pg_input_is_valid(${text}, 'date')
      THEN (${text}::date::timestamp - interval '1 hour') AT TIME ZONE ${zone} + interval '1 hour'`;
}

/** `MM-DD` of the value, in the workspace's zone where it has a time. */
export function monthDaySql(source: ValueSource, isDay: boolean, ctx: CompileContext): string {
  if (!isDay)
    return `to_char(${instantSql(source, ctx)} AT TIME ZONE ${ctx.params.bind(ctx.clock.zone, 'text')}, 'MM-DD')`;
  const inJson = json(source, ctx);
  return inJson
    ? `(CASE WHEN jsonb_typeof(${inJson.value}) = 'string' THEN substr(${inJson.text}, 6, 5) END)`
    : `to_char(${column(source, ctx)}, 'MM-DD')`;
}

/** A predicate: there is a value. An empty text and an empty list are none. */
export function isSetSql(source: ValueSource, ctx: CompileContext): string {
  const inJson = json(source, ctx);
  if (inJson) return `(${inJson.text} <> '' AND ${inJson.value} <> '[]'::jsonb)`;
  if (source.kind === 'field' && source.storage.kind === 'location') {
    return `(${source.contact}.latitude IS NOT NULL AND ${source.contact}.longitude IS NOT NULL)`;
  }
  const isText = source.kind === 'field' && source.type === 'text';
  return isText ? `${column(source, ctx)} <> ''` : `${column(source, ctx)} IS NOT NULL`;
}
