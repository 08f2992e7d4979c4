import { fold } from '../tree/fold';
import type { Group, PropertyRule, RuleNode } from '../tree/rule-tree';
import { rulesOf } from '../tree/rule-tree';

/** What people call the things that trees name. What is missing here was deleted. */
export interface TreeNames {
  /** By id. */
  segments: ReadonlyMap<string, string>;
  /** By id. */
  campaigns: ReadonlyMap<string, string>;
  /** By folded name or by id. */
  tags: ReadonlyMap<string, string>;
  /** By key or by id. */
  topics: ReadonlyMap<string, string>;
  /** Labels of fields by path. */
  fields: ReadonlyMap<string, string>;
}

/** What trees refer to, as they write it. */
export interface NamedThings {
  segments: string[];
  campaigns: string[];
  tags: string[];
  topics: string[];
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}

/** Properties of events that hold ids or keys of these things. */
const OF_PROPERTY = { segment: 'segments', campaign: 'campaigns', topic: 'topics' } as const;

/** Which kind of thing a property of an event names; undefined for most. */
export function thingOfProperty(property: string): 'segments' | 'campaigns' | 'topics' | undefined {
  return Object.hasOwn(OF_PROPERTY, property) ? OF_PROPERTY[property as keyof typeof OF_PROPERTY] : undefined;
}

export function namedThings(nodes: readonly RuleNode[]): NamedThings {
  const things: NamedThings = { segments: [], campaigns: [], tags: [], topics: [] };
  for (const rule of nodes.flatMap(rulesOf)) {
    if (rule.kind === 'segment') things.segments.push(rule.segmentId);
    if (rule.kind === 'tag') things.tags.push(fold(rule.ref));
    if (rule.kind === 'topic') things.topics.push(rule.ref);
    if (rule.kind !== 'event' || !rule.where) continue;
    for (const { property, test } of propertyRulesOf(rule.where)) {
      const kind = thingOfProperty(property);
      if (!kind || test.kind !== 'text') continue;
      things[kind].push(...(kind === 'topics' ? test.values : test.values.filter(isId)));
    }
  }
  return things;
}

/** The filters of an event rule, without their groups. */
export function propertyRulesOf(node: PropertyRule | Group<PropertyRule>): PropertyRule[] {
  return node.kind === 'group' ? node.rules.flatMap(propertyRulesOf) : [node];
}
