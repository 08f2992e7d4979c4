import type { RuleTree } from '../tree/rule-tree';

/**
 * How far contacts get through the top-level rules, as one number per contact, the step: with `all`, the place of the first rule
 * that does not hold; with `any`, of the first that does; the number of rules when there is none. Each rule is asked at most
 * once per contact, and all counts come out of one pass.
 */
export interface StepCount {
  step: number;
  /** Whoever stops at this step is in the whole tree. */
  isMember: boolean;
  count: number;
  mailableCount: number;
}

/** A CASE over predicates that are never null, in the order of the rules. */
export function stepSql(match: RuleTree['match'], predicates: readonly string[]): string {
  if (predicates.length === 0) return '0';
  const cases = predicates.map(
    (sql, index) => `WHEN ${match === 'all' ? `NOT (${sql})` : sql} THEN ${index}`,
  );
  return `CASE ${cases.join(' ')} ELSE ${predicates.length} END`;
}

/** A predicate over `step`: the contact is in the whole tree. */
export function isMemberSql({ match, not, rules }: RuleTree, step: string): string {
  const holds =
    match === 'all' || rules.length === 0 ? `${step} = ${rules.length}` : `${step} < ${rules.length}`;
  return not ? `NOT (${holds})` : holds;
}

/** The count with only the first, the first two, … top-level rules. `total` is the number of contacts asked. */
export function countsAfterEachRule(
  { match, not, rules }: RuleTree,
  { steps, total }: { steps: readonly StepCount[]; total: number },
): { pointer: string; count: number }[] {
  return rules.map(({ pointer }, index) => {
    const got = steps.filter(({ step }) => (match === 'all' ? step > index : step <= index));
    const held = got.reduce((sum, { count }) => sum + count, 0);
    return { pointer, count: not ? total - held : held };
  });
}
