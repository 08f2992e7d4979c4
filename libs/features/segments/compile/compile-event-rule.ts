import type { CompileContext, Nullability } from './compile-context';
import { compileInstants, compileValueTest } from './compile-value-test';
import { eventSource, idColumn } from './event-source';
import { fold } from '../tree/fold';
import { resolveTime } from '../tree/resolve-time';
import type { Aggregate, EventCondition, EventRule, Group, PropertyRule, ValueTest } from '../tree/rule-tree';
import { numberSql } from './value-sql';

/** Alias of the rule's source. */
export const EVENT = 'e';

/**
 * A predicate about the events of the contact, never null. "Did" is a semi-join; counts and sums are grouped once per
 * statement and joined (a correlated count per contact is three times as slow). What no event at all satisfies (at most two
 * orders, a sum below ten) is asked as "nobody for whom the opposite holds", so that contacts without events are in.
 */
export function compileEventRule(rule: EventRule, ctx: CompileContext): string {
  const { condition } = rule;
  if (condition.kind === 'did') return condition.did ? exists(rule, ctx) : `NOT ${existsOne(rule, ctx)}`;
  if (condition.kind === 'count' && condition.op === 'atLeast' && condition.value === 1)
    return exists(rule, ctx);
  const having = compileHaving(condition, ctx);
  return holdsForNothing(condition)
    ? `NOT ${existsGroup(rule, `NOT coalesce(${having}, false)`, ctx)}`
    : existsGroup(rule, having, ctx);
}

/**
 * How many events pass a `where` is anybody's guess, and PostgreSQL's is too low: it would look up the events of every contact
 * one by one, month by month. Grouped, they are read once.
 */
function exists(rule: EventRule, ctx: CompileContext): string {
  return rule.where ? existsGroup(rule, 'true', ctx) : existsOne(rule, ctx);
}

function existsOne(rule: EventRule, ctx: CompileContext): string {
  return `EXISTS (SELECT 1 FROM ${eventSource(rule.name)} ${EVENT}
    WHERE ${EVENT}.contact_id = ${ctx.contact}.id AND ${compileEventFilter(rule, ctx, 'may-be-null')})`;
}

function existsGroup(rule: EventRule, having: string, ctx: CompileContext): string {
  return `EXISTS (SELECT 1 FROM (
      SELECT ${EVENT}.contact_id FROM ${eventSource(rule.name)} ${EVENT}
      WHERE ${compileEventFilter(rule, ctx, 'may-be-null')}
      GROUP BY ${EVENT}.contact_id HAVING ${having}) grouped
    WHERE grouped.contact_id = ${ctx.contact}.id)`;
}

/** Which rows of the rule's source, alias `e`, are its events; of whatever contact. */
export function compileEventFilter(
  rule: EventRule,
  ctx: CompileContext,
  nullability: Nullability = 'never-null',
): string {
  const parts = [
    `${EVENT}.workspace_id = ${ctx.params.bind(ctx.workspaceId, 'uuid')}`,
    `${EVENT}.name = ${ctx.params.bind(rule.name, 'text')}`,
  ];
  if (rule.within)
    parts.push(compileInstants(resolveTime(rule.within, ctx.clock), `${EVENT}.occurred_at`, ctx));
  if (rule.where) parts.push(compileWhere(rule.where, ctx, { name: rule.name, nullability }));
  return parts.join(' AND ');
}

