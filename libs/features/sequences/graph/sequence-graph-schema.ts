import { ruleTreeSchema } from '@features/segments';
import {
  CAP_RULES,
  DURATION_UNITS,
  FORM_MOMENTS,
  MAX_ADDRESS,
  MAX_CASES,
  MAX_EXITS,
  MAX_NAME,
  MAX_NOTIFIED,
  MAX_OFFSET_DAYS,
  MAX_OFFSET_MINUTES,
  MAX_PARTS,
  MAX_REENTRY_DAYS,
  MAX_STEPS,
  MAX_SUBJECT,
  MAX_TEXT,
  MAX_TRIGGERS,
  MAX_URL,
  MOST_OF_UNIT,
  SEGMENT_MOVES,
  STEP_ID,
  STEP_KINDS,
  TAG_DEEDS,
  TIME_OF_DAY,
  UUID,
  WINDOW_END,
  type StepKind,
} from './limits';
import { SEQUENCE_GRAPH_VERSION } from './sequence-graph';

type Schema = boolean | { readonly [keyword: string]: unknown };

/** Keeps its identity as long as version 1 graphs are read. */
export const SEQUENCE_GRAPH_SCHEMA_ID = `https://tidings.example/schemas/sequence-graph/v${SEQUENCE_GRAPH_VERSION}.json`;

/**
 * The JSON Schema (draft 2020-12) of a graph, with that of rule trees inside. It holds what a schema can say without knowing a
 * workspace: whatever the parser accepts is valid here. That steps lead nowhere in circles, percents add up, and what is named
 * exists, only the API knows (GET /api/v1/sequences/{id}/problems).
 */
export function sequenceGraphSchema(): Record<string, unknown> {
  const trees = ruleTreeSchema();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: SEQUENCE_GRAPH_SCHEMA_ID,
    title: 'Graph of a sequence',
    description: `Version ${SEQUENCE_GRAPH_VERSION}. At most ${MAX_STEPS} steps; the percents of a split add up to 100.`,
    ...object(GRAPH, ['v']),
    $defs: {
      ruleTree: trees,
      where: { $ref: `${String(trees['$id'])}#/$defs/propertyGroup` },
      ...PARTS,
      ...Object.fromEntries(STEP_KINDS.map((kind) => [`${kind}Step`, STEPS[kind]])),
    },
  };
}

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const text = (maxLength: number): Schema => ({ type: 'string', pattern: '\\S', maxLength });
const whole = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const list = (items: Schema, minItems: number, maxItems: number): Schema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});

/** An object with these keys and no others; all are required unless told otherwise. */
function object(
  properties: Record<string, Schema>,
  required: readonly string[] = Object.keys(properties),
): { readonly [keyword: string]: unknown } {
  return { type: 'object', properties, required, additionalProperties: false };
}

function step(kind: StepKind, own: Record<string, Schema>, required: readonly string[]): Schema {
  return object({ kind: { const: kind }, name: orNull(text(MAX_NAME)), ...own }, ['kind', ...required]);
}

function onward(kind: StepKind, own: Record<string, Schema>, required: readonly string[] = []): Schema {
  return step(kind, { ...own, next: ref('next') }, required);
}

const PARTS: Record<string, Schema> = {
  id: { description: 'The id of something of the workspace.', type: 'string', pattern: UUID.source },
  next: {
    description: 'The step to go on to; null, or left out, is the end.',
    ...(orNull({ type: 'string', pattern: STEP_ID.source }) as object),
  },
  time: { description: 'A time of day.', type: 'string', pattern: TIME_OF_DAY.source, examples: ['09:00'] },
  event: { description: 'The name of an event.', ...(text(MAX_NAME) as object) },
  duration: {
    description: "Minutes and hours are exact; longer ones are of the calendar in the contact's zone.",
    ...object({ n: { type: 'integer', minimum: 1 }, unit: { enum: DURATION_UNITS } }),
    allOf: DURATION_UNITS.map((unit) => ({
      if: { properties: { unit: { const: unit } } },
      then: { properties: { n: { maximum: MOST_OF_UNIT[unit] } } },
    })),
  },
  eventCondition: object({ event: ref('event'), where: orNull(ref('where')) }, ['event']),
  condition: {
    description: 'Something happens, or a rule tree becomes true.',
    anyOf: [ref('eventCondition'), object({ tree: ref('ruleTree') })],
  },
  trigger: {
    anyOf: [
      ref('eventCondition'),
      object({ form: ref('id'), when: { enum: FORM_MOMENTS, default: 'submitted' } }, ['form']),
      object({ asset: ref('id') }),
      object({ segment: ref('id'), on: { enum: SEGMENT_MOVES, default: 'entered' } }, ['segment']),
      object({ tag: text(MAX_NAME), on: { const: 'added', default: 'added' } }, ['tag']),
      object(
        {
          date: text(MAX_NAME),
          offsetDays: { ...(whole(-MAX_OFFSET_DAYS, MAX_OFFSET_DAYS) as object), default: 0 },
          at: ref('time'),
          yearly: { type: 'boolean', default: false },
        },
        ['date'],
      ),
      object({ api: { const: true } }),
    ],
  },
  reentry: {
    anyOf: [
      object({ rule: { enum: ['once', 'always'] } }),
      object({ rule: { const: 'after' }, days: whole(1, MAX_REENTRY_DAYS) }),
    ],
  },
  window: object(
    {
      from: ref('time'),
      to: { type: 'string', pattern: WINDOW_END.source },
      days: { description: '1 Monday – 7 Sunday.', ...(list(whole(1, 7), 1, 7) as object) },
    },
    ['from', 'to'],
  ),
  step: { anyOf: STEP_KINDS.map((kind) => ref(`${kind}Step`)) },
};

