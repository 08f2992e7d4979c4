import type { CompileContext, Nullability, References } from './compile-context';
import { compileEventRule } from './compile-event-rule';
import { compileValueTest } from './compile-value-test';
import { isComputed } from '../tree/field-catalogue';
import { fold } from '../tree/fold';
import type { Clock } from '../tree/resolve-time';
import type { FieldRule, RuleNode, RuleTree, SegmentRule, TopicRule, ValueTest } from '../tree/rule-tree';
import { sampleSql, sampleThreshold } from '../tree/sample-hash';
import { SqlParams } from './sql-params';
import { COMPUTED_ROW, type ValueSource } from './value-sql';

/** A predicate over one contact, with its bound values in order. */
export interface CompiledPredicate {
  sql: string;
  params: unknown[];
}

export interface CompileOptions {
  workspaceId: string;
  clock: Clock;
  references: References;
  /** Number of the first placeholder. Default 1. */
  firstParam?: number;
  /** Alias of `contacts` in the surrounding statement. Default `c`. */
  contact?: string;
}

const ALIAS = /^[a-z][a-z0-9_]*$/;

/**
 * Compiles a tree to one predicate that is true or false, never null: it may be negated. Everything from the tree is
 * bound; identifiers come from our own tables of fields. The surrounding statement must already be limited to the
 * workspace: `FROM contacts c WHERE c.workspace_id = … AND (<sql>)`.
 */
export function compileRuleTree(tree: RuleTree, options: CompileOptions): CompiledPredicate {
  const context = contextOf(options);
  return { sql: compileNode(tree, 'never-null', context), params: context.params.values };
}

/** As `compileRuleTree`, for direct use in a WHERE, where null counts as false; better estimates, same answer. */
export function compileFilter(tree: RuleTree, options: CompileOptions): CompiledPredicate {
  const context = contextOf(options);
  return { sql: compileNode(tree, 'may-be-null', context), params: context.params.values };
}

/** Several predicates that share their bound values and one "now". */
export function compileTogether(
  nodes: readonly { node: RuleNode; nullability: Nullability }[],
  options: CompileOptions,
): { sql: string[]; params: unknown[] } {
  const context = contextOf(options);
  const sql = nodes.map(({ node, nullability }) => compileNode(node, nullability, context));
  return { sql, params: context.params.values };
}

export function contextOf(options: CompileOptions): CompileContext {
  const { workspaceId, clock, references, firstParam = 1, contact = 'c' } = options;
  if (!ALIAS.test(contact)) throw new Error(`not an alias: ${contact}`);
  return { workspaceId, clock, references, contact, params: new SqlParams(firstParam) };
}

export function compileNode(node: RuleNode, nullability: Nullability, ctx: CompileContext): string {
  switch (node.kind) {
    case 'group': {
      const inner = node.not ? 'never-null' : nullability;
      const rules = node.rules.map((rule) => compileNode(rule, inner, ctx));
      // An empty group matches everyone, whichever way its rules would be joined.
      const joined = rules.length === 0 ? 'true' : rules.join(node.match === 'all' ? ' AND ' : ' OR ');
      return node.not ? `NOT (${joined})` : `(${joined})`;
    }
    case 'field':
      return compileFieldRule(node, nullability, ctx);
    case 'event':
      return compileEventRule(node, ctx);
    case 'tag': {
      const tagId = ctx.params.bind(found(ctx.references.tags, fold(node.ref)), 'uuid');
      return negatedUnless(
        node.has,
        `EXISTS (SELECT 1 FROM contact_tags ct WHERE ct.contact_id = ${ctx.contact}.id AND ct.tag_id = ${tagId})`,
      );
    }
    case 'topic':
      return compileTopicRule(node, ctx);
    case 'segment':
      return compileSegmentRule(node, nullability, ctx);
    case 'sample': {
      const place = sampleSql(`${ctx.contact}.id`, ctx.params.bind(node.seed, 'text'));
      return `${place} < ${ctx.params.bind(sampleThreshold(node.percent), 'bigint')}`;
    }
  }
}

