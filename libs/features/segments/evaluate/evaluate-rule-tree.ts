import { DateTime } from 'luxon';
import type { References } from '../compile/compile-context';
import { holdsWhere } from '../compile/compile-event-rule';
import { compareExact, exactNumber, exactSum, times } from './exact-number';
import { evaluateTest, propertyValue, type Value } from './evaluate-value-test';
import type { FieldStorage } from '../tree/field-catalogue';
import { fold } from '../tree/fold';
import { resolveTime, type Clock } from '../tree/resolve-time';
import type {
  Aggregate,
  EventRule,
  FieldRule,
  Group,
  PropertyRule,
  RuleNode,
  SegmentRule,
} from '../tree/rule-tree';
import { samplePlace, sampleThreshold } from '../tree/sample-hash';

/** Everything about one contact that a rule may ask for. Built-in fields by the name of their column. */
export interface ContactFacts {
  id: string;
  columns: Readonly<Record<string, string | number | boolean | Date | null>>;
  /** Null: no company. */
  companyColumns: Readonly<Record<string, string | number | null>> | null;
  /** Null: nothing was computed about the contact. */
  computedColumns: Readonly<Record<string, string | number | null>> | null;
  attributes: Readonly<Record<string, unknown>>;
  tagIds: ReadonlySet<string>;
  /** Topic id → status. */
  subscriptions: ReadonlyMap<string, string>;
  events: readonly { name: string; properties: Readonly<Record<string, unknown>>; occurredAt: Date }[];
  staticSegmentIds: ReadonlySet<string>;
}

export interface EvaluateOptions {
  clock: Clock;
  references: References;
  /** The workspace's threshold of a percentile rule; null when nobody has a value. */
  percentileThreshold: (rule: FieldRule) => number | null;
}

/** Whether the tree holds for one contact: the same answer as the compiled statement, without a database. */
export function evaluateRuleTree(node: RuleNode, facts: ContactFacts, options: EvaluateOptions): boolean {
  switch (node.kind) {
    case 'group':
      return evaluateGroup(node, (rule) => evaluateRuleTree(rule, facts, options));
    case 'field':
      return evaluateField(node, facts, options);
    case 'event':
      return evaluateEvent(node, facts, options);
    case 'tag':
      return facts.tagIds.has(options.references.tags.get(fold(node.ref)) ?? '') === node.has;
    case 'topic': {
      const status = facts.subscriptions.get(options.references.topics.get(node.ref) ?? '') ?? 'none';
      return status === node.status;
    }
    case 'segment':
      return evaluateSegment(node, facts, options) === node.member;
    case 'sample':
      return samplePlace(facts.id, node.seed) < sampleThreshold(node.percent);
  }
}

function evaluateGroup<Rule>(group: Group<Rule>, holds: (rule: Rule | Group<Rule>) => boolean): boolean {
  const { rules } = group;
  const joined = rules.length === 0 || (group.match === 'all' ? rules.every(holds) : rules.some(holds));
  return joined !== group.not;
}

function evaluateSegment(rule: SegmentRule, facts: ContactFacts, options: EvaluateOptions): boolean {
  const segment = options.references.segments.get(rule.segmentId);
  return segment?.kind === 'dynamic'
    ? evaluateRuleTree(segment.tree, facts, options)
    : facts.staticSegmentIds.has(rule.segmentId);
}

function evaluateField(rule: FieldRule, facts: ContactFacts, options: EvaluateOptions): boolean {
  const value = fieldValue(rule.field.storage, facts, options.clock);
  const place = { lat: facts.columns['latitude'], lon: facts.columns['longitude'] };
  const positive =
    rule.test.kind === 'percentile'
      ? withinPercentile(rule, value, options)
      : evaluateTest(rule.test, { value, isDay: rule.field.type === 'date', place }, options.clock);
  return positive !== rule.negated;
}