const GRAPH: Record<string, Schema> = {
  v: { const: SEQUENCE_GRAPH_VERSION },
  triggers: list(ref('trigger'), 0, MAX_TRIGGERS),
  filter: orNull(ref('ruleTree')),
  reentry: ref('reentry'),
  goal: orNull(ref('condition')),
  exits: list(ref('condition'), 0, MAX_EXITS),
  topicId: orNull(ref('id')),
  senderId: orNull(ref('id')),
  window: orNull(ref('window')),
  onCap: { enum: CAP_RULES, default: 'defer' },
  onQuietHours: { enum: CAP_RULES, default: 'defer' },
  start: ref('next'),
  steps: {
    anyOf: [
      {
        type: 'object',
        propertyNames: { pattern: STEP_ID.source },
        additionalProperties: ref('step'),
        maxProperties: MAX_STEPS,
      },
      { type: 'null' },
    ],
  },
};

const STEPS: Record<StepKind, Schema> = {
  email: onward('email', { templateId: orNull(ref('id')), subject: orNull(text(MAX_SUBJECT)) }),
  wait: {
    anyOf: [
      onward('wait', { for: ref('duration'), at: orNull(ref('time')) }, ['for']),
      onward(
        'wait',
        {
          until: object(
            { field: text(MAX_NAME), offsetMinutes: whole(-MAX_OFFSET_MINUTES, MAX_OFFSET_MINUTES) },
            ['field'],
          ),
          at: orNull(ref('time')),
        },
        ['until'],
      ),
    ],
  },
  waitUntil: step(
    'waitUntil',
    { condition: ref('condition'), timeout: ref('duration'), then: ref('next'), else: ref('next') },
    ['condition', 'timeout'],
  ),
  branch: step(
    'branch',
    {
      cases: list(object({ tree: ref('ruleTree'), next: ref('next') }, ['tree']), 1, MAX_CASES),
      else: ref('next'),
    },
    ['cases'],
  ),
  split: step(
    'split',
    { parts: list(object({ percent: whole(1, 99), next: ref('next') }, ['percent']), 2, MAX_PARTS) },
    ['parts'],
  ),
  update: onward(
    'update',
    {
      field: text(MAX_NAME),
      value: {
        anyOf: [
          { type: ['number', 'boolean', 'null'] },
          { type: 'string', maxLength: MAX_TEXT },
          list({ type: 'string', maxLength: MAX_TEXT }, 0, MAX_TEXT / 10),
        ],
      },
    },
    ['field', 'value'],
  ),
  tag: onward('tag', { tag: text(MAX_NAME), do: { enum: TAG_DEEDS, default: 'add' } }, ['tag']),
  topic: onward('topic', { topicId: orNull(ref('id')), do: { const: 'unsubscribe' } }),
  webhook: onward(
    'webhook',
    { url: { type: 'string', pattern: '^[Hh][Tt]{2}[Pp][Ss]://', maxLength: MAX_URL } },
    ['url'],
  ),
  notify: onward(
    'notify',
    {
      to: list({ type: 'string', maxLength: MAX_ADDRESS }, 1, MAX_NOTIFIED),
      subject: text(MAX_SUBJECT),
      text: text(MAX_TEXT),
    },
    ['to', 'subject', 'text'],
  ),
  enroll: onward('enroll', { sequenceId: orNull(ref('id')) }),
  end: step('end', {}, []),
};
