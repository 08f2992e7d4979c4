import { distanceKm } from '../tree/great-circle';
import type { EventRule, Rule } from '../tree/rule-tree';
import { samplePlace } from '../tree/sample-hash';
import { eventWords } from './event-words';
import type { DecidingEvent, Evidence } from './explanation';
import { shortened } from './phrase';
import { propertyRulesOf } from './tree-names';

/** What the database says about events; see `compileEvidence`. */
interface EventsFound {
  count: number;
  value: number | null;
  latest: { name: string; occurredAt: string; properties: Record<string, unknown> }[] | null;
}

const LONGEST_TEXT = 200;
const LONGEST_LIST = 20;
const MOST_PROPERTIES = 5;
const PLACES = 2 ** 32;

/** The facts behind the answer to `rule`, as `compileEvidence` brought them, in the shape that people are shown. */
export function evidenceOf(
  rule: Rule,
  found: unknown,
  {
    contactId,
    segmentOf,
  }: {
    contactId: string;
    segmentOf: (id: string) => Omit<Evidence & { kind: 'segment' }, 'kind' | 'since' | 'segmentId'>;
  },
): Evidence {
  switch (rule.kind) {
    case 'field':
      return fieldEvidence(rule, found);
    case 'event':
      return eventEvidence(rule, found as EventsFound);
    case 'tag':
      return { kind: 'tag', since: dateOf(found) };
    case 'topic': {
      const subscription = found as { status: 'subscribed'; since: string } | null;
      return {
        kind: 'topic',
        status: subscription?.status ?? 'none',
        since: dateOf(subscription?.since),
      };
    }
    case 'segment':
      return {
        kind: 'segment',
        segmentId: rule.segmentId,
        since: dateOf(found),
        ...segmentOf(rule.segmentId),
      };
    case 'sample':
      return { kind: 'sample', place: (samplePlace(contactId, rule.seed) / PLACES) * 100 };
  }
}

function fieldEvidence(rule: Rule & { kind: 'field' }, found: unknown): Evidence {
  const { test } = rule;
  if (test.kind === 'percentile') {
    const { value, edge } = found as { value: unknown; edge: number | null };
    return { kind: 'percentile', value: typeof value === 'number' ? value : null, edge };
  }
  if (test.kind === 'near') {
    const place = found as { lat: number; lon: number } | null;
    return { kind: 'distance', km: place && distanceKm(place, test) };
  }
  const isPlace = rule.field.storage.kind === 'location';
  return { kind: 'value', value: isPlace ? found : cut(found) };
}

function eventEvidence(rule: EventRule, { count, value, latest }: EventsFound): Evidence {
  const wanted = propertiesOf(rule);
  const events = (latest ?? []).map(({ name, occurredAt, properties }): DecidingEvent => ({
    name,
    occurredAt: new Date(occurredAt),
    properties: Object.fromEntries(
      wanted.flatMap((key) => (Object.hasOwn(properties, key) ? [[key, cut(properties[key])]] : [])),
    ),
  }));
  return { kind: 'events', count, value, latest: events };
}

/** Properties that matter: those that the rule asks about, and what the event is about by its nature. */
function propertiesOf(rule: EventRule): string[] {
  const asked = rule.where ? propertyRulesOf(rule.where).map(({ property }) => property) : [];
  const summed = rule.condition.kind === 'aggregate' ? [rule.condition.property] : [];
  const natural = eventWords(rule.name).objects.map(({ property }) => property);
  return [...new Set([...summed, ...asked, ...natural])].slice(0, MOST_PROPERTIES);
}

function dateOf(value: unknown): Date | null {
  return typeof value === 'string' ? new Date(value) : null;
}

/** A value that is safe to show: long texts and lists are cut, and objects are not shown. */
function cut(value: unknown): unknown {
  if (typeof value === 'string') return shortened(value, LONGEST_TEXT);
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(cut);
  return typeof value === 'object' && value !== null
    ? shortened(JSON.stringify(value), LONGEST_TEXT)
    : (value ?? null);
}
