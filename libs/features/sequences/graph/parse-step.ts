import { isStorable, isWhole, orElse, orNull, type GraphReader, type JsonObject } from './graph-reader';
import {
  ADDRESS,
  MAX_ADDRESS,
  MAX_CASES,
  MAX_NAME,
  MAX_NOTIFIED,
  MAX_OFFSET_MINUTES,
  MAX_PARTS,
  MAX_SUBJECT,
  MAX_TEXT,
  MAX_URL,
  STEP_ID,
  STEP_KINDS,
  TAG_DEEDS,
  type StepKind,
} from './limits';
import { readCondition, readDuration, readId, readTime, readTree } from './parse-parts';
import type { Step, StepId, UpdateStep } from './sequence-graph';

type StepReader = (reader: GraphReader, node: JsonObject, pointer: string) => Step | undefined;

/** One step of `steps`, which stands at `pointer`. */
export function readStep(reader: GraphReader, value: unknown, pointer: string): Step | undefined {
  const node = reader.anyObject(value, pointer, 'with kind and what belongs to it');
  if (!node) return undefined;
  const kind = reader.oneOf(node['kind'], `${pointer}/kind`, STEP_KINDS);
  return kind && READERS[kind](reader, node, pointer);
}

const READERS: Record<StepKind, StepReader> = {
  email: (reader, node, pointer) => {
    reader.object(node, pointer, ['kind', 'name', 'templateId', 'subject', 'next']);
    return whole({
      kind: 'email',
      ...onward(reader, node, pointer),
      templateId: optionalId(reader, node['templateId'], {
        pointer: `${pointer}/templateId`,
        what: 'a template',
      }),
      subject: orNull(node['subject'], (subject) =>
        reader.text(subject, `${pointer}/subject`, { what: 'a subject line', max: MAX_SUBJECT }),
      ),
    });
  },
  wait: readWait,
  waitUntil: (reader, node, pointer) => {
    reader.object(node, pointer, ['kind', 'name', 'condition', 'timeout', 'then', 'else']);
    return whole({
      kind: 'waitUntil',
      name: readName(reader, node, pointer),
      condition: readCondition(reader, node['condition'], `${pointer}/condition`),
      timeout: readDuration(reader, node['timeout'], `${pointer}/timeout`),
      then: readNext(reader, node['then'], `${pointer}/then`),
      else: readNext(reader, node['else'], `${pointer}/else`),
    });
  },
  branch: readBranch,
  split: readSplit,
  update: readUpdate,
  tag: (reader, node, pointer) => {
    reader.object(node, pointer, ['kind', 'name', 'tag', 'do', 'next']);
    return whole({
      kind: 'tag',
      ...onward(reader, node, pointer),
      tag: reader.text(node['tag'], `${pointer}/tag`, { what: 'the name of a tag', max: MAX_NAME }),
      do: orElse(node['do'], 'add' as const, (deed) => reader.oneOf(deed, `${pointer}/do`, TAG_DEEDS)),
    });
  },
  topic: readTopic,
  webhook: readWebhook,
  notify: readNotify,
  enroll: (reader, node, pointer) => {
    reader.object(node, pointer, ['kind', 'name', 'sequenceId', 'next']);
    const at = { pointer: `${pointer}/sequenceId`, what: 'a sequence' };
    return whole({
      kind: 'enroll',
      ...onward(reader, node, pointer),
      sequenceId: optionalId(reader, node['sequenceId'], at),
    });
  },
  end: (reader, node, pointer) => {
    reader.object(node, pointer, ['kind', 'name']);
    return whole({ kind: 'end', name: readName(reader, node, pointer) });
  },
};

function readWait(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'for', 'until', 'at', 'next']);
  const shared = {
    kind: 'wait' as const,
    ...onward(reader, node, pointer),
    at: orNull(node['at'], (at) => readTime(reader, at, `${pointer}/at`)),
  };
  if ((node['for'] === undefined) === (node['until'] === undefined)) {
    return reader.report(
      `${pointer}/for`,
      'wait-without-time',
      'A wait needs either for ({ "n": 2, "unit": "day" }) or until ({ "field": "attributes.webinarAt" }).',
    );
  }
  if (node['for'] !== undefined) {
    return whole({ ...shared, for: readDuration(reader, node['for'], `${pointer}/for`) });
  }
  const until = reader.object(node['until'], `${pointer}/until`, ['field', 'offsetMinutes']);
  if (!until) return undefined;
  const range = { min: -MAX_OFFSET_MINUTES, max: MAX_OFFSET_MINUTES };
  const parts = {
    field: readField(reader, until['field'], `${pointer}/until/field`),
    offsetMinutes: orElse(until['offsetMinutes'], 0, (minutes) =>
      reader.whole(minutes, `${pointer}/until/offsetMinutes`, range),
    ),
  };
  return whole({ ...shared, until: isWhole(parts) ? parts : undefined });
}

function readBranch(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'cases', 'else']);
  const cases = reader
    .list(node['cases'], `${pointer}/cases`, { min: 1, max: MAX_CASES })
    ?.map((value, index) => {
      const at = `${pointer}/cases/${index}`;
      const one = reader.object(value, at, ['tree', 'next']);
      return (
        one &&
        whole({
          tree: readTree(reader, one['tree'], `${at}/tree`),
          next: readNext(reader, one['next'], `${at}/next`),
        })
      );
    });
  return whole({
    kind: 'branch',
    name: readName(reader, node, pointer),
    cases: everyOne(cases),
    else: readNext(reader, node['else'], `${pointer}/else`),
  });
}

