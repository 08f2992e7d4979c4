import { isWhole, orElse, orNull, type GraphReader, type JsonObject } from './graph-reader';
import {
  DURATION_UNITS,
  MAX_NAME,
  MAX_REENTRY_DAYS,
  MOST_OF_UNIT,
  REENTRY_RULES,
  TIME_OF_DAY,
  UUID,
  WINDOW_END,
} from './limits';
import type {
  Condition,
  Duration,
  EventCondition,
  Reentry,
  RuleTreeJson,
  SendWindow,
} from './sequence-graph';

const EVENT_NAME = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+$/;
/** Of JSON: a group takes two levels, and a rule some more. */
const MAX_TREE_DEPTH = 40;
const TREE_EXAMPLE = '{ "v": 1, "match": "all", "rules": [] }';

/** The outside of a tree alone; what it says is for the rule tree's own parser, which knows the workspace. */
export function readTree(reader: GraphReader, value: unknown, pointer: string): RuleTreeJson | undefined {
  const tree = reader.anyObject(value, pointer, `with a rule tree: ${TREE_EXAMPLE}`);
  if (!tree || !checkDepth(reader, tree, pointer) || tree['v'] === 1) return tree;
  return reader.report(`${pointer}/v`, 'unknown-version', `Expected "v": 1 at the root: ${TREE_EXAMPLE}.`);
}

/** Groups nest eight levels deep; what is much deeper could not even be written as JSON. */
function checkDepth(reader: GraphReader, tree: object, pointer: string): boolean {
  let level: unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_TREE_DEPTH) {
      reader.report(pointer, 'too-deep', 'Groups of a rule tree nest at most eight levels deep.');
      return false;
    }
    level = level.flatMap((node) =>
      typeof node === 'object' && node !== null ? (Object.values(node) as unknown[]) : [],
    );
  }
  return true;
}

export function readId(
  reader: GraphReader,
  value: unknown,
  at: { pointer: string; what: string },
): string | undefined {
  return reader.matching(value, at.pointer, {
    what: `the id of ${at.what} (a UUID in lower case)`,
    form: UUID,
  });
}

export function readTime(reader: GraphReader, value: unknown, pointer: string): string | undefined {
  return reader.matching(value, pointer, { what: 'a time of day such as "09:00"', form: TIME_OF_DAY });
}

export function readDuration(reader: GraphReader, value: unknown, pointer: string): Duration | undefined {
  const duration = reader.object(value, pointer, ['n', 'unit']);
  if (!duration) return undefined;
  const unit = reader.oneOf(duration['unit'], `${pointer}/unit`, DURATION_UNITS);
  const n = reader.whole(duration['n'], `${pointer}/n`, { min: 1, max: MOST_OF_UNIT[unit ?? 'minute'] });
  return unit === undefined || n === undefined ? undefined : { n, unit };
}

export function readEventCondition(
  reader: GraphReader,
  node: JsonObject,
  pointer: string,
): EventCondition | undefined {
  const event = reader.text(node['event'], `${pointer}/event`, {
    what: 'the name of an event',
    max: MAX_NAME,
  });
  if (event !== undefined && !EVENT_NAME.test(event)) {
    return reader.report(
      `${pointer}/event`,
      'invalid-event',
      'Names of events are lower-case words joined by dots, such as "order.placed".',
    );
  }
  const where = orNull(node['where'], (value) =>
    reader.anyObject(value, `${pointer}/where`, 'with match and rules about properties of the event'),
  );
  if (where) checkDepth(reader, where, `${pointer}/where`);
  return event === undefined || where === undefined ? undefined : { event, where };
}

/** Something that happens, or a rule tree that becomes true. */
export function readCondition(reader: GraphReader, value: unknown, pointer: string): Condition | undefined {
  const node = reader.anyObject(value, pointer, 'with event (and where), or with tree');
  if (!node) return undefined;
  if (Object.hasOwn(node, 'tree')) {
    const own = reader.object(value, pointer, ['tree']);
    const tree = readTree(reader, own?.['tree'], `${pointer}/tree`);
    return tree && { tree };
  }
  const own = reader.object(value, pointer, ['event', 'where']);
  return own && readEventCondition(reader, own, pointer);
}

export function readReentry(reader: GraphReader, value: unknown, pointer: string): Reentry | undefined {
  const node = reader.object(value, pointer, ['rule', 'days']);
  const rule = node && reader.oneOf(node['rule'], `${pointer}/rule`, REENTRY_RULES);
  if (!node || rule === undefined) return undefined;
  if (rule === 'after') {
    const days = reader.whole(node['days'], `${pointer}/days`, { min: 1, max: MAX_REENTRY_DAYS });
    return days === undefined ? undefined : { rule, days };
  }
  if (node['days'] === undefined) return { rule };
  return reader.report(`${pointer}/days`, 'unexpected-key', 'days belongs to the rule "after" alone.');
}

export function readWindow(reader: GraphReader, value: unknown, pointer: string): SendWindow | undefined {
  const node = reader.object(value, pointer, ['from', 'to', 'days']);
  if (!node) return undefined;
  const what = 'a time of day such as "17:00", at most "24:00"';
  const parts = {
    from: readTime(reader, node['from'], `${pointer}/from`),
    to: reader.matching(node['to'], `${pointer}/to`, { what, form: WINDOW_END }),
    days: orElse(node['days'], [1, 2, 3, 4, 5, 6, 7], (days) => readDays(reader, days, `${pointer}/days`)),
  };
  if (!isWhole(parts)) return undefined;
  if (parts.from < parts.to) return parts;
  return reader.report(
    `${pointer}/to`,
    'empty-window',
    `The window must end after it begins on the same day: to (${parts.to}) is not later than from (${parts.from}).`,
  );
}

function readDays(reader: GraphReader, value: unknown, pointer: string): number[] | undefined {
  const days = reader.list(value, pointer, { min: 1, max: 7 });
  const read = days?.map((day, index) => reader.whole(day, `${pointer}/${index}`, { min: 1, max: 7 }));
  const known = read?.flatMap((day) => day ?? []);
  if (!days || known?.length !== days.length) return undefined;
  return [...new Set(known)].sort((a, b) => a - b);
}
