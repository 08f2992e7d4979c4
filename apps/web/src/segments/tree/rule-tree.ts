/** The rule tree as the API takes it (docs/segments/rule-tree.md). The builder edits this JSON itself, so nothing is lost on the way. */
export type Match = 'all' | 'any';

export interface GroupNode {
  v?: 1;
  match: Match;
  not?: boolean;
  rules: TreeNode[];
}

export interface FieldRule {
  field: string;
  op: string;
  value?: unknown;
}

export interface PropertyRule {
  property: string;
  op: string;
  value?: unknown;
}

export interface EventRule {
  event: string;
  did?: boolean;
  count?: { op: 'atLeast' | 'atMost' | 'exactly'; value: number };
  sum?: string;
  avg?: string;
  min?: string;
  max?: string;
  op?: string;
  value?: unknown;
  within?: Within;
  where?: GroupNode;
}

export interface Within {
  last?: number;
  unit?: string;
  from?: string;
  to?: string;
  this?: string;
  previous?: string;
}

export interface TagRule {
  tag: string;
  has?: boolean;
}

export interface TopicRule {
  topic: string;
  status: 'subscribed' | 'unsubscribed' | 'pending' | 'none';
  endsInDays?: number;
}

export interface SegmentRule {
  segment: string;
  member?: boolean;
}

export interface SampleRule {
  sample: { percent: number; seed: string };
}

export type Rule = FieldRule | PropertyRule | EventRule | TagRule | TopicRule | SegmentRule | SampleRule;
export type TreeNode = GroupNode | Rule;
export type RuleKind = 'field' | 'property' | 'event' | 'tag' | 'topic' | 'segment' | 'sample';

/** As the API has them; it refuses more. */
export const MAX_DEPTH = 8;

const KINDS: readonly RuleKind[] = ['field', 'property', 'event', 'tag', 'topic', 'segment', 'sample'];

export function isGroup(node: TreeNode): node is GroupNode {
  return 'rules' in node || 'match' in node;
}

/** Undefined for what is no rule at all. */
export function kindOf(rule: Rule): RuleKind | undefined {
  return KINDS.find((kind) => kind in rule);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: unknown, depth: number): boolean {
  // Deeper than the API allows, but not so deep that drawing it would hurt.
  if (!isObject(value) || depth > 2 * MAX_DEPTH) return false;
  if ('rules' in value || 'match' in value) return isGroupShaped(value, depth);
  if (!KINDS.some((kind) => kind in value)) return false;
  return value.where === undefined || (isObject(value.where) && isGroupShaped(value.where, depth + 1));
}

function isGroupShaped({ match, rules }: Record<string, unknown>, depth: number): boolean {
  return (
    (match === 'all' || match === 'any') &&
    Array.isArray(rules) &&
    rules.every((rule) => isNode(rule, depth + 1))
  );
}

/** Whether the builder can show it: groups of things that are rules. Whether these make sense is for the API to say. */
export function isShowable(value: unknown): value is GroupNode {
  return isObject(value) && isGroupShaped(value, 1);
}
