import { fold } from '../tree/fold';
import type { EventRule, FieldRule, Rule } from '../tree/rule-tree';
import type { CompileContext } from './compile-context';
import { compileEventFilter } from './compile-event-rule';
import type { CompileOptions } from './compile-rule-tree';
import { percentileEdgeSql } from './compile-value-test';
import { eventSource } from './event-source';
import { fieldValues, type FieldValues } from './field-values';
import { SqlParams } from './sql-params';
import { numberSql, type ValueSource } from './value-sql';

/** Events that are shown of those that decided. */
export const MOST_EVENTS = 3;

/** What decided about the contact `c`, one jsonb expression per rule (null: nothing there). Needs `joins` after `contacts c`. */
export interface CompiledEvidence {
  sql: string[];
  joins: string[];
  params: unknown[];
}

/** The facts behind the answers to `rules`: field values, thresholds, events, dates of tags, subscriptions and lists. */
export function compileEvidence(rules: readonly Rule[], options: CompileOptions): CompiledEvidence {
  const { workspaceId, clock, references, firstParam = 1 } = options;
  const ctx: CompileContext = {
    workspaceId,
    clock,
    references,
    contact: 'c',
    params: new SqlParams(firstParam),
  };
  const joins = new Set<string>();
  const sql = rules.map((rule) => compileOne(rule, ctx, joins));
  return { sql, joins: [...joins], params: ctx.params.values };
}

function compileOne(rule: Rule, ctx: CompileContext, joins: Set<string>): string {
  switch (rule.kind) {
    case 'field':
      return compileField(rule, ctx, joins);
    case 'event':
      return compileEvents(rule, ctx);
    case 'tag': {
      const tagId = ctx.references.tags.get(fold(rule.ref));
      if (tagId === undefined) return 'NULL::jsonb';
      return `(SELECT to_jsonb(ct.added_at) FROM contact_tags ct
        WHERE ct.contact_id = c.id AND ct.tag_id = ${ctx.params.bind(tagId, 'uuid')})`;
    }
    case 'topic': {
      const topicId = ctx.references.topics.get(rule.ref);
      if (topicId === undefined) return 'NULL::jsonb';
      return `(SELECT jsonb_build_object('status', s.status, 'since', s.changed_at) FROM subscriptions s
        WHERE s.contact_id = c.id AND s.topic_id = ${ctx.params.bind(topicId, 'uuid')})`;
    }
    case 'segment':
      return `(SELECT to_jsonb(sm.added_at) FROM segment_members sm
        WHERE sm.contact_id = c.id AND sm.segment_id = ${ctx.params.bind(rule.segmentId, 'uuid')})`;
    case 'sample':
      return 'NULL::jsonb';
  }
}

function compileField({ field, test }: FieldRule, ctx: CompileContext, joins: Set<string>): string {
  const { storage, type } = field;
  const values = fieldValues(field, ctx);
  for (const join of values.joins) joins.add(join);
  if (storage.kind === 'attribute') {
    const value = `(c.attributes -> ${ctx.params.bind(storage.key, 'text')})`;
    return test.kind === 'percentile' ? withEdge(value) : value;
  }
  if (storage.kind === 'location')
    return `CASE WHEN c.latitude IS NOT NULL AND c.longitude IS NOT NULL
      THEN jsonb_build_object('lat', c.latitude, 'lon', c.longitude) END`;
  const value = `to_jsonb(${builtInValue(values, { type, storage })})`;
  return test.kind === 'percentile' ? withEdge(value) : value;

  function withEdge(own: string): string {
    if (test.kind !== 'percentile') return own;
    const source: ValueSource = { kind: 'field', storage, type, contact: 'c', company: 'co' };
    return `jsonb_build_object('value', ${own}, 'edge', ${percentileEdgeSql(test, source, ctx)})`;
  }
}

function builtInValue(
  values: FieldValues,
  { type, storage }: Pick<FieldRule['field'], 'type' | 'storage'>,
): string {
  switch (type) {
    case 'number':
      return values.number();
    case 'date':
      return values.day();
    case 'date-time':
      return values.instant();
    case 'boolean':
      return storage.kind === 'contact' ? `c.${storage.column}` : 'NULL::boolean';
    default:
      return values.text();
  }
}

function compileEvents(rule: EventRule, ctx: CompileContext): string {
  const { condition } = rule;
  const events = `FROM ${eventSource(rule.name)} e WHERE e.contact_id = c.id AND ${compileEventFilter(rule, ctx)}`;
  const property =
    condition.kind === 'aggregate'
      ? numberSql({ kind: 'property', event: 'e', name: condition.property }, ctx)
      : undefined;
  const value = condition.kind !== 'aggregate' ? 'NULL' : `(SELECT ${condition.fn}(${property}) ${events})`;
  return `jsonb_build_object('count', (SELECT count(*) ${events}), 'value', ${value}, 'latest',
    (SELECT jsonb_agg(jsonb_build_object('name', latest.name, 'occurredAt', latest.occurred_at, 'properties', latest.properties)
       ORDER BY latest.occurred_at DESC)
     FROM (SELECT e.name, e.occurred_at, e.properties ${events} ORDER BY e.occurred_at DESC LIMIT ${MOST_EVENTS}) latest))`;
}
