import type { EventNameRow } from '@features/events';
import type { SegmentKind } from '../segment';
import type { SegmentField, SegmentFieldType } from '../tree/field-catalogue';
import { AGGREGATE_OPERATORS, OPERATORS, PROPERTY_OPERATORS, type Operator } from '../tree/operators';
import { valueShapes, type ValueShape } from '../tree/value-shapes';
import { KNOWN_EVENTS, type KnownProperty } from './known-events';

export type FieldGroup = 'contact' | 'company' | 'custom' | 'computed';

export interface VocabularyField {
  path: string;
  label: string;
  group: FieldGroup;
  type: SegmentFieldType;
  choices: readonly string[];
  /** Of numbers: `years`, `days`, `EUR`; null where there is none to speak of. */
  unit: string | null;
  operators: readonly string[];
}

/** An operator, and the shapes that its value may have: names of definitions in the JSON Schema of the tree. */
export interface OperatorShapes {
  op: string;
  /** Empty: it takes no value. */
  value: readonly Exclude<ValueShape, 'none'>[];
}

export interface VocabularyEvent {
  name: string;
  /** Null for the workspace's own events. */
  label: string | null;
  /** Null: none came in so far, or other rows state them (such as who was created, or sent an email). */
  firstSeenAt: Date | null;
  /** By name. */
  properties: readonly KnownProperty[];
}

/** What rules of one workspace may name. */
export interface SegmentVocabulary {
  fields: readonly VocabularyField[];
  /** The operators of each type of field, of event properties and of sums. */
  operators: readonly {
    type: SegmentFieldType | 'property' | 'aggregate';
    operators: readonly OperatorShapes[];
  }[];
  events: readonly VocabularyEvent[];
  tags: readonly { id: string; name: string }[];
  topics: readonly { id: string; key: string; name: string }[];
  segments: readonly { id: string; name: string; kind: SegmentKind }[];
}

const CURRENCY = 'currency';
const UNITS: Readonly<Record<string, string>> = {
  age: 'years',
  latitude: 'degrees',
  longitude: 'degrees',
  location: 'km',
  'company.employees': 'people',
  'computed.lifetimeValue': CURRENCY,
  'computed.margin': CURRENCY,
  'computed.averageOrder': CURRENCY,
  'computed.daysSinceLastOrder': 'days',
  'computed.meanOrderGapDays': 'days',
};

/** `currency` is the workspace's. */
export function vocabularyField(field: SegmentField, currency: string): VocabularyField {
  const { path, label, type, choices } = field;
  const unit = Object.hasOwn(UNITS, path) ? UNITS[path] : undefined;
  return {
    path,
    label,
    group: groupOf(path),
    type,
    choices,
    unit: unit === CURRENCY ? currency : (unit ?? null),
    operators: OPERATORS[type],
  };
}

function groupOf(path: string): FieldGroup {
  if (path.startsWith('attributes.')) return 'custom';
  if (path.startsWith('company.')) return 'company';
  return path.startsWith('computed.') ? 'computed' : 'contact';
}

/** The same for every workspace. */
export const OPERATOR_SHAPES: SegmentVocabulary['operators'] = [
  ...(Object.keys(OPERATORS) as SegmentFieldType[]).map((type) => ({
    type,
    operators: shapesOf(OPERATORS[type], type),
  })),
  { type: 'property', operators: shapesOf(PROPERTY_OPERATORS, null) },
  { type: 'aggregate', operators: shapesOf(AGGREGATE_OPERATORS, 'number') },
];

function shapesOf(operators: readonly Operator[], type: SegmentFieldType | null): OperatorShapes[] {
  return operators.map((op) => ({
    op,
    value: valueShapes(op, type).filter((shape) => shape !== 'none'),
  }));
}

/** The events that were seen and those that the product reports, by name; their properties likewise. */
export function vocabularyEvents(seen: readonly EventNameRow[]): VocabularyEvent[] {
  const known = new Map(KNOWN_EVENTS.map((event) => [event.name, event]));
  const rows = new Map(seen.map((row) => [row.name, row]));
  const names = [...new Set([...known.keys(), ...rows.keys()])].sort();
  return names.map((name) => {
    const declared = known.get(name)?.properties ?? [];
    const others = (rows.get(name)?.properties ?? [])
      .filter(({ property }) => !declared.some((own) => own.property === property))
      .map(({ property, type }) => ({ property, type, refersTo: null }));
    const properties = [...declared, ...others].sort((a, b) => (a.property < b.property ? -1 : 1));
    const row = rows.get(name);
    return { name, label: known.get(name)?.label ?? null, firstSeenAt: row?.firstSeenAt ?? null, properties };
  });
}
