import { fold } from './fold';
import type { SegmentFieldType } from './field-catalogue';
import { MAX_VALUES, PERIODS, RANGES } from './limits';
import { didYouMean } from './nearest';
import { parseDate, parseDuration, parseMoment, parseMomentRange, readEnds } from './parse-time';
import type { TestedValue, ValueTest } from './rule-tree';
import type { Operator } from './operators';
import { has, type JsonObject, type TreeReader } from './tree-reader';
import { valueShapes } from './value-shapes';

const NEGATIONS: Readonly<Partial<Record<Operator, Operator>>> = {
  isNotSet: 'isSet',
  isNot: 'is',
  isNoneOf: 'isAnyOf',
  notContains: 'contains',
  neq: 'eq',
  hasNoneOf: 'hasAnyOf',
  notInLast: 'inLast',
};

export interface TestedThing {
  /** As messages call it. */
  name: string;
  type: SegmentFieldType;
  /** Declared choices; null when anything may be asked for. */
  choices: readonly string[] | null;
  operators: readonly Operator[];
}

/** Reads `op` and `value` of a rule about one value. */
export function parseTestedValue(
  reader: TreeReader,
  rule: JsonObject,
  at: { pointer: string; thing: TestedThing },
): TestedValue | undefined {
  const op = parseOperator(reader, rule['op'], at);
  if (!op) return undefined;
  const positive = NEGATIONS[op];
  const test = parseTest(reader, { op: positive ?? op, rule, ...at });
  return test && { test, negated: positive !== undefined };
}

function parseOperator(
  reader: TreeReader,
  op: unknown,
  { pointer, thing }: { pointer: string; thing: TestedThing },
): Operator | undefined {
  const { name, operators } = thing;
  const found = operators.find((operator) => operator === op);
  if (found !== undefined) return found;
  return reader.report(
    `${pointer}/op`,
    'not-allowed',
    () => `${name} takes one of these operators: ${operators.join(', ')}.${didYouMean(op, operators)}`,
  );
}

interface Question {
  op: Operator;
  rule: JsonObject;
  pointer: string;
  thing: TestedThing;
}

function parseTest(reader: TreeReader, question: Question): ValueTest | undefined {
  const { op, rule, pointer, thing } = question;
  if (valueShapes(op, thing.type).includes('none') && has(rule, 'value')) {
    return reader.report(
      `${pointer}/value`,
      'unexpected-value',
      'This operator takes no value; leave it out.',
    );
  }
  if (op === 'isSet') return { kind: 'set' };
  switch (thing.type) {
    case 'text':
      return parseText(reader, question);
    case 'number':
      return parseNumber(reader, question);
    case 'boolean':
      return { kind: 'boolean', value: op === 'isTrue' };
    case 'choice': {
      const values = parseChoices(reader, question, op === 'isAnyOf');
      return values && { kind: 'choice', values };
    }
    case 'multi-choice': {
      const values = parseChoices(reader, question, true);
      return values && { kind: 'list', how: op === 'hasAllOf' ? 'all' : 'any', values };
    }
    case 'date':
    case 'date-time':
      return parseTime(reader, question);
    case 'place':
      return parsePlace(reader, question);
  }
}

function parseText(reader: TreeReader, { op, rule, pointer }: Question): ValueTest | undefined {
  const how = op === 'contains' || op === 'startsWith' || op === 'endsWith' ? op : 'is';
  if (op === 'isAnyOf') {
    const values = parseList(reader, rule['value'], `${pointer}/value`);
    return values && { kind: 'text', how, values };
  }
  const value = parseComparable(reader, rule['value'], `${pointer}/value`);
  return value === undefined ? undefined : { kind: 'text', how, values: [value] };
}

