import type { Catalogue } from './catalogue';
import type { EventRule, FieldRule, PropertyRule, Rule } from './rule-tree';
import { carryOver, firstValue } from './values';

/** Names what a rule is about: `field:country`, `event:order.placed`, `tag`, `topic`, `segment` or `sample`. */
export type Subject = string;

export function subjectOf(rule: Rule): Subject {
  if ('field' in rule) return `field:${rule.field}`;
  if ('event' in rule) return `event:${rule.event}`;
  if ('tag' in rule) return 'tag';
  if ('topic' in rule) return 'topic';
  if ('segment' in rule) return 'segment';
  return 'sample';
}

const FIRST_OPERATORS: Readonly<Record<string, string>> = {
  date: 'inLast',
  'date-time': 'inLast',
  number: 'gte',
};

/** A rule about something, with its value still to be filled in where there is no likely one. */
export function newRule(subject: Subject, catalogue: Catalogue): Rule {
  if (subject.startsWith('field:')) return newFieldRule(subject.slice('field:'.length), catalogue);
  if (subject.startsWith('event:')) return { event: subject.slice('event:'.length) };
  switch (subject) {
    case 'tag':
      return { tag: '', has: true };
    case 'topic':
      return { topic: catalogue.vocabulary.topics[0]?.key ?? '', status: 'subscribed' };
    case 'segment':
      return { segment: '', member: true };
    default:
      return { sample: { percent: 10, seed: 'a' } };
  }
}

function newFieldRule(path: string, catalogue: Catalogue): FieldRule {
  const field = catalogue.field(path);
  const type = field?.type ?? 'text';
  const op = FIRST_OPERATORS[type] ?? field?.operators[0] ?? 'is';
  return { field: path, ...operated(op, undefined, { catalogue, type, was: '' }) };
}

interface Asked {
  catalogue: Catalogue;
  type: string;
  /** The operator before. */
  was: string;
}

/** `op` with a value that fits it: the old one where that is possible. */
export function operated(op: string, value: unknown, { catalogue, type, was }: Asked): FieldOperation {
  const shapes = catalogue.shapes(type, op) ?? [];
  if (shapes.length === 0) return { op };
  return { op, value: carryOver(value, catalogue.shapes(type, was) ?? [], shapes) };
}

interface FieldOperation {
  op: string;
  value?: unknown;
}

export function newProperty(rule: EventRule, catalogue: Catalogue): PropertyRule {
  const first = catalogue.event(rule.event)?.properties[0];
  return propertyRule(first?.property ?? '', rule.event, catalogue);
}

export function propertyRule(name: string, event: string, catalogue: Catalogue): PropertyRule {
  const op = catalogue.operatorsOfProperty(catalogue.property(event, name))[0] ?? 'is';
  const shape = catalogue.shapes('property', op)?.[0];
  return { property: name, op, ...(shape ? { value: firstValue(shape) } : {}) };
}
