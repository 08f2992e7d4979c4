import type { Group, Rule, RuleNode } from '../tree/rule-tree';
import { inSingular } from './clause';
import { describeRule } from './describe-rule';
import type { Evidence, Explanation } from './explanation';
import { capitalised, plain, toSentence, type Sentence } from './phrase';
import type { TreeNames } from './tree-names';

/** What is known about one rule. */
export interface Answer {
  holds: boolean;
  because: string;
  evidence: Evidence;
}

export interface ExplainOptions {
  names: TreeNames;
  /** Of every rule below the node. */
  answers: ReadonlyMap<Rule, Answer>;
  /** The rules of the segment that a rule names, as far as they are explained. */
  inside?: (rule: Rule) => Explanation | undefined;
}

/** Whether a node holds, from the answers to its rules: as in the compiled statement, each is true or false. */
export function holds(node: RuleNode, answers: ReadonlyMap<Rule, Answer>): boolean {
  if (node.kind !== 'group') return answers.get(node)?.holds ?? false;
  const { match, not, rules } = node;
  const isTrue = (rule: RuleNode): boolean => holds(rule, answers);
  const joined = rules.length === 0 || (match === 'all' ? rules.every(isTrue) : rules.some(isTrue));
  return joined !== not;
}

/** A node and all below it, each with its answer. */
export function explainNode(node: RuleNode, options: ExplainOptions): Explanation {
  const { pointer } = node;
  if (node.kind === 'group') {
    const rules = node.rules.map((rule) => explainNode(rule, options));
    const text = groupText(node);
    return { pointer, holds: holds(node, options.answers), text, because: null, evidence: null, rules };
  }
  const answer = options.answers.get(node);
  if (!answer) throw new Error('a rule was explained that was not asked');
  const text = toSentence(capitalised(inSingular(describeRule(node, options.names))));
  const segment = options.inside?.(node);
  return { pointer, text, ...answer, ...(segment && { segment }) };
}

function groupText({ match, not, rules }: Group<Rule>): Sentence {
  if (rules.length === 0) return toSentence(plain(not ? 'Nobody' : 'Everybody'));
  if (not) return toSentence(plain(match === 'all' ? 'Not all of these' : 'None of these'));
  return toSentence(plain(match === 'all' ? 'All of these' : 'At least one of these'));
}
