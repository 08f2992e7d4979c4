import type { FieldError } from '@platform/errors';
import type { FieldCatalogue } from './field-catalogue';
import { MAX_TREE_LENGTH, RANGES, SEGMENT_ID, TOPIC_STATUSES } from './limits';
import { didYouMean } from './nearest';
import { OPERATORS } from './operators';
import { parseEventRule } from './parse-event-rule';
import { parseGroup, type Place } from './parse-group';
import { parseTestedValue } from './parse-value-test';
import {
  RULE_TREE_VERSION,
  type FieldRule,
  type Rule,
  type RuleTree,
  type SampleRule,
  type SegmentRule,
  type TagRule,
  type TopicRule,
} from './rule-tree';
import { clip, has, TreeReader } from './tree-reader';

export type ParsedTree =
  | { ok: true; tree: RuleTree }
  /** Every problem found (at most 50), each with a JSON pointer from the root of the tree. */
  | { ok: false; issues: FieldError[] };

const RULE_KINDS = ['field', 'event', 'tag', 'topic', 'segment', 'sample'] as const;

/**
 * Reads the untrusted JSON of a rule tree as a whole: either a typed tree or all its problems. Checks fields, operators and
 * values; whether tags, topics and segments exist is for `loadReferences`. No I/O, no recursion beyond eight levels.
 */
export function parseRuleTree(
  value: unknown,
  fields: FieldCatalogue,
  options: { isStored: boolean } = { isStored: false },
): ParsedTree {
  const reader = new TreeReader(fields, !options.isStored);
  const version = typeof value === 'object' && value !== null ? (value as { v?: unknown }).v : undefined;
  if (version !== RULE_TREE_VERSION) {
    reader.report(
      '/v',
      'unknown-version',
      'Expected "v": 1 at the root: { "v": 1, "match": "all", "rules": [] }.',
    );
  }
  const tree = parseGroup(reader, value, { pointer: '', depth: 1, isRoot: true }, parseRule);
  // Only of what was read: the JSON of anything else may be too deep to be written.
  if (tree && !options.isStored && JSON.stringify(value).length > MAX_TREE_LENGTH) {
    reader.report(
      '',
      'tree-too-long',
      `A tree may have ${MAX_TREE_LENGTH} characters as JSON. For a long list of values or people, use a tag, a field or a static segment.`,
    );
  }
  return tree && reader.issues.length === 0 ? { ok: true, tree } : { ok: false, issues: reader.issues };
}

function parseRule(reader: TreeReader, value: unknown, at: Place): Rule | undefined {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const kind = RULE_KINDS.find((key) => keys.includes(key));
  switch (kind) {
    case 'field':
      return parseFieldRule(reader, value, at);
    case 'event':
      return parseEventRule(reader, value, at);
    case 'tag':
      return parseTagRule(reader, value, at);
    case 'topic':
      return parseTopicRule(reader, value, at);
    case 'segment':
      return parseSegmentRule(reader, value, at);
    case 'sample':
      return parseSampleRule(reader, value, at);
    case undefined:
      return reader.report(
        at.pointer,
        'unknown-rule',
        'Expected a group (match, rules) or a rule with field, event, tag, topic, segment or sample.',
      );
  }
}

function parseFieldRule(reader: TreeReader, value: unknown, { pointer }: Place): FieldRule | undefined {
  const rule = reader.object(value, pointer, ['field', 'op', 'value']);
  const path = rule && reader.text(rule['field'], `${pointer}/field`, 'the name of a field');
  if (path === undefined) return undefined;
  const field = reader.fields.find(path);
  if (!field) {
    const paths = reader.fields.list().map((known) => known.path);
    return reader.report(
      `${pointer}/field`,
      'unknown-field',
      () =>
        `There is no field "${clip(path)}" in this workspace.${didYouMean(path, paths)} GET /api/v1/segments/fields lists all.`,
    );
  }
  const thing = {
    name: `"${field.path}" (${field.type})`,
    type: field.type,
    choices: field.choices.length > 0 ? field.choices : null,
    operators: OPERATORS[field.type],
  };
  const tested = parseTestedValue(reader, rule ?? {}, { pointer, thing });
  return tested && { kind: 'field', pointer, field, ...tested };
}

function parseTagRule(reader: TreeReader, value: unknown, { pointer }: Place): TagRule | undefined {
  const rule = reader.object(value, pointer, ['tag', 'has']);
  if (!rule) return undefined;
  const ref = reader.text(rule['tag'], `${pointer}/tag`, 'the name or id of a tag');
  const wanted = has(rule, 'has') ? reader.boolean(rule['has'], `${pointer}/has`) : true;
  return ref === undefined || wanted === undefined ? undefined : { kind: 'tag', pointer, ref, has: wanted };
}

function parseTopicRule(reader: TreeReader, value: unknown, { pointer }: Place): TopicRule | undefined {
  const rule = reader.object(value, pointer, ['topic', 'status', 'endsInDays']);
  if (!rule) return undefined;
  const ref = reader.text(rule['topic'], `${pointer}/topic`, 'the key or id of a topic');
  const status = reader.oneOf(rule['status'], `${pointer}/status`, TOPIC_STATUSES);
  if (ref === undefined || status === undefined) return undefined;
  if (!has(rule, 'endsInDays')) return { kind: 'topic', pointer, ref, status };
  const at = `${pointer}/endsInDays`;
  if (status !== 'subscribed')
    return reader.report(at, 'not-allowed', 'Only a subscription can end: ask for the status subscribed.');
  const endsInDays = reader.number(rule['endsInDays'], at, RANGES.endsInDays);
  return endsInDays === undefined ? undefined : { kind: 'topic', pointer, ref, status, endsInDays };
}

function parseSegmentRule(reader: TreeReader, value: unknown, { pointer }: Place): SegmentRule | undefined {
  const rule = reader.object(value, pointer, ['segment', 'member']);
  if (!rule) return undefined;
  const id = rule['segment'];
  if (typeof id !== 'string' || !SEGMENT_ID.test(id)) {
    return reader.report(
      `${pointer}/segment`,
      'invalid-segment-id',
      'Expected the id of a segment (a UUID in lower case).',
    );
  }
  const member = has(rule, 'member') ? reader.boolean(rule['member'], `${pointer}/member`) : true;
  return member === undefined ? undefined : { kind: 'segment', pointer, segmentId: id, member };
}

function parseSampleRule(reader: TreeReader, value: unknown, { pointer }: Place): SampleRule | undefined {
  const rule = reader.object(value, pointer, ['sample']);
  const sample = rule && reader.object(rule['sample'], `${pointer}/sample`, ['percent', 'seed']);
  if (!sample) return undefined;
  const percent = reader.number(sample['percent'], `${pointer}/sample/percent`, RANGES.percent);
  const seed = reader.text(sample['seed'], `${pointer}/sample/seed`, 'a seed such as the name of the test');
  return percent === undefined || seed === undefined ? undefined : { kind: 'sample', pointer, percent, seed };
}
