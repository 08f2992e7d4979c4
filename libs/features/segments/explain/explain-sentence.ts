import type { Group, Rule, RuleNode, RuleTree } from '../tree/rule-tree';
import { inSingular } from './clause';
import { describeRule } from './describe-rule';
import { describeTogether, type Pronouns } from './describe-tree';
import { holds, type Answer } from './explain-tree';
import { listed, plain, say, shortened, textOf, type Phrase } from './phrase';
import { cutAfter, simplify } from './simplify-tree';
import type { TreeNames } from './tree-names';

interface Known {
  names: TreeNames;
  answers: ReadonlyMap<Rule, Answer>;
}

const OF_ONE: Pronouns = { who: 'they', whose: 'their' };
const MOST_REASONS = 6;
const MOST_FAILURES = 3;
/** Characters: groups within groups of long rules end here. */
const LONGEST = 1500;

/**
 * Why a contact is selected by a tree, or is not, in one sentence: "Ana is in because they are in Portugal (country is
 * Portugal)." or "Ana is not in; the only rule that fails: is tagged “vip” (does not have the tag)."
 */
export function explainSentence(tree: RuleTree, name: string, known: Known): string {
  if (tree.rules.length === 0)
    return tree.not
      ? `${name} is not in: the rules exclude everybody.`
      : `${name} is in: there are no rules to meet.`;
  const why = holds(tree, known.answers)
    ? `is in because ${becauseItHolds(tree, known)}`
    : `is not in${textOf(whyItFails(tree, known))}`;
  return `${name} ${shortened(why, LONGEST)}.`;
}

function becauseItHolds(tree: RuleTree, known: Known): string {
  const simple = simplify(reasonsOf(tree, known));
  if (typeof simple === 'string') return 'the rules let everybody in';
  const { tree: shown, left } = cutAfter(simple, MOST_REASONS);
  const more = left === 0 ? '' : `, and meet ${left} more ${left === 1 ? 'rule' : 'rules'}`;
  return `${textOf(inWords(shown, known))}${more}`;
}

/** The part of a tree that makes it hold: of alternatives only those that do. */
function reasonsOf(node: RuleNode, known: Known): RuleNode {
  if (node.kind !== 'group' || node.not) return node;
  const rules = node.rules
    .filter((rule) => node.match === 'all' || holds(rule, known.answers))
    .map((rule) => reasonsOf(rule, known));
  return { ...node, match: 'all', rules };
}

function inWords(node: RuleNode, { names, answers }: Known): Phrase {
  const because = (rule: Rule): string => answers.get(rule)?.because ?? '';
  return describeTogether([node], { names, because, pronouns: OF_ONE, join: 'and' });
}

function whyItFails(tree: Group<Rule>, known: Known): Phrase {
  if (tree.not) return say`: ${failureOf(tree, known)}`;
  const { length, 0: only } = tree.rules;
  if (length === 1 && only?.kind === 'group') return whyItFails(only, known);
  const failing = tree.rules.filter((rule) => !holds(rule, known.answers));
  const reasons = reasonsList(failing, known);
  if (length === 1) return say`; this does not hold: ${reasons}`;
  if (tree.match === 'any') return say`; none of the ${length.toString()} alternatives holds: ${reasons}`;
  if (failing.length === 1) return say`; the only rule that fails: ${reasons}`;
  if (failing.length === length)
    return say`; ${length === 2 ? 'both' : `all ${length}`} rules fail: ${reasons}`;
  return say`; ${failing.length.toString()} of ${length.toString()} rules fail: ${reasons}`;
}

function reasonsList(failing: readonly RuleNode[], known: Known): Phrase {
  const shown = failing.slice(0, MOST_FAILURES).map((node) => failureOf(node, known));
  const left = failing.length - shown.length;
  return listed(left === 0 ? shown : [...shown, plain(`${left} more`)], 'and', true);
}

/** One node that does not hold, and why. */
function failureOf(node: RuleNode, known: Known): Phrase {
  if (node.kind !== 'group') {
    const because = known.answers.get(node)?.because ?? '';
    const words = inSingular(describeRule(node, known.names));
    return because === '' ? words : say`${words} (${because})`;
  }
  if (node.not) {
    const inner = simplify(reasonsOf({ ...node, not: false }, known));
    if (typeof inner === 'string') return plain('a group that excludes everybody');
    return say`excluded because ${inWords(cutAfter(inner, MOST_FAILURES).tree, known)}`;
  }
  if (node.rules.length === 1) return failureOf(node.rules[0]!, known);
  const failing = node.rules.filter((rule) => !holds(rule, known.answers));
  const reasons = reasonsList(failing, known);
  return node.match === 'any' ? say`at least one of these: ${reasons}` : say`all of a group: ${reasons}`;
}
