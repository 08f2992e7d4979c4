import { AGGREGATES, COUNT_OPERATORS, RANGES, type Aggregate } from './limits';
import { AGGREGATE_OPERATORS, PROPERTY_OPERATORS, propertyTypeOf } from './operators';
import { parseGroup } from './parse-group';
import { parseWithin } from './parse-time';
import { parseTestedValue } from './parse-value-test';
import type { EventCondition, EventRule, Group, PropertyRule } from './rule-tree';
import { has, type JsonObject, type TreeReader } from './tree-reader';

const KEYS = ['event', 'did', 'count', 'within', 'where', ...AGGREGATES, 'op', 'value'] as const;

/** A rule about what the contact did; `depth` is that of the rule, for the groups of its `where`. */
export function parseEventRule(
  reader: TreeReader,
  value: unknown,
  at: { pointer: string; depth: number },
): EventRule | undefined {
  const { pointer } = at;
  const rule = reader.object(value, pointer, KEYS);
  if (!rule) return undefined;
  const name = reader.text(rule['event'], `${pointer}/event`, 'the name of an event');
  const condition = parseCondition(reader, rule, pointer);
  const within = has(rule, 'within') ? parseWithin(reader, rule['within'], `${pointer}/within`) : null;
  const where = has(rule, 'where') ? parseWhere(reader, rule['where'], at) : null;
  if (name === undefined || !condition || within === undefined || where === undefined) return undefined;
  return { kind: 'event', pointer, name, condition, within, where };
}

function parseCondition(reader: TreeReader, rule: JsonObject, pointer: string): EventCondition | undefined {
  const asked = AGGREGATES.filter((fn) => has(rule, fn));
  const [fn] = asked;
  if (asked.length > 1) {
    return reader.report(
      `${pointer}/${asked[1]}`,
      'too-many-aggregates',
      'Ask for one of sum, avg, min or max per rule.',
    );
  }
  const did = has(rule, 'did') ? reader.boolean(rule['did'], `${pointer}/did`) : true;
  if (did === undefined) return undefined;
  if (!did && (fn !== undefined || has(rule, 'count'))) {
    return reader.report(
      `${pointer}/did`,
      'did-not-takes-no-count',
      '"did": false means no such event at all: it takes no count and no sum.',
    );
  }
  if (fn !== undefined) return parseAggregate(reader, rule, { pointer, fn });
  for (const key of ['op', 'value'] as const) {
    if (has(rule, key)) {
      return reader.report(
        `${pointer}/${key}`,
        'unexpected-key',
        'op and value belong to sum, avg, min or max; a number of events is written as count.',
      );
    }
  }
  if (!has(rule, 'count')) return { kind: 'did', did };
  const count = reader.object(rule['count'], `${pointer}/count`, ['op', 'value']);
  if (!count) return undefined;
  const op = reader.oneOf(count['op'], `${pointer}/count/op`, COUNT_OPERATORS);
  const value = reader.number(count['value'], `${pointer}/count/value`, RANGES.count);
  return op === undefined || value === undefined ? undefined : { kind: 'count', op, value };
}

function parseAggregate(
  reader: TreeReader,
  rule: JsonObject,
  { pointer, fn }: { pointer: string; fn: Aggregate },
): EventCondition | undefined {
  if (has(rule, 'count')) {
    return reader.report(
      `${pointer}/count`,
      'unexpected-key',
      `A rule asks either for a count or for ${fn}, not for both.`,
    );
  }
  const property = reader.text(rule[fn], `${pointer}/${fn}`, 'the name of a property');
  const thing = { name: `"${fn}"`, type: 'number', choices: null, operators: AGGREGATE_OPERATORS } as const;
  const tested = parseTestedValue(reader, rule, { pointer, thing });
  return property === undefined || !tested ? undefined : { kind: 'aggregate', fn, property, ...tested };
}

function parseWhere(
  reader: TreeReader,
  value: unknown,
  at: { pointer: string; depth: number },
): Group<PropertyRule> | undefined {
  return parseGroup(
    reader,
    value,
    { pointer: `${at.pointer}/where`, depth: at.depth + 1 },
    parsePropertyRule,
  );
}

function parsePropertyRule(
  reader: TreeReader,
  value: unknown,
  { pointer }: { pointer: string },
): PropertyRule | undefined {
  const rule = reader.object(value, pointer, ['property', 'op', 'value']);
  if (!rule) return undefined;
  const property = reader.text(rule['property'], `${pointer}/property`, 'the name of a property');
  const type = propertyTypeOf(typeof rule['op'] === 'string' ? rule['op'] : '', rule['value']);
  const thing = { name: 'A property', type, choices: null, operators: PROPERTY_OPERATORS };
  const tested = parseTestedValue(reader, rule, { pointer, thing });
  return property === undefined || !tested ? undefined : { kind: 'property', pointer, property, ...tested };
}
