import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { builtInContactFields } from '@features/contacts';
import { CHOICES, CUSTOM_FIELDS } from '../../../testing/rule-trees/awkward-values';
import { ruleTrees } from '../../../testing/rule-trees/rule-tree-arbitrary';
import { segmentFieldCatalogue, type FieldCatalogue } from './field-catalogue';
import { parseRuleTree } from './parse-rule-tree';
import { ruleTreeSchema } from './rule-tree-schema';

const docs = join(__dirname, '../../../../docs/segments');
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const isValid = ajv.compile<unknown>(ruleTreeSchema() as object);

const fields: FieldCatalogue = segmentFieldCatalogue(
  [
    ...builtInContactFields.map((field) => ({ ...field, choices: [], isCustom: false })),
    ...Object.entries(CUSTOM_FIELDS).map(([key, type]) => ({
      path: `attributes.${key}`,
      label: key,
      type,
      choices: type.endsWith('choice') ? [...CHOICES] : [],
      isCustom: true,
    })),
  ],
  builtInContactFields,
);

const parses = (json: unknown) => parseRuleTree(json, fields).ok;
const tree = (...rules: unknown[]) => ({ v: 1, match: 'all', rules });
const rule = { field: 'country', op: 'is', value: 'PT' };
const asked = (field: string, op: string, value?: unknown) =>
  tree({ field, op, ...(value === undefined ? {} : { value }) });
const event = (more: object) => tree({ event: 'order.placed', ...more });
const where = (property: object) => event({ where: { match: 'all', rules: [property] } });

