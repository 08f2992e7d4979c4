import { SqlParams } from './sql-params';
import { compileRuleTree, compileTogether, type CompileOptions } from './compile-rule-tree';
import type { SegmentField } from '../tree/field-catalogue';
import { parseRuleTree } from '../tree/parse-rule-tree';
import type { RuleTree } from '../tree/rule-tree';

// Whatever a tree says, only placeholders of it reach the text of the statement.
const HOSTILE = `x'"; DROP TABLE contacts; -- $1 {"a":1} \\`;
const ID = '0198c0de-0000-7000-8000-00000000000a';

const fields: SegmentField[] = [
  { path: 'city', label: '', type: 'text', choices: [], storage: { kind: 'contact', column: 'city' } },
  { path: 'country', label: '', type: 'text', choices: [], storage: { kind: 'contact', column: 'country' } },
  {
    path: 'company.name',
    label: '',
    type: 'text',
    choices: [],
    storage: { kind: 'company', column: 'name' },
  },
  // A key that no declaration allows, to see that keys are not trusted either.
  {
    path: 'attributes.text',
    label: '',
    type: 'text',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
  {
    path: 'attributes.number',
    label: '',
    type: 'number',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
  {
    path: 'attributes.switch',
    label: '',
    type: 'boolean',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
  {
    path: 'attributes.choice',
    label: '',
    type: 'choice',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
  {
    path: 'attributes.list',
    label: '',
    type: 'multi-choice',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
  {
    path: 'attributes.day',
    label: '',
    type: 'date',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
  {
    path: 'attributes.moment',
    label: '',
    type: 'date-time',
    choices: [],
    storage: { kind: 'attribute', key: HOSTILE },
  },
];

const texts = ['is', 'isNot', 'contains', 'notContains', 'startsWith', 'endsWith'];
const duration = { n: 3, unit: 'day' };
const properties = [
  ...texts.map((op) => ({ op, value: HOSTILE })),
  { op: 'isAnyOf', value: [HOSTILE, 'b'] },
  { op: 'hasAllOf', value: [HOSTILE] },
  { op: 'gte', value: 5 },
  { op: 'between', value: [1, 2] },
  { op: 'isTrue' },
  { op: 'on', value: '2026-01-01' },
  { op: 'inLast', value: duration },
  { op: 'isSet' },
].map((question) => ({ property: HOSTILE, ...question }));
const where = { match: 'all', rules: properties };

const places: object[] = [
  ...['city', 'country', 'company.name', 'attributes.text'].flatMap((field) => [
    ...texts.map((op) => ({ field, op, value: HOSTILE })),
    { field, op: 'isAnyOf', value: [HOSTILE, 'b'] },
    { field, op: 'isSet' },
  ]),
  { field: 'attributes.number', op: 'eq', value: 5 },
  { field: 'attributes.number', op: 'isTopPercent', value: 5 },
  { field: 'attributes.switch', op: 'isTrue' },
  { field: 'attributes.choice', op: 'is', value: HOSTILE },
  { field: 'attributes.choice', op: 'isNoneOf', value: [HOSTILE, 'b'] },
  { field: 'attributes.list', op: 'hasAllOf', value: [HOSTILE] },
  { field: 'attributes.day', op: 'inLast', value: duration },
  { field: 'attributes.day', op: 'anniversaryInNext', value: duration },
  { field: 'attributes.moment', op: 'inLast', value: duration },
  { field: 'attributes.moment', op: 'anniversaryInNext', value: duration },
  { event: HOSTILE, where },
  { event: HOSTILE, did: false, where: { ...where, match: 'any', not: true } },
  { event: HOSTILE, count: { op: 'atLeast', value: 2 }, within: { last: 3, unit: 'day' } },
  { event: HOSTILE, sum: HOSTILE, op: 'gte', value: 5 },
  { event: HOSTILE, avg: HOSTILE, op: 'neq', value: 5 },
  {
    event: 'email.sent',
    where: { match: 'all', rules: [{ property: 'campaign', op: 'is', value: HOSTILE }] },
  },
  { tag: HOSTILE, has: true },
  { topic: HOSTILE, status: 'subscribed' },
  { segment: ID, member: true },
  { sample: { percent: 10, seed: HOSTILE } },
];

const options: CompileOptions = {
  workspaceId: HOSTILE,
  clock: { now: new Date('2026-11-18T12:00:00Z'), zone: 'UTC' },
  references: {
    tags: { get: () => HOSTILE } as unknown as ReadonlyMap<string, string>,
    topics: new Map([[HOSTILE, HOSTILE]]),
    segments: new Map([[ID, { kind: 'static' }]]),
  },
  firstParam: 1,
};

function parsed(rules: object[]): RuleTree {
  const catalogue = {
    list: () => fields,
    find: (path: string) => fields.find((field) => field.path === path),
  };
  const result = parseRuleTree({ v: 1, match: 'all', rules }, catalogue);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.tree;
}

it.each(places.map((place) => [JSON.stringify(place).slice(0, 90), place] as const))('%s', (_name, place) => {
  const { sql, params } = compileRuleTree(parsed([place]), options);
  for (const piece of ['DROP', 'x\'"', '0198c0de']) expect(sql).not.toContain(piece);
  // Every placeholder has a value, every value a placeholder.
  const named = new Set([...sql.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
  expect([...named].sort((a, b) => a - b)).toEqual(params.map((_value, index) => index + 1));
});

it('several trees share one list of values', () => {
  const tree = parsed(places);
  const { sql } = compileTogether([{ node: tree, nullability: 'never-null' }], options);
  expect(sql.join()).not.toContain('DROP');
});

it('an alias is one of ours or refused', () => {
  expect(() => compileRuleTree(parsed([]), { ...options, contact: HOSTILE })).toThrow('not an alias');
});

it('equal values share a placeholder, equal texts of other types do not', () => {
  const params = new SqlParams(3);
  expect([params.bind('a', 'text'), params.bind('a', 'text'), params.bind('a', 'uuid')]).toEqual([
    '$3::text',
    '$3::text',
    '$4::uuid',
  ]);
});