function compileFieldRule(rule: FieldRule, nullability: Nullability, ctx: CompileContext): string {
  const { storage, type } = rule.field;
  const source: ValueSource = { kind: 'field', storage, type, contact: ctx.contact, company: 'co' };
  const positive = compileValueTest(rule.test, source, ctx);
  if (storage.kind === 'company') {
    const asked = `EXISTS (SELECT 1 FROM companies co
      WHERE co.workspace_id = ${ctx.contact}.workspace_id AND co.id = ${ctx.contact}.company_id AND ${positive})`;
    return negatedUnless(!rule.negated, asked);
  }
  if (isComputed(storage)) return negatedUnless(!rule.negated, askComputed(rule, positive, ctx));
  if (rule.negated) return `(${positive}) IS NOT TRUE`;
  return nullability === 'never-null' ? `(${positive}) IS TRUE` : `(${positive})`;
}

/** Where those without a row count as having the value that is asked for, the opposite is asked of those who have one. */
function askComputed({ field, test }: FieldRule, positive: string, ctx: CompileContext): string {
  const row = `SELECT 1 FROM computed_values ${COMPUTED_ROW}
      WHERE ${COMPUTED_ROW}.workspace_id = ${ctx.params.bind(ctx.workspaceId, 'uuid')}
        AND ${COMPUTED_ROW}.contact_id = ${ctx.contact}.id`;
  const otherwise = field.storage.kind === 'computed' ? field.storage.otherwise : null;
  return otherwise !== null && holdsForChoice(test, otherwise)
    ? `NOT EXISTS (${row} AND NOT ${positive})`
    : `EXISTS (${row} AND ${positive})`;
}

function holdsForChoice(test: ValueTest, choice: string): boolean {
  return test.kind === 'set' || (test.kind === 'choice' && test.values.includes(choice));
}

function compileTopicRule(rule: TopicRule, ctx: CompileContext): string {
  const topicId = ctx.params.bind(found(ctx.references.topics, rule.ref), 'uuid');
  const subscription = `SELECT 1 FROM subscriptions s WHERE s.contact_id = ${ctx.contact}.id AND s.topic_id = ${topicId}`;
  if (rule.status === 'none') return `NOT EXISTS (${subscription})`;
  const standing = `${subscription} AND s.status = ${ctx.params.bind(rule.status, 'text')}`;
  if (rule.endsInDays === undefined) return `EXISTS (${standing})`;
  const now = ctx.params.instant(ctx.clock.now);
  const days = ctx.params.bind(rule.endsInDays, 'integer');
  return `EXISTS (${standing} AND s.expires_at > ${now} AND s.expires_at <= ${now} + make_interval(hours => 24 * ${days}))`;
}

function compileSegmentRule(rule: SegmentRule, nullability: Nullability, ctx: CompileContext): string {
  const segment = found(ctx.references.segments, rule.segmentId);
  if (segment.kind === 'dynamic') {
    return negatedUnless(
      rule.member,
      compileNode(segment.tree, rule.member ? nullability : 'never-null', ctx),
    );
  }
  const segmentId = ctx.params.bind(rule.segmentId, 'uuid');
  return negatedUnless(
    rule.member,
    `EXISTS (SELECT 1 FROM segment_members sm WHERE sm.segment_id = ${segmentId} AND sm.contact_id = ${ctx.contact}.id)`,
  );
}

function negatedUnless(positive: boolean, predicate: string): string {
  return positive ? predicate : `NOT ${predicate}`;
}

/** References are checked before a tree is compiled; a gap here is our mistake, not the caller's. */
function found<Value>(map: ReadonlyMap<string, Value>, key: string): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error('rule tree compiled with a reference that was not loaded');
  return value;
}
