import type { CompileContext } from '../compile/compile-context';
import { earliestSql } from './flip-sql';
import type { FlipTables } from './flip-tables';
import type { Group } from '../tree/rule-tree';

export interface FlipContext extends CompileContext {
  tables: FlipTables;
}

/** What has to be known about the rules of a group to tell when the group flips. */
interface Asked<Rule> {
  /** Null when time does not change the rule. */
  flip(rule: Rule | Group<Rule>): string | null;
  /** Whether a rule that time does not change is one that only the contact's own data change. */
  isOwn(rule: Rule | Group<Rule>): boolean;
  /** A predicate that is true or false. */
  holds(group: Group<Rule>): string;
}

/**
 * The earliest flip of its rules. It does not matter where rules that time does not change decide alone: one of `all` is
 * false, one of `any` is true. Whoever changes the data of such a rule asks again.
 */
export function groupFlip<Rule>(group: Group<Rule>, asked: Asked<Rule>): string | null {
  const rules = group.rules.map((rule) => ({ rule, flip: asked.flip(rule) }));
  const flips = rules.flatMap(({ flip }) => flip ?? []);
  if (flips.length === 0) return null;
  const still = rules.flatMap(({ rule, flip }) => (flip === null && asked.isOwn(rule) ? [rule] : []));
  const earliest = earliestSql(flips);
  if (still.length === 0) return earliest;
  const holds = asked.holds({ ...group, not: false, rules: still });
  return `CASE WHEN ${group.match === 'all' ? holds : `NOT ${holds}`} THEN ${earliest} END`;
}
