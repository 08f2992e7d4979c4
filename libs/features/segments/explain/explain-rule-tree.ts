import { describeRule } from './describe-rule';
import type { RuleNode } from '../tree/rule-tree';

/** One group or rule, and whether it holds for the contact. */
export interface Explanation {
  pointer: string;
  holds: boolean;
  /** The rule in plain words. */
  text: string;
  /** Only groups have them. */
  rules?: Explanation[];
}

/** A node and all below it, in the order in which they are answered. */
export function explainedNodes(node: RuleNode): RuleNode[] {
  return node.kind === 'group' ? [node, ...node.rules.flatMap(explainedNodes)] : [node];
}

export function explainNode(node: RuleNode, answers: ReadonlyMap<RuleNode, boolean>): Explanation {
  const own = { pointer: node.pointer, holds: answers.get(node) ?? false, text: describeRule(node) };
  return node.kind === 'group'
    ? { ...own, rules: node.rules.map((rule) => explainNode(rule, answers)) }
    : own;
}
