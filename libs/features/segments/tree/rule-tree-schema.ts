import { AGGREGATES, COUNT_OPERATORS, RANGES, SEGMENT_ID, TOPIC_STATUSES, type Aggregate } from './limits';
import { AGGREGATE_OPERATORS, OPERATORS, PROPERTY_OPERATORS, type Operator } from './operators';
import { MAX_DEPTH, MAX_RULES, RULE_TREE_VERSION } from './rule-tree';
import {
  numberSchema,
  object,
  ref,
  VALUE_SCHEMAS,
  windowSchema,
  type JsonSchema,
  type SchemaObject,
} from './value-schemas';
import { valueShapes } from './value-shapes';

const FIELD_OPERATORS = [...new Set(Object.values(OPERATORS).flat())];

/** Keeps its identity as long as version 1 trees are read. */
export const RULE_TREE_SCHEMA_ID = `https://tidings.example/schemas/segment-tree/v${RULE_TREE_VERSION}.json`;

/**
 * The JSON Schema (draft 2020-12) of a rule tree. It holds what a schema can say without knowing a workspace: whatever the
 * parser accepts is valid here. Which fields exist, which operators suit their types, how deep groups nest and what tags, topics and
 * segments there are, only the parser knows.
 */
export function ruleTreeSchema(): SchemaObject {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: RULE_TREE_SCHEMA_ID,
    title: 'Rule tree of a segment',
    description: `Version ${RULE_TREE_VERSION}. Groups nest at most ${MAX_DEPTH} levels deep; a tree holds at most ${MAX_RULES} rules altogether.`,
    ...groupOf('#/$defs/rule', { v: { const: RULE_TREE_VERSION } }),
    $defs: {
      group: groupOf('#/$defs/rule'),
      rule: {
        anyOf: [
          'fieldRule',
          'eventRule',
          'aggregateRule',
          'tagRule',
          'topicRule',
          'segmentRule',
          'sampleRule',
        ].map(ref),
      },
      fieldRule: valueRule('field', FIELD_OPERATORS),
      eventRule: eventRule(),
      aggregateRule: aggregateRule(),
      propertyGroup: groupOf('#/$defs/propertyRule'),
      propertyRule: valueRule('property', PROPERTY_OPERATORS),
      tagRule: object({ tag: ref('text'), has: { type: 'boolean', default: true } }, ['tag']),
      topicRule: {
        anyOf: [
          object({ topic: ref('text'), status: { enum: TOPIC_STATUSES } }),
          object({
            topic: ref('text'),
            status: { const: 'subscribed' },
            endsInDays: { type: 'integer', minimum: RANGES.endsInDays.min, maximum: RANGES.endsInDays.max },
          }),
        ],
      },
      segmentRule: object(
        {
          segment: { type: 'string', pattern: SEGMENT_ID.source },
          member: { type: 'boolean', default: true },
        },
        ['segment'],
      ),
      sampleRule: object({ sample: object({ percent: ref('percent'), seed: ref('text') }) }),
      ...VALUE_SCHEMAS,
    },
  };
}

/** A group of the rules at `rule`, and of such groups. */
function groupOf(rule: string, more: Record<string, JsonSchema> = {}): SchemaObject {
  const own = rule === '#/$defs/rule' ? 'group' : 'propertyGroup';
  return object(
    {
      ...more,
      match: { enum: ['all', 'any'] },
      not: { type: 'boolean', default: false },
      rules: { type: 'array', maxItems: MAX_RULES, items: { anyOf: [ref(own), { $ref: rule }] } },
    },
    [...Object.keys(more), 'match', 'rules'],
  );
}

/** `op` and `value` of something that `key` names. */
function valueRule(key: string, operators: readonly Operator[]): JsonSchema {
  return {
    ...object({ [key]: ref('text'), op: { enum: operators }, value: true }, [key, 'op']),
    allOf: valueByOperator(operators, (op) => valueShapes(op, null)),
  };
}

/** Operators that take the same shape of value share one condition. */
function valueByOperator(
  operators: readonly Operator[],
  shapesOf: (op: Operator) => readonly string[],
): JsonSchema[] {
  const byShape = new Map<string, string[]>();
  for (const op of operators) {
    const shapes = shapesOf(op).join(' ');
    byShape.set(shapes, [...(byShape.get(shapes) ?? []), op]);
  }
  return [...byShape].map(([shapes, ops]) => {
    const [shape = 'none', ...others] = shapes.split(' ');
    const value = others.length === 0 ? ref(shape) : { anyOf: [shape, ...others].map(ref) };
    return {
      if: { properties: { op: { enum: ops } }, required: ['op'] },
      then:
        shape === 'none' ? { properties: { value: false } } : { properties: { value }, required: ['value'] },
    };
  });
}

/** Did it, did it not, or how often. */
function eventRule(): JsonSchema {
  const count = object({ op: { enum: COUNT_OPERATORS }, value: numberSchema(RANGES.count) });
  return {
    ...object({ event: ref('text'), did: { type: 'boolean', default: true }, count, ...eventFilters() }, [
      'event',
    ]),
    if: { properties: { did: { const: false } }, required: ['did'] },
    then: { properties: { count: false } },
  };
}

/** The sum, average, least or most of a property over the events. */
function aggregateRule(): JsonSchema {
  const named = Object.fromEntries(AGGREGATES.map((fn) => [fn, ref('text')])) as Record<
    Aggregate,
    JsonSchema
  >;
  return {
    ...object(
      {
        event: ref('text'),
        did: { const: true },
        ...named,
        op: { enum: AGGREGATE_OPERATORS },
        value: true,
        ...eventFilters(),
      },
      ['event', 'op'],
    ),
    oneOf: AGGREGATES.map((fn) => ({ required: [fn] })),
    allOf: valueByOperator(AGGREGATE_OPERATORS, (op) => valueShapes(op, 'number')),
  };
}

function eventFilters(): Record<string, JsonSchema> {
  return { within: windowSchema(), where: ref('propertyGroup') };
}
