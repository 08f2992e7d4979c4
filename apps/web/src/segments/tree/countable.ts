import type { Catalogue } from './catalogue';
import { isGroup, type EventRule, type GroupNode, type Rule, type TreeNode } from './rule-tree';
import { isFilled } from './values';

const AGGREGATES = ['sum', 'avg', 'min', 'max'] as const;

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function hasValue(rule: { op?: string; value?: unknown }, type: string, catalogue: Catalogue): boolean {
  const shapes = catalogue.shapes(type, rule.op ?? '');
  // What the catalogue does not know is for the API to judge.
  return !shapes || shapes.length === 0 || shapes.some((shape) => isFilled(shape, rule.value));
}

function isEventComplete(rule: EventRule, catalogue: Catalogue): boolean {
  if (!isText(rule.event)) return false;
  if (rule.count && typeof rule.count.value !== 'number') return false;
  const fn = AGGREGATES.find((name) => name in rule);
  if (fn && !(isText(rule[fn]) && hasValue(rule, 'aggregate', catalogue))) return false;
  const { within } = rule;
  if (!within) return true;
  if ('last' in within) return typeof within.last === 'number';
  return Object.values(within).some(isText);
}

/** Everything that the rule needs has been filled in. Filters of events are looked at one by one. */
export function isComplete(rule: Rule, catalogue: Catalogue): boolean {
  if ('property' in rule) return isText(rule.property) && hasValue(rule, 'property', catalogue);
  if ('field' in rule) {
    const field = catalogue.field(rule.field);
    return isText(rule.field) && (!field || hasValue(rule, field.type, catalogue));
  }
  if ('event' in rule) return isEventComplete(rule, catalogue);
  if ('tag' in rule) return isText(rule.tag);
  if ('topic' in rule) return isText(rule.topic);
  if ('segment' in rule) return isText(rule.segment);
  return 'sample' in rule ? typeof rule.sample.percent === 'number' && isText(rule.sample.seed) : true;
}

export interface Countable {
  /** The tree as it is shown. */
  full: GroupNode;
  /** The tree without rules that still lack something; the same object when none does. */
  tree: GroupNode;
  /** Pointers, in the full tree, of what was left out. */
  incomplete: ReadonlySet<string>;
  /** A pointer into `tree`, or into something below a node of it, as one into the full tree. */
  toFull: (pointer: string) => string;
}

/** What can be counted of a tree while somebody is still writing it. */
export function countableOf(tree: GroupNode, catalogue: Catalogue): Countable {
  const incomplete = new Set<string>();
  const origins = new Map<string, string>();

  const visit = (node: TreeNode, at: { full: string; kept: string }): TreeNode | null => {
    origins.set(at.kept, at.full);
    if (isGroup(node)) return visitGroup(node, at);
    if (!isComplete(node, catalogue)) {
      incomplete.add(at.full);
      return null;
    }
    const { where } = node as EventRule;
    if (!where) return node;
    const filters = visitGroup(where, { full: `${at.full}/where`, kept: `${at.kept}/where` });
    if (filters === where) return node;
    const { where: _, ...rest } = node as EventRule;
    return filters ? { ...rest, where: filters } : rest;
  };
  const visitGroup = (group: GroupNode, at: { full: string; kept: string }): GroupNode | null => {
    const rules: TreeNode[] = [];
    origins.set(at.kept, at.full);
    group.rules.forEach((rule, index) => {
      const place = { full: `${at.full}/rules/${index}`, kept: `${at.kept}/rules/${rules.length}` };
      const kept = visit(rule, place);
      if (kept) rules.push(kept);
    });
    if (rules.length === group.rules.length && rules.every((rule, index) => rule === group.rules[index]))
      return group;
    // An empty group would match everyone, which nobody asked for.
    return rules.length === 0 ? null : { ...group, rules };
  };

  const kept = visitGroup(tree, { full: '', kept: '' });
  return {
    full: tree,
    tree: kept ?? { ...tree, rules: [] },
    incomplete,
    toFull: (pointer) => {
      for (let known = pointer; ; known = known.slice(0, known.lastIndexOf('/'))) {
        const origin = origins.get(known);
        if (origin !== undefined) return origin + pointer.slice(known.length);
        if (known === '') return pointer;
      }
    },
  };
}
