import { isWhole, orElse, type GraphReader, type JsonObject } from './graph-reader';
import { FORM_MOMENTS, MAX_NAME, MAX_OFFSET_DAYS, SEGMENT_MOVES } from './limits';
import { readEventCondition, readId, readTime } from './parse-parts';
import type { Trigger } from './sequence-graph';

const KINDS = ['event', 'form', 'asset', 'segment', 'tag', 'date', 'api'] as const;
const DEFAULT_TIME = '09:00';

/** What enrols. */
export function readTrigger(reader: GraphReader, value: unknown, pointer: string): Trigger | undefined {
  const node = reader.anyObject(value, pointer, `with one of ${KINDS.join(', ')}`);
  const kind = node && KINDS.find((key) => Object.hasOwn(node, key));
  if (!node) return undefined;
  switch (kind) {
    case 'event': {
      const own = reader.object(node, pointer, ['event', 'where']);
      return own && readEventCondition(reader, own, pointer);
    }
    case 'form':
      return readForm(reader, node, pointer);
    case 'asset': {
      const own = reader.object(node, pointer, ['asset']);
      const asset = readId(reader, own?.['asset'], { pointer: `${pointer}/asset`, what: 'an asset' });
      return asset === undefined ? undefined : { asset };
    }
    case 'segment':
      return readSegment(reader, node, pointer);
    case 'tag':
      return readTag(reader, node, pointer);
    case 'date':
      return readDate(reader, node, pointer);
    case 'api':
      return readApi(reader, node, pointer);
    case undefined:
      return reader.report(
        pointer,
        'unknown-trigger',
        `Expected a trigger with one of ${KINDS.join(', ')}, such as { "event": "order.placed" }.`,
      );
  }
}

function readForm(reader: GraphReader, node: JsonObject, pointer: string): Trigger | undefined {
  reader.object(node, pointer, ['form', 'when']);
  const parts = {
    form: readId(reader, node['form'], { pointer: `${pointer}/form`, what: 'a form' }),
    when: orElse(node['when'], 'submitted' as const, (when) =>
      reader.oneOf(when, `${pointer}/when`, FORM_MOMENTS),
    ),
  };
  return isWhole(parts) ? parts : undefined;
}

function readSegment(reader: GraphReader, node: JsonObject, pointer: string): Trigger | undefined {
  reader.object(node, pointer, ['segment', 'on']);
  const parts = {
    segment: readId(reader, node['segment'], { pointer: `${pointer}/segment`, what: 'a tracked segment' }),
    on: orElse(node['on'], 'entered' as const, (on) => reader.oneOf(on, `${pointer}/on`, SEGMENT_MOVES)),
  };
  return isWhole(parts) ? parts : undefined;
}

function readTag(reader: GraphReader, node: JsonObject, pointer: string): Trigger | undefined {
  reader.object(node, pointer, ['tag', 'on']);
  const parts = {
    tag: reader.text(node['tag'], `${pointer}/tag`, { what: 'the name of a tag', max: MAX_NAME }),
    on: orElse(node['on'], 'added' as const, (on) => reader.oneOf(on, `${pointer}/on`, ['added'] as const)),
  };
  return isWhole(parts) ? parts : undefined;
}

function readDate(reader: GraphReader, node: JsonObject, pointer: string): Trigger | undefined {
  reader.object(node, pointer, ['date', 'offsetDays', 'at', 'yearly']);
  const range = { min: -MAX_OFFSET_DAYS, max: MAX_OFFSET_DAYS };
  const parts = {
    date: reader.text(node['date'], `${pointer}/date`, {
      what: 'a date field such as birthDate or attributes.renewal',
      max: MAX_NAME,
    }),
    offsetDays: orElse(node['offsetDays'], 0, (days) => reader.whole(days, `${pointer}/offsetDays`, range)),
    at: orElse(node['at'], DEFAULT_TIME, (at) => readTime(reader, at, `${pointer}/at`)),
    yearly: orElse(node['yearly'], false, (yearly) =>
      typeof yearly === 'boolean'
        ? yearly
        : reader.report(`${pointer}/yearly`, 'invalid-boolean', 'Expected true or false.'),
    ),
  };
  return isWhole(parts) ? parts : undefined;
}

function readApi(reader: GraphReader, node: JsonObject, pointer: string): Trigger | undefined {
  reader.object(node, pointer, ['api']);
  return node['api'] === true
    ? { api: true }
    : reader.report(`${pointer}/api`, 'invalid-boolean', 'Expected true; leave the trigger out otherwise.');
}