it('is what docs/segments/rule-tree.schema.json says', () => {
  const published = readFileSync(join(docs, 'rule-tree.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(ruleTreeSchema());
});

describe('every tree on the pages about segments', () => {
  const pages = readdirSync(docs).filter((name) => name.endsWith('.md'));
  const trees = pages.flatMap((page) =>
    [...readFileSync(join(docs, page), 'utf8').matchAll(/```json\n([\s\S]*?)```/g)]
      .map(
        (block) =>
          JSON.parse(
            (block[1] ?? '').replace('SEGMENT_ID', 'a'.repeat(8) + '-0000-0000-0000-000000000000'),
          ) as unknown,
      )
      .map((json) => ((json as { tree?: unknown }).tree ?? json) as { v?: unknown })
      .filter((json) => json.v === 1)
      .map((json) => [page, json] as const),
  );

  it.each(trees)('on %s is valid: %j', (_page, json) => {
    isValid(json);
    expect(isValid.errors ?? []).toEqual([]);
  });

  it('are more than a few', () => expect(trees.length).toBeGreaterThan(3));
});

it('what the parser accepts is valid', () => {
  const trees = ruleTrees({ topics: ['news'], segments: ['018f0000-0000-7000-8000-000000000000'] });
  fc.assert(
    fc.property(trees, (json) => {
      expect(parseRuleTree(json, fields)).toMatchObject({ ok: true });
      isValid(json);
      expect(isValid.errors ?? []).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('is valid and accepted at the very limits', () => {
  it.each([
    tree(...Array<object>(250).fill(rule)),
    asked('city', 'is', 'x'.repeat(500)),
    asked('city', 'is', true),
    asked('city', 'isAnyOf', Array<number>(500).fill(7)),
    asked('age', 'between', [-1e15, 1e15]),
    asked('age', 'isTopPercent', 0.01),
    asked('createdAt', 'inLast', { n: 73_000, unit: 'day' }),
    asked('createdAt', 'between', { from: '1000-01-01', to: '9000-12-31T23:59:59.999999+14:00' }),
    asked('location', 'withinKm', { lat: -90, lon: 180, km: 20_100 }),
    event({ count: { op: 'exactly', value: 1_000_000 } }),
    event({ within: { to: '2026-01-01' } }),
    where({ property: 'p', op: 'between', value: ['2026-01-01', '2026-01-02'] }),
    where({ property: 'p', op: 'between', value: [1, 2] }),
  ])('%j', (json) => {
    expect([parses(json), isValid(json)]).toEqual([true, true]);
  });
});

describe('is refused by the schema and by the parser', () => {
  it.each([
    null,
    [],
    { match: 'all', rules: [] },
    { v: 2, match: 'all', rules: [] },
    { v: 1, match: 'some', rules: [] },
    { v: 1, match: 'all' },
    { v: 1, match: 'all', not: 1, rules: [] },
    { v: 1, match: 'all', rules: [], extra: 1 },
    tree({ v: 1, match: 'all', rules: [] }),
    tree(...Array<object>(251).fill(rule)),
    tree(1),
    tree({ what: 1 }),
    tree({ ...rule, tag: 'vip' }),
    asked('city', 'like', 'x'),
    asked('city', 'is'),
    asked('city', 'isSet', 'x'),
    asked('city', 'is', ' \u00a0'),
    asked('city', 'is', 'a\u0000b'),
    asked('city', 'is', 'x'.repeat(501)),
    asked('city', 'is', ['x']),
    asked('city', 'isAnyOf', []),
    asked('city', 'isAnyOf', Array<string>(501).fill('x')),
    asked('city', 'isAnyOf', [{}]),
    asked('age', 'gt', '5'),
    asked('age', 'gt', 1.1e15),
    asked('age', 'between', [1]),
    asked('age', 'between', [1, 2, 3]),
    asked('age', 'between', { from: 1 }),
    asked('age', 'isTopPercent', 0),
    asked('age', 'isTopPercent', 100.1),
    asked('createdAt', 'on', '2026-02-30'),
    asked('createdAt', 'on', '2026-02-03T10:00:00Z'),
    asked('createdAt', 'before', '2026-02-03T10:00'),
    asked('createdAt', 'before', 20_260_203),
    asked('createdAt', 'inLast', { n: 0, unit: 'day' }),
    asked('createdAt', 'inLast', { n: 1.5, unit: 'day' }),
    asked('createdAt', 'inLast', { n: 73_001, unit: 'day' }),
    asked('createdAt', 'inLast', { n: 1, unit: 'decade' }),
    asked('createdAt', 'thisPeriod', 'decade'),
    asked('location', 'withinKm', { lat: 90.1, lon: 0, km: 1 }),
    asked('location', 'withinKm', { lat: 0, lon: 0, km: 0 }),
    asked('location', 'withinKm', { lat: 0, lon: 0 }),
    tree({ event: 'a.b', did: 'yes' }),
    event({ did: false, count: { op: 'atLeast', value: 1 } }),
    event({ count: { op: 'atLeast', value: -1 } }),
    event({ count: { op: 'moreThan', value: 1 } }),
    event({ op: 'gt', value: 1 }),
    event({ sum: 'total', avg: 'total', op: 'gt', value: 1 }),
    event({ sum: 'total', count: { op: 'atLeast', value: 1 }, op: 'gt', value: 1 }),
    event({ sum: 'total', did: false, op: 'gt', value: 1 }),
    event({ sum: 'total', op: 'contains', value: 'x' }),
    event({ sum: 'total' }),
    event({ within: {} }),
    event({ within: { last: 1 } }),
    event({ within: { this: 'week', previous: 'week' } }),
    event({ within: { last: 201, unit: 'year' } }),
    where({ property: 'p', op: 'isTopPercent', value: 1 }),
    where({ property: 'p', op: 'between', value: [1, '2026-01-01'] }),
    where(rule),
    tree({ tag: '' }),
    tree({ tag: 'vip', has: 'yes' }),
    tree({ topic: 'news' }),
    tree({ topic: 'news', status: 'maybe' }),
    tree({ topic: 'news', status: 'none', endsInDays: 30 }),
    tree({ topic: 'news', status: 'subscribed', endsInDays: 3651 }),
    tree({ segment: "'; DROP TABLE contacts; --" }),
    tree({ segment: '018F0000-0000-7000-8000-000000000000' }),
    tree({ sample: { percent: 0, seed: 'a' } }),
    tree({ sample: { percent: 1 } }),
  ])('%j', (json) => {
    expect([parses(json), isValid(json)]).toEqual([false, false]);
  });
});
