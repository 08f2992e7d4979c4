import type { Group, Rule, RuleNode } from '../tree/rule-tree';

/** A tree without what makes no difference: everybody, nobody, or rules joined in groups of at least two. */
export type SimpleTree = 'everybody' | 'nobody' | RuleNode;

/**
 * The same question in fewer words: empty groups are worked out, a group of one rule is that rule, and groups joined
 * like the group around them are part of it.
 */
export function simplify(node: RuleNode): SimpleTree {
  if (node.kind !== 'group') return node;
  // Only an empty group matches everyone under `any`; one whose rules all match nobody matches nobody.
  const positive = node.rules.length === 0 ? 'everybody' : simplifyRules(node);
  return node.not ? turned(positive) : positive;
}

function simplifyRules(group: Group<Rule>): SimpleTree {
  const deciding = group.match === 'all' ? 'nobody' : 'everybody';
  const rules: RuleNode[] = [];
  for (const rule of group.rules) {
    const simple = simplify(rule);
    if (simple === deciding) return deciding;
    if (typeof simple === 'string') continue;
    const isSame = simple.kind === 'group' && !simple.not && simple.match === group.match;
    rules.push(...(isSame ? simple.rules : [simple]));
  }
  const [first, second] = rules;
  if (!first) return group.match === 'all' ? 'everybody' : 'nobody';
  return second ? { ...group, not: false, rules } : first;
}

function turned(tree: SimpleTree): SimpleTree {
  if (tree === 'everybody') return 'nobody';
  if (tree === 'nobody') return 'everybody';
  if (tree.kind === 'group') return { ...tree, not: !tree.not };
  const { pointer } = tree;
  return opposite(tree) ?? { kind: 'group', pointer, match: 'all', not: true, rules: [tree] };
}

/** The rule that holds exactly where this one does not; undefined where that cannot be said as one rule. */
function opposite(rule: Rule): Rule | undefined {
  switch (rule.kind) {
    case 'field':
      if (rule.test.kind === 'percentile' || rule.test.kind === 'anniversary') return undefined;
      return rule.test.kind === 'boolean' ? undefined : { ...rule, negated: !rule.negated };
    case 'event':
      return rule.condition.kind === 'did'
        ? { ...rule, condition: { kind: 'did', did: !rule.condition.did } }
        : undefined;
    case 'tag':
      return { ...rule, has: !rule.has };
    case 'segment':
      return { ...rule, member: !rule.member };
    case 'topic':
    case 'sample':
      return undefined;
  }
}

/** The first `most` rules of a tree, and how many more there are. */
export function cutAfter<Leaf extends { kind: string }>(
  tree: Leaf | Group<Leaf>,
  most: number,
): { tree: Leaf | Group<Leaf>; left: number } {
  const budget = { shown: most, left: 0 };
  return { tree: cutNode(tree, budget) ?? tree, left: budget.left };
}

function cutNode<Leaf extends { kind: string }>(
  node: Leaf | Group<Leaf>,
  budget: { shown: number; left: number },
): Leaf | Group<Leaf> | undefined {
  if (isGroup(node)) {
    const rules = node.rules.flatMap((rule) => cutNode(rule, budget) ?? []);
    const isCutAway = rules.length === 0 && node.rules.length > 0;
    return isCutAway ? undefined : { ...node, rules };
  }
  if (budget.shown === 0) {
    budget.left += 1;
    return undefined;
  }
  budget.shown -= 1;
  return node;
}

function isGroup<Leaf extends { kind: string }>(node: Leaf | Group<Leaf>): node is Group<Leaf> {
  return node.kind === 'group';
}
