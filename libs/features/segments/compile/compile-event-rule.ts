import type { CompileContext } from './compile-context';
import { compileInstants, compileValueTest } from './compile-value-test';
import { eventSource } from './event-source';
import { resolveTime } from '../tree/resolve-time';
import type { EventCondition, EventRule, Group, PropertyRule, ValueTest } from '../tree/rule-tree';
import { numberSql } from './value-sql';

const EVENT = 'e';

/**
 * A predicate about the events of the contact, never null. "Did" is a semi-join; counts and sums are grouped once per
 * statement and joined (a correlated count per contact is three times as slow). What no event at all satisfies (at most two
 * orders, a sum below ten) is asked as "nobody for whom the opposite holds", so that contacts without events are in.
 */
export function compileEventRule(rule: EventRule, ctx: CompileContext): string {
  const { condition } = rule;
  if (condition.kind === 'did') return condition.did ? exists(rule, ctx) : `NOT ${exists(rule, ctx)}`;
  if (condition.kind === 'count' && condition.op === 'atLeast' && condition.value === 1)
    return exists(rule, ctx);
  const having = compileHaving(condition, ctx);
  return holdsForNothing(condition)
    ? `NOT ${existsGroup(rule, `NOT coalesce(${having}, false)`, ctx)}`
    : existsGroup(rule, having, ctx);
}

function exists(rule: EventRule, ctx: CompileContext): string {
  return `EXISTS (SELECT 1 FROM ${eventSource(rule.name)} ${EVENT}
    WHERE ${EVENT}.contact_id = ${ctx.contact}.id AND ${compileFilter(rule, ctx)})`;
}

function existsGroup(rule: EventRule, having: string, ctx: CompileContext): string {
  return `EXISTS (SELECT 1 FROM (
      SELECT ${EVENT}.contact_id FROM ${eventSource(rule.name)} ${EVENT} WHERE ${compileFilter(rule, ctx)}
      GROUP BY ${EVENT}.contact_id HAVING ${having}) grouped
    WHERE grouped.contact_id = ${ctx.contact}.id)`;
}

function compileFilter(rule: EventRule, ctx: CompileContext): string {
  const parts = [
    `${EVENT}.workspace_id = ${ctx.params.bind(ctx.workspaceId, 'uuid')}`,
    `${EVENT}.name = ${ctx.params.bind(rule.name, 'text')}`,
  ];
  if (rule.within)
    parts.push(compileInstants(resolveTime(rule.within, ctx.clock), `${EVENT}.occurred_at`, ctx));
  if (rule.where) parts.push(compileWhere(rule.where, ctx));
  return parts.join(' AND ');
}

/** All filters are about the same event. Every property rule is true or false, so `not` can simply flip. */
function compileWhere(group: Group<PropertyRule>, ctx: CompileContext): string {
  const rules = group.rules.map((rule) => {
    if (rule.kind === 'group') return compileWhere(rule, ctx);
    const source = { kind: 'property', event: EVENT, name: rule.property } as const;
    const positive = `coalesce(${compileValueTest(rule.test, source, ctx)}, false)`;
    return rule.negated ? `NOT ${positive}` : positive;
  });
  const joined = rules.length === 0 ? 'true' : rules.join(group.match === 'all' ? ' AND ' : ' OR ');
  return group.not ? `NOT (${joined})` : `(${joined})`;
}

function compileHaving(condition: Exclude<EventCondition, { kind: 'did' }>, ctx: CompileContext): string {
  if (condition.kind === 'count') {
    const operator = { atLeast: '>=', atMost: '<=', exactly: '=' }[condition.op];
    return `count(*) ${operator} ${ctx.params.bind(condition.value, 'bigint')}`;
  }
  const property = numberSql({ kind: 'property', event: EVENT, name: condition.property }, ctx);
  const value = condition.fn === 'sum' ? `coalesce(sum(${property}), 0)` : `${condition.fn}(${property})`;
  const test = compileAggregateTest(condition.test, value, ctx);
  if (!condition.negated) return test;
  // isNotSet is the one question that no value answers with yes; neq needs a value to differ (semantics 1.9).
  return condition.test.kind === 'set' ? `NOT (${test})` : `(${value} IS NOT NULL AND NOT (${test}))`;
}

function compileAggregateTest(test: ValueTest, value: string, ctx: CompileContext): string {
  switch (test.kind) {
    case 'set':
      return `${value} IS NOT NULL`;
    case 'number':
      return `${value} ${{ eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' }[test.how]} ${ctx.params.bind(test.value, 'numeric')}`;
    case 'between':
      return `${value} BETWEEN ${ctx.params.bind(test.from, 'numeric')} AND ${ctx.params.bind(test.to, 'numeric')}`;
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
  switch (test.kind) {
    case 'set':
      return true;
    case 'between':
      return value >= test.from && value <= test.to;
    case 'number':
      switch (test.how) {
        case 'eq':
          return value === test.value;
        case 'lt':
          return value < test.value;
        case 'lte':
          return value <= test.value;
        case 'gt':
          return value > test.value;
        case 'gte':
          return value >= test.value;
      }
    // eslint-disable-next-line no-fallthrough -- the inner switch returns in every case
    default:
      return false;
  }
}
