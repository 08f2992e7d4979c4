import type { FieldError } from '@platform/errors';
import { escapeKey, GraphReader, isWhole, orElse, orNull, type JsonObject } from './graph-reader';
import { CAP_RULES, MAX_EXITS, MAX_GRAPH_LENGTH, MAX_STEPS, MAX_TRIGGERS, STEP_ID } from './limits';
import { readCondition, readId, readReentry, readTree, readWindow } from './parse-parts';
import { readNext, readStep } from './parse-step';
import { readTrigger } from './parse-trigger';
import {
  SEQUENCE_GRAPH_VERSION,
  type Condition,
  type SequenceGraph,
  type Step,
  type StepId,
  type Trigger,
} from './sequence-graph';

export type ParsedGraph =
  | { ok: true; graph: SequenceGraph }
  /** Every problem found (at most 100), each with a JSON pointer from the root of the graph. */
  | { ok: false; issues: FieldError[] };

const KEYS = [
  'v',
  'triggers',
  'filter',
  'reentry',
  'goal',
  'exits',
  'topicId',
  'senderId',
  'window',
  'onCap',
  'onQuietHours',
  'start',
  'steps',
] as const;

/** What a new sequence holds: nothing yet. */
export const EMPTY_GRAPH: SequenceGraph = {
  v: SEQUENCE_GRAPH_VERSION,
  triggers: [],
  filter: null,
  reentry: { rule: 'once' },
  goal: null,
  exits: [],
  topicId: null,
  senderId: null,
  window: null,
  onCap: 'defer',
  onQuietHours: 'defer',
  start: null,
  steps: {},
};

/**
 * Reads the untrusted JSON of a sequence: either a typed graph with every default filled in, or all that is wrong with its shape.
 * Rule trees inside are only looked at from outside; whether the graph can run is for `graphProblems`. No I/O, no recursion.
 */
export function parseSequenceGraph(value: unknown): ParsedGraph {
  const reader = new GraphReader();
  const graph = readGraph(reader, value);
  // Only of what was read: the JSON of anything else may be too deep to be written.
  if (graph && reader.issues.length === 0 && JSON.stringify(graph).length > MAX_GRAPH_LENGTH) {
    reader.report(
      '',
      'too-long',
      `A sequence may have ${MAX_GRAPH_LENGTH} characters as JSON. Save long rule trees as segments and name those.`,
    );
  }
  return graph && reader.issues.length === 0 ? { ok: true, graph } : { ok: false, issues: reader.issues };
}

function readGraph(reader: GraphReader, value: unknown): SequenceGraph | undefined {
  const node = reader.object(value, '', KEYS);
  if (!node) return undefined;
  if (node['v'] !== SEQUENCE_GRAPH_VERSION) reader.report('/v', 'unknown-version', 'Expected "v": 1.');
  const parts = {
    v: SEQUENCE_GRAPH_VERSION,
    ...readEntry(reader, node),
    ...readMailing(reader, node),
  } as const;
  const inner = {
    goal: orNull(node['goal'], (goal) => readCondition(reader, goal, '/goal')),
    exits: orElse(node['exits'], [], (exits) => readExits(reader, exits)),
    start: readNext(reader, node['start'], '/start'),
    steps: readSteps(reader, node['steps']),
  };
  const graph = { ...parts, ...inner };
  return isWhole(graph) ? graph : undefined;
}

function readEntry(reader: GraphReader, node: JsonObject) {
  return {
    triggers: orElse(node['triggers'], [], (triggers) => readTriggers(reader, triggers)),
    filter: orNull(node['filter'], (filter) => readTree(reader, filter, '/filter')),
    reentry: orElse(node['reentry'], EMPTY_GRAPH.reentry, (reentry) =>
      readReentry(reader, reentry, '/reentry'),
    ),
  };
}

function readMailing(reader: GraphReader, node: JsonObject) {
  const capRule = (key: 'onCap' | 'onQuietHours') =>
    orElse(node[key], EMPTY_GRAPH[key], (rule) => reader.oneOf(rule, `/${key}`, CAP_RULES));
  return {
    topicId: orNull(node['topicId'], (id) => readId(reader, id, { pointer: '/topicId', what: 'a topic' })),
    senderId: orNull(node['senderId'], (id) =>
      readId(reader, id, { pointer: '/senderId', what: 'a sender' }),
    ),
    window: orNull(node['window'], (window) => readWindow(reader, window, '/window')),
    onCap: capRule('onCap'),
    onQuietHours: capRule('onQuietHours'),
  };
}

function readTriggers(reader: GraphReader, value: unknown): Trigger[] | undefined {
  const list = reader.list(value, '/triggers', { min: 0, max: MAX_TRIGGERS });
  return list?.flatMap((trigger, index) => readTrigger(reader, trigger, `/triggers/${index}`) ?? []);
}

function readExits(reader: GraphReader, value: unknown): Condition[] | undefined {
  const list = reader.list(value, '/exits', { min: 0, max: MAX_EXITS });
  return list?.flatMap((exit, index) => readCondition(reader, exit, `/exits/${index}`) ?? []);
}

function readSteps(reader: GraphReader, value: unknown): Record<StepId, Step> | undefined {
  const node = reader.anyObject(value ?? {}, '/steps', 'with one key per step');
  if (!node) return undefined;
  const entries = Object.entries(node);
  if (entries.length > MAX_STEPS) {
    return reader.report(
      '/steps',
      'too-many-steps',
      `A sequence has at most ${MAX_STEPS} steps; these are ${entries.length}. Enrol into a second sequence instead.`,
    );
  }
  const steps: [StepId, Step][] = [];
  for (const [id, step] of entries) {
    const pointer = `/steps/${escapeKey(id)}`;
    if (!STEP_ID.test(id)) {
      reader.report(pointer, 'invalid-step-id', 'Ids of steps have 1–40 characters out of a–z, 0–9 and "-".');
    }
    const read = readStep(reader, step, pointer);
    if (read) steps.push([id, read]);
  }
  return Object.fromEntries(steps);
}
