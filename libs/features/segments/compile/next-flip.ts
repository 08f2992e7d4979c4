import type { References } from './compile-context';
import type { CompiledPredicate, CompileOptions } from './compile-rule-tree';
import { SqlParams } from './sql-params';
import type { FieldRule, Group, PropertyRule, Rule, RuleTree, TimeSpec, ValueTest } from '../tree/rule-tree';

const SMALLEST_STEP_MS = 60_000;

/**
 * When could time alone change the answer? An expression over `contacts c` (timestamptz): an instant strictly after
 * `options.clock.now` until which the tree answers the same for that contact as long as nobody changes data; null where
 * it always will. It may come early, never late. The function answers null when no rule of the tree depends on time.
 */
export function compileNextFlip(tree: RuleTree, options: CompileOptions): CompiledPredicate | null {
  if (!dependsOnTime(tree, options.references)) return null;
  const params = new SqlParams(options.firstParam ?? 1);
  const sql = params.instant(new Date(options.clock.now.getTime() + SMALLEST_STEP_MS));
  return { sql, params: params.values };
}

/** Whether a change of other contacts can change the answer about one: percentiles. */
export function dependsOnPeers(tree: RuleTree, references: References): boolean {
  return someRule(tree, references, (rule) => rule.kind === 'field' && rule.test.kind === 'percentile');
}

function dependsOnTime(tree: RuleTree, references: References): boolean {
  return someRule(tree, references, (rule) => {
    if (rule.kind === 'field') return isTimeField(rule);
    if (rule.kind !== 'event') return false;
    return (rule.within !== null && moves(rule.within)) || (rule.where !== null && whereMoves(rule.where));
  });
}

function isTimeField(rule: FieldRule): boolean {
  return rule.field.storage.kind === 'age' || testMoves(rule.test);
}

function whereMoves(group: Group<PropertyRule>): boolean {
  return group.rules.some((rule) => (rule.kind === 'group' ? whereMoves(rule) : testMoves(rule.test)));
}

function testMoves(test: ValueTest): boolean {
  return test.kind === 'anniversary' || (test.kind === 'time' && moves(test.spec));
}

/** Whether the stretch moves as time passes. */
function moves(spec: TimeSpec): boolean {
  return spec.how === 'last' || spec.how === 'next' || spec.how === 'this' || spec.how === 'previous';
}

function someRule(
  group: RuleTree,
  references: References,
  holds: (rule: Exclude<Rule, { kind: 'segment' }>) => boolean,
): boolean {
  return group.rules.some((rule) => {
    if (rule.kind === 'group') return someRule(rule, references, holds);
    if (rule.kind !== 'segment') return holds(rule);
    const segment = references.segments.get(rule.segmentId);
    return segment?.kind === 'dynamic' && someRule(segment.tree, references, holds);
  });
}
