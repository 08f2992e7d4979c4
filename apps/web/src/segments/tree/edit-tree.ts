import { isGroup, MAX_DEPTH, type EventRule, type GroupNode, type TreeNode } from './rule-tree';

/*
 * Trees are never changed in place. Nodes are named by JSON pointers (`/rules/1/rules/0`), as the API names them in mistakes,
 * counts and explanations. A `where` of an event is a tree of its own: nothing moves in or out of it.
 */

const keys = new WeakMap<object, string>();
let lastKey = 0;

/** Stays with a node through all edits: React keeps the focus by it. It is no part of the tree. */
export function keyOf(node: object): string {
  const known = keys.get(node);
  if (known !== undefined) return known;
  lastKey += 1;
  keys.set(node, `n${lastKey}`);
  return `n${lastKey}`;
}

function withKeyOf<T>(old: unknown, next: T): T {
  if (typeof old === 'object' && old !== null && typeof next === 'object' && next !== null)
    keys.set(next, keyOf(old));
  return next;
}

function stepsOf(pointer: string): string[] {
  return pointer.split('/').slice(1);
}

function update(node: unknown, steps: readonly string[], change: (node: unknown) => unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return withKeyOf(node, change(node));
  if (Array.isArray(node))
    return node.map((item: unknown, index) => (index === Number(step) ? update(item, rest, change) : item));
  const object = node as Record<string, unknown>;
  return withKeyOf(object, { ...object, [step]: update(object[step], rest, change) });
}

export function nodeAt(tree: GroupNode, pointer: string): TreeNode | undefined {
  let node: unknown = tree;
  for (const step of stepsOf(pointer)) node = (node as Record<string, unknown> | undefined)?.[step];
  return node as TreeNode | undefined;
}

export function replaceAt(tree: GroupNode, pointer: string, next: TreeNode): GroupNode {
  return update(tree, stepsOf(pointer), () => next) as GroupNode;
}

function groupAt(tree: GroupNode, pointer: string): GroupNode {
  return nodeAt(tree, pointer) as GroupNode;
}

function withRules(tree: GroupNode, pointer: string, change: (rules: TreeNode[]) => TreeNode[]): GroupNode {
  return update(tree, stepsOf(pointer), (node) => {
    const group = node as GroupNode;
    return { ...group, rules: change(group.rules) };
  }) as GroupNode;
}

/** The group that a rule stands in, and its place there. */
export function placeOf(pointer: string): { parent: string; index: number } {
  const cut = pointer.lastIndexOf('/rules/');
  return { parent: pointer.slice(0, cut), index: Number(pointer.slice(cut + '/rules/'.length)) };
}

/** The root of the tree, or of the filters of an event. */
export function isRoot(pointer: string): boolean {
  return pointer === '' || pointer.endsWith('/where');
}

/** Levels of groups down to the one at `pointer`; the root is the first. An event rule is no level, its `where` is one. */
export function depthOf(pointer: string): number {
  return 1 + stepsOf(pointer).filter((step) => step === 'rules').length;
}

/** Levels of groups in a node; 0 for a rule without filters. */
export function heightOf(node: TreeNode): number {
  if (isGroup(node)) return 1 + Math.max(0, ...node.rules.map(heightOf));
  const { where } = node as EventRule;
  return where ? heightOf(where) : 0;
}

export function appendTo(tree: GroupNode, groupPointer: string, node: TreeNode): GroupNode {
  return withRules(tree, groupPointer, (rules) => [...rules, node]);
}

export function insertAt(tree: GroupNode, pointer: string, node: TreeNode): GroupNode {
  const { parent, index } = placeOf(pointer);
  return withRules(tree, parent, (rules) => rules.toSpliced(index, 0, node));
}

function takeOut(tree: GroupNode, pointer: string): GroupNode {
  const { parent, index } = placeOf(pointer);
  return withRules(tree, parent, (rules) => rules.toSpliced(index, 1));
}

/** An empty group matches everyone: who takes the last rule out of one does not mean that. */
function dropEmptied(tree: GroupNode, groupPointer: string): GroupNode {
  if (groupAt(tree, groupPointer).rules.length > 0) return tree;
  if (groupPointer === '') return tree;
  if (!groupPointer.endsWith('/where')) {
    const { parent } = placeOf(groupPointer);
    return dropEmptied(takeOut(tree, groupPointer), parent);
  }
  const owner = groupPointer.slice(0, -'/where'.length);
  const { where: _, ...rule } = nodeAt(tree, owner) as EventRule;
  return replaceAt(tree, owner, rule);
}

/** Without the node, and without the groups that would be empty then. */
export function removeAt(tree: GroupNode, pointer: string): GroupNode {
  return dropEmptied(takeOut(tree, pointer), placeOf(pointer).parent);
}

export function duplicateAt(tree: GroupNode, pointer: string): GroupNode {
  const node = nodeAt(tree, pointer);
  if (!node) return tree;
  const { parent, index } = placeOf(pointer);
  return insertAt(tree, `${parent}/rules/${index + 1}`, structuredClone(node));
}

/** Puts a group of its own around a node. */
export function wrapAt(tree: GroupNode, pointer: string): GroupNode {
  const node = nodeAt(tree, pointer);
  if (!node) return tree;
  const { parent, index } = placeOf(pointer);
  return withRules(tree, parent, (rules) => rules.toSpliced(index, 1, { match: 'any', rules: [node] }));
}

/** Its rules in the place of the group. */
export function unwrapAt(tree: GroupNode, pointer: string): GroupNode {
  const { parent, index } = placeOf(pointer);
  const { rules: inner } = groupAt(tree, pointer);
  return withRules(tree, parent, (rules) => rules.toSpliced(index, 1, ...inner));
}

export function mayWrap(tree: GroupNode, pointer: string): boolean {
  const node = nodeAt(tree, pointer);
  return Boolean(node) && depthOf(placeOf(pointer).parent) + 1 + heightOf(node as TreeNode) <= MAX_DEPTH;
}

/** One step up or down as the rules stand on the page: past a rule, into a group, out of one. Null where there is no such step. */
export function moveAt(tree: GroupNode, pointer: string, direction: 'up' | 'down'): GroupNode | null {
  const node = nodeAt(tree, pointer);
  if (!node) return null;
  const target = targetOf(tree, pointer, direction);
  if (!target) return null;
  return dropEmptied(insertAt(takeOut(tree, pointer), target.pointer, node), target.left);
}

/** `left`: the pointer that the group it comes from has afterwards. */
function targetOf(
  tree: GroupNode,
  pointer: string,
  direction: 'up' | 'down',
): { pointer: string; left: string } | null {
  const { parent, index } = placeOf(pointer);
  const isUp = direction === 'up';
  const neighbour = groupAt(tree, parent).rules[isUp ? index - 1 : index + 1];
  if (neighbour) {
    const height = heightOf(nodeAt(tree, pointer) as TreeNode);
    if (!isGroup(neighbour) || depthOf(parent) + 1 + height > MAX_DEPTH)
      return { pointer: `${parent}/rules/${isUp ? index - 1 : index + 1}`, left: parent };
    // Once the node is taken out, a group below it has moved into its place.
    const group = `${parent}/rules/${isUp ? index - 1 : index}`;
    return { pointer: `${group}/rules/${isUp ? neighbour.rules.length : 0}`, left: parent };
  }
  if (isRoot(parent)) return null;
  const outer = placeOf(parent);
  const place = isUp ? outer.index : outer.index + 1;
  const left = `${outer.parent}/rules/${isUp ? outer.index + 1 : outer.index}`;
  return { pointer: `${outer.parent}/rules/${place}`, left };
}