function parseNumber(reader: TreeReader, { op, rule, pointer }: Question): ValueTest | undefined {
  const at = `${pointer}/value`;
  if (op === 'between') {
    const ends = readEnds(reader, rule['value'], at);
    if (!ends) return undefined;
    const from = reader.number(ends.from, `${at}/${ends.keys[0]}`);
    const to = reader.number(ends.to, `${at}/${ends.keys[1]}`);
    return from === undefined || to === undefined ? undefined : { kind: 'between', from, to };
  }
  if (op === 'isTopPercent' || op === 'isBottomPercent') {
    const percent = reader.number(rule['value'], at, RANGES.percent);
    return percent === undefined
      ? undefined
      : { kind: 'percentile', side: op === 'isTopPercent' ? 'top' : 'bottom', percent };
  }
  const value = reader.number(rule['value'], at);
  return value === undefined
    ? undefined
    : { kind: 'number', how: op as 'eq' | 'lt' | 'lte' | 'gt' | 'gte', value };
}

function parseTime(reader: TreeReader, { op, rule, pointer }: Question): ValueTest | undefined {
  const at = `${pointer}/value`;
  const value = rule['value'];
  switch (op) {
    case 'on': {
      const date = parseDate(reader, value, at);
      return date === undefined ? undefined : { kind: 'time', spec: { how: 'on', date } };
    }
    case 'before':
    case 'after': {
      const moment = parseMoment(reader, value, at);
      return moment === undefined ? undefined : { kind: 'time', spec: { how: op, at: moment } };
    }
    case 'between': {
      const spec = parseMomentRange(reader, value, at);
      return spec && { kind: 'time', spec };
    }
    case 'thisPeriod':
    case 'lastPeriod': {
      const period = reader.oneOf(value, at, PERIODS);
      return period && { kind: 'time', spec: { how: op === 'thisPeriod' ? 'this' : 'previous', period } };
    }
    default: {
      const duration = parseDuration(reader, value, { pointer: at, key: 'n' });
      if (!duration) return undefined;
      if (op === 'anniversaryInNext') return { kind: 'anniversary', ...duration };
      return { kind: 'time', spec: { how: op === 'inLast' ? 'last' : 'next', ...duration } };
    }
  }
}

function parsePlace(reader: TreeReader, { rule, pointer }: Question): ValueTest | undefined {
  const at = `${pointer}/value`;
  const object = reader.object(rule['value'], at, ['lat', 'lon', 'km']);
  if (!object) return undefined;
  const lat = reader.number(object['lat'], `${at}/lat`, RANGES.latitude);
  const lon = reader.number(object['lon'], `${at}/lon`, RANGES.longitude);
  const km = reader.number(object['km'], `${at}/km`, RANGES.km);
  return lat === undefined || lon === undefined || km === undefined
    ? undefined
    : { kind: 'near', lat, lon, km };
}

/** Choices are stored as declared, so what is asked for is brought to the declared spelling. */
function parseChoices(reader: TreeReader, question: Question, isList: boolean): string[] | undefined {
  const { rule, pointer, thing } = question;
  const at = `${pointer}/value`;
  const values = isList
    ? parseList(reader, rule['value'], at)
    : one(parseComparable(reader, rule['value'], at));
  if (!values || thing.choices === null) return values;
  const declared = thing.choices;
  const spelled = values.map((value) => declared.find((choice) => fold(choice) === fold(value)));
  const missing = spelled.indexOf(undefined);
  if (missing !== -1 && reader.checksChoices) {
    return reader.report(
      isList ? `${at}/${missing}` : at,
      'unknown-choice',
      `Expected one of: ${declared.join(', ')}.`,
    );
  }
  return spelled.map((choice, index) => choice ?? values[index] ?? '');
}

function parseList(reader: TreeReader, value: unknown, pointer: string): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_VALUES) {
    return reader.report(pointer, 'invalid-list', `Expected a list of 1–${MAX_VALUES} texts.`);
  }
  const texts = value.map((item: unknown, index) => parseComparable(reader, item, `${pointer}/${index}`));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** A text that still says something once it is folded; numbers and switches are accepted as their text. */
function parseComparable(reader: TreeReader, value: unknown, pointer: string): string | undefined {
  const isScalar = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  const text = reader.text(isScalar ? String(value) : value, pointer, 'what to compare with');
  if (text === undefined || fold(text) !== '') return text;
  return reader.report(pointer, 'invalid-text', 'Expected a text with at least one letter, digit or sign.');
}

function one(value: string | undefined): string[] | undefined {
  return value === undefined ? undefined : [value];
}