function withinPercentile(rule: FieldRule, value: Value, options: EvaluateOptions): boolean {
  const threshold = options.percentileThreshold(rule);
  if (typeof value !== 'number' || threshold === null || rule.test.kind !== 'percentile') return false;
  return rule.test.side === 'top' ? value >= threshold : value <= threshold;
}

/** The value of a field, or null. */
export function fieldValue(storage: FieldStorage, facts: ContactFacts, clock: Clock): Value {
  switch (storage.kind) {
    case 'contact':
      return facts.columns[storage.column] ?? null;
    case 'company':
      return facts.companyColumns?.[storage.column] ?? null;
    case 'computed':
      return facts.computedColumns ? (facts.computedColumns[storage.column] ?? null) : storage.otherwise;
    case 'days-since':
      return daysSince(facts.computedColumns?.[storage.column], clock);
    case 'attribute':
      return propertyValue(
        Object.hasOwn(facts.attributes, storage.key) ? facts.attributes[storage.key] : null,
      );
    case 'age':
      return ageOf(facts.columns['birth_date'], clock);
    case 'location':
      return facts.columns['latitude'] == null || facts.columns['longitude'] == null ? null : true;
  }
}

function daysSince(at: unknown, clock: Clock): number | null {
  if (typeof at !== 'string') return null;
  const elapsed = clock.now.getTime() - new Date(at).getTime();
  return elapsed < 0 ? null : Math.floor(elapsed / 86_400_000);
}

function ageOf(birthDate: unknown, clock: Clock): number | null {
  if (typeof birthDate !== 'string') return null;
  const today = DateTime.fromJSDate(clock.now, { zone: clock.zone }).toFormat('yyyy-MM-dd');
  if (birthDate > today) return null;
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

function evaluateEvent(rule: EventRule, facts: ContactFacts, { clock }: EvaluateOptions): boolean {
  const bounds = rule.within ? resolveTime(rule.within, clock) : null;
  const events = facts.events.filter(
    (event) =>
      event.name === rule.name &&
      (!bounds || evaluateTest({ kind: 'time', spec: rule.within! }, { value: event.occurredAt }, clock)) &&
      (!rule.where || evaluateWhere(rule.where, event.properties, clock)),
  );
  const { condition } = rule;
  switch (condition.kind) {
    case 'did':
      return events.length > 0 === condition.did;
    case 'count':
      if (condition.op === 'atLeast') return events.length >= condition.value;
      return condition.op === 'atMost' ? events.length <= condition.value : events.length === condition.value;
    case 'aggregate': {
      const numbers = events.flatMap((event) => {
        const value = Object.hasOwn(event.properties, condition.property)
          ? event.properties[condition.property]
          : null;
        return typeof value === 'number' ? [value] : [];
      });
      const compareTo = aggregate(condition.fn, numbers);
      if (compareTo === null) return condition.test.kind === 'set' && condition.negated;
      return holdsWhere(condition.test, compareTo) !== condition.negated;
    }
  }
}

/** How the aggregate compares with a wanted number; null when it has no value. */
function aggregate(fn: Aggregate, numbers: readonly number[]): ((wanted: number) => number) | null {
  if (fn === 'sum') return (wanted) => compareExact(exactSum(numbers), exactNumber(wanted));
  if (numbers.length === 0) return null;
  if (fn === 'avg') {
    return (wanted) => compareExact(exactSum(numbers), times(exactNumber(wanted), numbers.length));
  }
  const value = fn === 'min' ? Math.min(...numbers) : Math.max(...numbers);
  return (wanted) => value - wanted;
}

function evaluateWhere(
  group: Group<PropertyRule>,
  properties: Readonly<Record<string, unknown>>,
  clock: Clock,
): boolean {
  return evaluateGroup(group, (rule) => {
    if (rule.kind === 'group') return evaluateWhere(rule, properties, clock);
    const value = propertyValue(Object.hasOwn(properties, rule.property) ? properties[rule.property] : null);
    return evaluateTest(rule.test, { value, isProperty: true }, clock) !== rule.negated;
  });
}