/** All filters are about the same event. `name`, where it is known, leads to columns that say the same as properties. */
export function compileWhere(
  group: Group<PropertyRule>,
  ctx: CompileContext,
  event: { name: string; nullability: Nullability } = { name: '', nullability: 'never-null' },
): string {
  const inner = group.not ? { ...event, nullability: 'never-null' as const } : event;
  const rules = group.rules.map((rule) => {
    if (rule.kind === 'group') return compileWhere(rule, ctx, inner);
    const positive = compileProperty(rule, event.name, ctx);
    if (rule.negated) return `(${positive}) IS NOT TRUE`;
    return inner.nullability === 'never-null' ? `(${positive}) IS TRUE` : `(${positive})`;
  });
  const joined = rules.length === 0 ? 'true' : rules.join(group.match === 'all' ? ' AND ' : ' OR ');
  return group.not ? `NOT (${joined})` : `(${joined})`;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function compileProperty({ test, property }: PropertyRule, event: string, ctx: CompileContext): string {
  const column = idColumn(event, property);
  const ids = column && test.kind === 'text' && test.how === 'is' ? test.values.map(fold) : [];
  if (ids.length > 0 && ids.every((id) => UUID.test(id))) {
    return `${EVENT}.${column} = ANY(${ctx.params.bind(ids, 'uuid[]')})`;
  }
  return compileValueTest(test, { kind: 'property', event: EVENT, name: property }, ctx);
}

function compileHaving(condition: Exclude<EventCondition, { kind: 'did' }>, ctx: CompileContext): string {
  if (condition.kind === 'count') {
    const operator = { atLeast: '>=', atMost: '<=', exactly: '=' }[condition.op];
    return `count(*) ${operator} ${ctx.params.bind(condition.value, 'bigint')}`;
  }
  const property = numberSql({ kind: 'property', event: EVENT, name: condition.property }, ctx);
  const aggregate = aggregateOf(condition.fn, property);
  const test = compileAggregateTest(condition.test, aggregate, ctx);
  if (!condition.negated) return test;
  // isNotSet is the one question that no value answers with yes; neq needs a value to differ (semantics 1.9).
  return condition.test.kind === 'set'
    ? `NOT (${test})`
    : `(${aggregate.value} IS NOT NULL AND NOT (${test}))`;
}

/** What is compared, and what the wanted number is multiplied by: an average is not divided, so that it stays exact. */
interface AggregateSql {
  value: string;
  times: string;
}

function aggregateOf(fn: Aggregate, property: string): AggregateSql {
  if (fn === 'sum') return { value: `coalesce(sum(${property}), 0)`, times: '' };
  if (fn === 'avg') return { value: `sum(${property})`, times: ` * count(${property})` };
  return { value: `${fn}(${property})`, times: '' };
}

function compileAggregateTest(test: ValueTest, { value, times }: AggregateSql, ctx: CompileContext): string {
  const wanted = (number: number): string => `${ctx.params.bind(number, 'numeric')}${times}`;
  switch (test.kind) {
    case 'set':
      return `${value} IS NOT NULL`;
    case 'number':
      return `${value} ${{ eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' }[test.how]} ${wanted(test.value)}`;
    case 'between':
      return `${value} BETWEEN ${wanted(test.from)} AND ${wanted(test.to)}`;
    default:
      throw new Error(`an aggregate cannot be tested by ${test.kind}`);
  }
}

/** Whether somebody without any matching event satisfies the condition: a count and a sum are then 0. */
export function holdsForNothing(condition: EventCondition): boolean {
  switch (condition.kind) {
    case 'did':
      return !condition.did;
    case 'count':
      return condition.op === 'atMost' || condition.value === 0;
    case 'aggregate':
      if (condition.fn !== 'sum') return condition.test.kind === 'set' && condition.negated;
      return holdsForNumber(condition.test, 0) !== condition.negated;
  }
}

/** The question about a number that exists. */
export function holdsForNumber(test: ValueTest, value: number): boolean {
  return holdsWhere(test, (wanted) => value - wanted);
}

/** The same about a number of which is only known how it compares: below 0 less than `wanted`, 0 equal, above 0 more. */
export function holdsWhere(test: ValueTest, compareTo: (wanted: number) => number): boolean {
  switch (test.kind) {
    case 'set':
      return true;
    case 'between':
      return compareTo(test.from) >= 0 && compareTo(test.to) <= 0;
    case 'number':
      return HOLDS[test.how](compareTo(test.value));
    default:
      return false;
  }
}

const HOLDS: Record<(ValueTest & { kind: 'number' })['how'], (compared: number) => boolean> = {
  eq: (compared) => compared === 0,
  lt: (compared) => compared < 0,
  lte: (compared) => compared <= 0,
  gt: (compared) => compared > 0,
  gte: (compared) => compared >= 0,
};
