import type { SegmentField } from './field-catalogue';
import type { Aggregate, COUNT_OPERATORS, Period, TOPIC_STATUSES, Unit } from './limits';

export type { Aggregate, Period, Unit } from './limits';

/** Version of the JSON form that `parseRuleTree` reads. */
export const RULE_TREE_VERSION = 1;
export const MAX_DEPTH = 8;
export const MAX_RULES = 250;

/** `YYYY-MM-DD` (the start of that day in the workspace's zone) or an ISO date-time with its offset. */
export type Moment = string;

/** A stretch of time, resolved against "now" and the workspace's zone by `resolveTime`. */
export type TimeSpec =
  | { how: 'on'; date: string }
  | { how: 'before'; at: Moment }
  | { how: 'after'; at: Moment }
  | { how: 'between'; from: Moment | null; to: Moment | null }
  | { how: 'last'; n: number; unit: Unit }
  | { how: 'next'; n: number; unit: Unit }
  | { how: 'this'; period: Period }
  | { how: 'previous'; period: Period };

/**
 * A positive question about one value; false when there is no value. The negative operators (`isNot`, `notContains`,
 * …) are the same question with `negated` on the rule, which is why they include contacts without a value.
 */
export type ValueTest =
  | { kind: 'set' }
  | { kind: 'text'; how: 'is' | 'contains' | 'startsWith' | 'endsWith'; values: readonly string[] }
  | { kind: 'number'; how: 'eq' | 'lt' | 'lte' | 'gt' | 'gte'; value: number }
  | { kind: 'between'; from: number; to: number }
  | { kind: 'percentile'; side: 'top' | 'bottom'; percent: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'list'; how: 'any' | 'all'; values: readonly string[] }
  | { kind: 'time'; spec: TimeSpec }
  | { kind: 'anniversary'; n: number; unit: Unit }
  | { kind: 'near'; lat: number; lon: number; km: number };

export interface TestedValue {
  test: ValueTest;
  negated: boolean;
}

interface Located {
  /** JSON pointer of the rule, from the root of its tree. */
  pointer: string;
}

export interface Group<Rule> extends Located {
  kind: 'group';
  match: 'all' | 'any';
  not: boolean;
  rules: readonly (Rule | Group<Rule>)[];
}

export interface FieldRule extends Located, TestedValue {
  kind: 'field';
  field: SegmentField;
}

export interface PropertyRule extends Located, TestedValue {
  kind: 'property';
  property: string;
}

export type EventCondition =
  | { kind: 'did'; did: boolean }
  | { kind: 'count'; op: (typeof COUNT_OPERATORS)[number]; value: number }
  | ({ kind: 'aggregate'; fn: Aggregate; property: string } & TestedValue);

export interface EventRule extends Located {
  kind: 'event';
  name: string;
  condition: EventCondition;
  within: TimeSpec | null;
  where: Group<PropertyRule> | null;
}

/** `ref` is the tag's name (compared folded) or id. */
export interface TagRule extends Located {
  kind: 'tag';
  ref: string;
  has: boolean;
}

/** `ref` is the topic's key or id. */
export interface TopicRule extends Located {
  kind: 'topic';
  ref: string;
  status: (typeof TOPIC_STATUSES)[number];
  /** Only with `subscribed`: by an implied consent that ends within so many days (of 24 hours) from now. */
  endsInDays?: number;
}

export interface SegmentRule extends Located {
  kind: 'segment';
  segmentId: string;
  member: boolean;
}

export interface SampleRule extends Located {
  kind: 'sample';
  /** 0 < percent ≤ 100. */
  percent: number;
  seed: string;
}

export type Rule = FieldRule | EventRule | TagRule | TopicRule | SegmentRule | SampleRule;
export type RuleNode = Rule | Group<Rule>;
/** A parsed, valid tree: its root group. */
export type RuleTree = Group<Rule>;

/** Every rule of a tree, without the groups and without the inside of event rules. */
export function rulesOf(node: RuleNode): Rule[] {
  return node.kind === 'group' ? node.rules.flatMap(rulesOf) : [node];
}
