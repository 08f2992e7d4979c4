import type { SegmentKind, SegmentVocabulary, VocabularyEvent } from '@features/segments';

/** A field that a rule may name. */
export class SegmentFieldView {
  /** Its name in a rule. */
  path!: string;
  /** Shown to people. */
  label!: string;
  /** Where it belongs. */
  group!: 'contact' | 'company' | 'custom' | 'computed';
  /** Its type, which decides the operators. */
  type!: string;
  /** Declared values; empty where anything goes. */
  choices!: string[];
  /** Of a number: `years`, `days`, `EUR`; null where there is none to speak of. */
  unit!: string | null;
  /** What may be asked of it. */
  operators!: string[];
}

/** An operator, and what its value looks like. */
export class SegmentOperatorView {
  /** Its name in a rule. */
  op!: string;
  /** Shapes that the value may have: definitions (`$defs`) of the JSON Schema. Empty: it takes none. */
  value!: string[];
}

/** The operators of a type. */
export class SegmentOperatorsView {
  /** A type of field; `property` for properties of events, `aggregate` for their sum, average, least and most. */
  type!: string;
  /** In the order of the documentation. */
  operators!: SegmentOperatorView[];
}

/** A property of an event. */
export class SegmentEventPropertyView {
  /** Its name. */
  property!: string;
  /** What it holds; `mixed` when events disagree. */
  type!: 'text' | 'number' | 'boolean' | 'list' | 'object' | 'mixed';
  /** Whose ids or keys it holds; null for plain values. */
  refersTo!: 'campaign' | 'segment' | 'topic' | 'field' | null;
}

/** An event that a rule may name. */
export class SegmentEventView {
  /** Its name in a rule. */
  name!: string;
  /** Shown to people; null for events of your own. */
  label!: string | null;
  /** When the first one came in; null before that, and for what other rows state, such as `email.sent`. */
  firstSeenAt!: string | null;
  /** By name. */
  properties!: SegmentEventPropertyView[];
}

/** A tag. */
export class SegmentTagNameView {
  /** Id of the tag. */
  id!: string;
  /** Its name. */
  name!: string;
}

/** A topic. */
export class SegmentTopicNameView {
  /** Id of the topic. */
  id!: string;
  /** Its key. */
  key!: string;
  /** Its name. */
  name!: string;
}

/** A segment that a rule may refer to. */
export class SegmentNameView {
  /** Id of the segment. */
  id!: string;
  /** Its name. */
  name!: string;
  /** Dynamic, static or tracked. */
  kind!: SegmentKind;
}

/** What rules may name. */
export class SegmentVocabularyView {
  /** Fields of the contact and its company, custom fields, computed values. */
  fields!: SegmentFieldView[];
  /** Operators by type. */
  operators!: SegmentOperatorsView[];
  /** Events seen so far and those that Tidings itself reports, by name. */
  events!: SegmentEventView[];
  /** By name; at most 1000. */
  tags!: SegmentTagNameView[];
  /** At most 1000; archived ones are left out. */
  topics!: SegmentTopicNameView[];
  /** By name; at most 1000. */
  segments!: SegmentNameView[];
}

export function toSegmentVocabularyView(vocabulary: SegmentVocabulary): SegmentVocabularyView {
  const { fields, operators, events, tags, topics, segments } = vocabulary;
  return {
    fields: fields.map((field) => ({
      ...field,
      choices: [...field.choices],
      operators: [...field.operators],
    })),
    operators: operators.map(({ type, operators: ofType }) => ({
      type,
      operators: ofType.map(({ op, value }) => ({ op, value: [...value] })),
    })),
    events: events.map(toSegmentEventView),
    tags: [...tags],
    topics: [...topics],
    segments: [...segments],
  };
}

function toSegmentEventView({ name, label, firstSeenAt, properties }: VocabularyEvent): SegmentEventView {
  return {
    name,
    label,
    firstSeenAt: firstSeenAt?.toISOString() ?? null,
    properties: properties.map((property) => ({ ...property })),
  };
}