function readSplit(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'parts']);
  const parts = everyOne(
    reader.list(node['parts'], `${pointer}/parts`, { min: 2, max: MAX_PARTS })?.map((value, index) => {
      const at = `${pointer}/parts/${index}`;
      const one = reader.object(value, at, ['percent', 'next']);
      return (
        one &&
        whole({
          percent: reader.whole(one['percent'], `${at}/percent`, { min: 1, max: 99 }),
          next: readNext(reader, one['next'], `${at}/next`),
        })
      );
    }),
  );
  const sum = parts?.reduce((all, { percent }) => all + percent, 0) ?? 100;
  if (sum !== 100) {
    reader.report(`${pointer}/parts`, 'percent-sum', `The parts add up to ${sum} %; make it 100.`);
  }
  return whole({ kind: 'split', name: readName(reader, node, pointer), parts });
}

function readUpdate(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'field', 'value', 'next']);
  return whole({
    kind: 'update',
    ...onward(reader, node, pointer),
    field: readField(reader, node['field'], `${pointer}/field`),
    value: readValue(reader, node['value'], `${pointer}/value`),
  });
}

/** Whether it suits the field, the contacts feature knows. */
function readValue(reader: GraphReader, value: unknown, pointer: string): UpdateStep['value'] | undefined {
  const isText = (part: unknown): part is string =>
    typeof part === 'string' && part.length <= MAX_TEXT && isStorable(part);
  if (value === null || typeof value === 'boolean' || isText(value)) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value) && value.length <= MAX_TEXT / 10 && value.every(isText)) return value;
  return reader.report(
    pointer,
    'invalid-value',
    `Expected a text of at most ${MAX_TEXT} characters, a number, true or false, a list of texts, or null to clear the field.`,
  );
}

function readTopic(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'topicId', 'do', 'next']);
  const deed = node['do'];
  if (deed === 'subscribe') {
    return reader.report(
      `${pointer}/do`,
      'never-subscribes',
      'A sequence never subscribes anybody, since nobody consented; send a link to a form or the preference page instead.',
    );
  }
  return whole({
    kind: 'topic',
    ...onward(reader, node, pointer),
    topicId: optionalId(reader, node['topicId'], { pointer: `${pointer}/topicId`, what: 'a topic' }),
    do: orElse(deed, 'unsubscribe' as const, (value) =>
      reader.oneOf(value, `${pointer}/do`, ['unsubscribe'] as const),
    ),
  });
}

function readWebhook(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'url', 'next']);
  const url = node['url'];
  const isUrl = typeof url === 'string' && url.length <= MAX_URL && URL.canParse(url);
  return whole({
    kind: 'webhook',
    ...onward(reader, node, pointer),
    url:
      isUrl && /^https:\/\//i.test(url)
        ? url
        : reader.report(
            `${pointer}/url`,
            'invalid-url',
            `Expected an address that starts with https://, of at most ${MAX_URL} characters.`,
          ),
  });
}

function readNotify(reader: GraphReader, node: JsonObject, pointer: string): Step | undefined {
  reader.object(node, pointer, ['kind', 'name', 'to', 'subject', 'text', 'next']);
  const to = reader.list(node['to'], `${pointer}/to`, { min: 1, max: MAX_NOTIFIED })?.map((value, index) => {
    if (typeof value === 'string' && value.length <= MAX_ADDRESS && ADDRESS.test(value)) return value;
    return reader.report(`${pointer}/to/${index}`, 'invalid-address', 'Expected an email address.');
  });
  return whole({
    kind: 'notify',
    ...onward(reader, node, pointer),
    to: everyOne(to),
    subject: reader.text(node['subject'], `${pointer}/subject`, { what: 'a subject line', max: MAX_SUBJECT }),
    text: reader.text(node['text'], `${pointer}/text`, { what: 'what to tell', max: MAX_TEXT }),
  });
}

function onward(reader: GraphReader, node: JsonObject, pointer: string) {
  return {
    name: readName(reader, node, pointer),
    next: readNext(reader, node['next'], `${pointer}/next`),
  };
}

function readName(reader: GraphReader, node: JsonObject, pointer: string): string | null | undefined {
  return orNull(node['name'], (name) =>
    reader.text(name, `${pointer}/name`, { what: 'a name for people', max: MAX_NAME }),
  );
}

/** The id of another step, or null (or nothing) for the end. */
export function readNext(reader: GraphReader, value: unknown, pointer: string): StepId | null | undefined {
  return orNull(value, (next) =>
    reader.matching(next, pointer, { what: 'the id of a step, or null to end here', form: STEP_ID }),
  );
}

function readField(reader: GraphReader, value: unknown, pointer: string): string | undefined {
  return reader.text(value, pointer, { what: 'a contact field such as attributes.plan', max: MAX_NAME });
}

function optionalId(
  reader: GraphReader,
  value: unknown,
  at: { pointer: string; what: string },
): string | null | undefined {
  return orNull(value, (id) => readId(reader, id, at));
}

/** The parts as one thing, unless one of them was reported. */
function whole<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } | undefined {
  return isWhole(parts) ? parts : undefined;
}

function everyOne<T>(list: readonly (T | undefined)[] | undefined): T[] | undefined {
  const known = list?.filter((one): one is T => one !== undefined);
  return known?.length === list?.length ? known : undefined;
}
