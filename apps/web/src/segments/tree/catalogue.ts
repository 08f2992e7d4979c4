import type { components } from '../../api/schema.gen';

export type Vocabulary = components['schemas']['SegmentVocabularyView'];
export type VocabularyField = components['schemas']['SegmentFieldView'];
export type VocabularyEvent = components['schemas']['SegmentEventView'];
export type VocabularyProperty = components['schemas']['SegmentEventPropertyView'];

/** Shapes of a value, as the API's JSON Schema calls them. */
export type Shape =
  | 'comparable'
  | 'comparables'
  | 'number'
  | 'numberRange'
  | 'percent'
  | 'day'
  | 'moment'
  | 'momentRange'
  | 'duration'
  | 'period'
  | 'circle';

const OPERATORS_OF_PROPERTY: Readonly<Record<string, string>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  list: 'multi-choice',
};

/** Look-ups in what rules of this workspace may name. */
export interface Catalogue {
  vocabulary: Vocabulary;
  field(path: string): VocabularyField | undefined;
  event(name: string): VocabularyEvent | undefined;
  property(event: string, name: string): VocabularyProperty | undefined;
  /** Operators of a type of field, or of `property` and `aggregate`. */
  operators(type: string): string[];
  /** Of an event's property: those that fit what came in so far; all when nothing is known. */
  operatorsOfProperty(property: VocabularyProperty | undefined): string[];
  /** Empty: the operator takes no value. Undefined: the type or the operator is unknown. */
  shapes(type: string, op: string): Shape[] | undefined;
}

export function catalogueOf(vocabulary: Vocabulary): Catalogue {
  const fields = new Map(vocabulary.fields.map((field) => [field.path, field]));
  const events = new Map(vocabulary.events.map((event) => [event.name, event]));
  const types = new Map(vocabulary.operators.map(({ type, operators }) => [type, operators]));
  const operators = (type: string) => (types.get(type) ?? []).map(({ op }) => op);
  return {
    vocabulary,
    field: (path) => fields.get(path),
    event: (name) => events.get(name),
    property: (event, name) => events.get(event)?.properties.find(({ property }) => property === name),
    operators,
    operatorsOfProperty: (property) => {
      const all = operators('property');
      const type = OPERATORS_OF_PROPERTY[property?.type ?? ''];
      if (!type) return all;
      const fitting = new Set(operators(type));
      return all.filter((op) => fitting.has(op));
    },
    shapes: (type, op) =>
      types.get(type)?.find((operator) => operator.op === op)?.value as Shape[] | undefined,
  };
}
