import { segmentFieldCatalogue } from './field-catalogue';
import { parseRuleTree } from './parse-rule-tree';

const fields = segmentFieldCatalogue(
  [
    { path: 'country', label: 'Country', type: 'text', choices: [], isCustom: false },
    { path: 'createdAt', label: 'Created', type: 'date-time', choices: [], isCustom: false },
    { path: 'attributes.plan', label: 'Plan', type: 'choice', choices: ['Free', 'Pro'], isCustom: true },
    { path: 'attributes.score', label: 'Score', type: 'number', choices: [], isCustom: true },
  ],
  [
    { path: 'country', column: 'country' },
    { path: 'createdAt', column: 'created_at' },
  ],
);
const rule = { field: 'country', op: 'is', value: 'PT' };

function issuesOf(json: unknown): string[] {
  const parsed = parseRuleTree(json, fields);
  return parsed.ok ? [] : parsed.issues.map((issue) => `${issue.pointer} ${issue.code}`);
}

function tree(...rules: unknown[]): object {
  return { v: 1, match: 'all', rules };
}

function nested(depth: number): object {
  return depth === 0 ? rule : { match: 'any', rules: [nested(depth - 1)] };
}

describe('a tree is refused as a whole, with a pointer to each mistake', () => {
  it.each([
    [tree({ field: 'nope', op: 'is', value: 'x' }), '/rules/0/field segment.unknown-field'],
    [tree({ field: 'country', op: 'gt', value: 1 }), '/rules/0/op segment.not-allowed'],
    [tree({ field: 'country', op: 'is' }), '/rules/0/value segment.invalid-text'],
    [tree({ field: 'country', op: 'is', value: '\u0301' }), '/rules/0/value segment.invalid-text'],
    [tree({ field: 'country', op: 'isSet', value: 'x' }), '/rules/0/value segment.unexpected-value'],
    [tree({ field: 'country', op: 'isAnyOf', value: [] }), '/rules/0/value segment.invalid-list'],
    [tree({ field: 'country', op: 'isAnyOf', value: ['a', {}] }), '/rules/0/value/1 segment.invalid-text'],
    [tree({ field: 'attributes.plan', op: 'is', value: 'Gold' }), '/rules/0/value segment.unknown-choice'],
    [tree({ field: 'attributes.score', op: 'gt', value: '5' }), '/rules/0/value segment.invalid-number'],
    [
      tree({ field: 'attributes.score', op: 'between', value: [1, null] }),
      '/rules/0/value/1 segment.invalid-number',
    ],
    [tree({ field: 'createdAt', op: 'on', value: '2026-02-30' }), '/rules/0/value segment.invalid-date'],
    [
      tree({ field: 'createdAt', op: 'before', value: '2026-02-03T10:00' }),
      '/rules/0/value segment.invalid-time',
    ],
    [
      tree({ field: 'createdAt', op: 'inLast', value: { n: 0, unit: 'day' } }),
      '/rules/0/value/n segment.invalid-number',
    ],
    [tree({ field: 'createdAt', op: 'thisPeriod', value: 'decade' }), '/rules/0/value segment.not-allowed'],
    [
      tree({ field: 'location', op: 'withinKm', value: { lat: 91, lon: 0, km: 1 } }),
      '/rules/0/value/lat segment.invalid-number',
    ],
    [tree({ ...rule, extra: 1 }), '/rules/0/extra segment.unknown-key'],
    [tree({ what: 1 }), '/rules/0 segment.unknown-rule'],
    [tree(null), '/rules/0 segment.unknown-rule'],
    [tree({ tag: 'vip', has: 'yes' }), '/rules/0/has segment.invalid-boolean'],
    [tree({ topic: 'news', status: 'maybe' }), '/rules/0/status segment.not-allowed'],
    [tree({ topic: 'news', status: 'pending', endsInDays: 3 }), '/rules/0/endsInDays segment.not-allowed'],
    [
      tree({ topic: 'news', status: 'subscribed', endsInDays: 0 }),
      '/rules/0/endsInDays segment.invalid-number',
    ],
    [
      tree({ segment: "'; DROP TABLE contacts; --", member: true }),
      '/rules/0/segment segment.invalid-segment-id',
    ],
    [tree({ sample: { percent: 0, seed: 'a' } }), '/rules/0/sample/percent segment.invalid-number'],
    [
      tree({ event: 'a.b', sum: 'x', avg: 'y', op: 'gt', value: 1 }),
      '/rules/0/avg segment.too-many-aggregates',
    ],
    [tree({ event: 'a.b', value: 1 }), '/rules/0/value segment.unexpected-key'],
    [tree({ event: 'a.b', within: { last: 1 } }), '/rules/0/within segment.invalid-window'],
    [
      tree(rule, rule, { event: 'a.b', where: { match: 'all', rules: [{ property: 'p', op: 'nope' }] } }),
      '/rules/2/where/rules/0/op segment.not-allowed',
    ],
    [{ match: 'all', rules: [] }, '/v segment.unknown-version'],
    [{ v: 1, match: 'some', rules: [] }, '/match segment.not-allowed'],
    [{ v: 1, match: 'all', rules: {} }, '/rules segment.invalid-list'],
    [[], ' segment.not-an-object'],
  ])('%j', (json, expected) => {
    expect(issuesOf(json)).toContain(expected);
  });

  it('says what is allowed there, and what was probably meant', () => {
    const parsed = parseRuleTree(
      tree(
        { field: 'contry', op: 'is', value: 'PT' },
        { field: 'country', op: 'isnot', value: 'PT' },
        { field: 'createdAt', op: 'inLast', value: { n: 1, unit: 'days' } },
        { ...rule, vlaue: 1 },
        { event: 'a.b', where: { match: 'all', rules: [{ property: 'p', op: 'isTopPercent' }] } },
      ),
      fields,
    );
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.message)).toEqual([
      'There is no field "contry" in this workspace. Did you mean "country"? GET /api/v1/segments/fields lists all.',
      '"country" (text) takes one of these operators: is, isNot, contains, notContains, startsWith, endsWith, isAnyOf, ' +
        'isNoneOf, isSet, isNotSet. Did you mean "isNot"?',
      'Expected one of: minute, hour, day, week, month, year. Did you mean "day"?',
      'This key is not known here. Did you mean "value"? Allowed: field, op, value.',
      expect.stringMatching(/^A property takes one of these operators: is, [^?]+\.$/),
    ]);
  });

  it('names several mistakes at once', () => {
    expect(issuesOf(tree({ ...rule, op: 'x' }, rule, { tag: 1, has: true }))).toHaveLength(2);
  });
});

describe('limits', () => {
  it('eight levels of groups are allowed, nine are not', () => {
    expect(issuesOf({ v: 1, match: 'all', rules: [nested(7)] })).toEqual([]);
    expect(issuesOf({ v: 1, match: 'all', rules: [nested(8)] })).toEqual([
      `${'/rules/0'.repeat(8)} segment.too-deep`,
    ]);
  });

  it('250 rules are allowed, 251 are not, nor spread over groups', () => {
    expect(issuesOf(tree(...Array<object>(250).fill(rule)))).toEqual([]);
    expect(issuesOf(tree(...Array<object>(251).fill(rule)))).toEqual(['/rules segment.too-many-rules']);
    const half = { match: 'any', rules: Array<object>(126).fill(rule) };
    expect(issuesOf(tree(half, half))).toEqual(['/rules/1/rules/124 segment.too-many-rules']);
  });

  it('a tree that would fill lists of segments is refused, and still read where it is stored', () => {
    const long = Array.from({ length: 3 }, (_, i) => `${i}`.padEnd(500, 'x'));
    const rules = Array.from({ length: 240 }, () => ({ field: 'country', op: 'isAnyOf', value: long }));
    expect(issuesOf(tree(...rules))).toEqual([' segment.tree-too-long']);
    expect(parseRuleTree(tree(...rules), fields, { isStored: true }).ok).toBe(true);
  });

  it('a hundred thousand rules or levels are refused without walking them', () => {
    const startedAt = performance.now();
    expect(issuesOf(tree(...Array<object>(100_000).fill(rule)))).toEqual(['/rules segment.too-many-rules']);
    const text = `${'{"match":"all","rules":['.repeat(100_000)}${']}'.repeat(100_000)}`;
    expect(issuesOf({ v: 1, match: 'all', rules: [JSON.parse(text)] })).toHaveLength(1);
    const wide = (depth: number): object => ({
      match: 'all',
      rules: depth === 0 ? [] : Array<object>(250).fill(wide(depth - 1)),
    });
    expect(issuesOf(tree(wide(3)))).toEqual([expect.stringContaining('segment.too-many-groups')]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('keys of every object are not keys of a rule', () => {
    const hostile = JSON.parse(
      '{"v":1,"match":"all","rules":[{"__proto__":{"tag":"x"}},{"tag":"x","has":true,"constructor":1}]}',
    ) as object;
    expect(issuesOf(hostile)).toEqual([
      '/rules/0 segment.unknown-rule',
      '/rules/1/constructor segment.unknown-key',
    ]);
    expect(issuesOf(tree({ field: 'constructor', op: 'is', value: 'x' }))).toEqual([
      '/rules/0/field segment.unknown-field',
    ]);
    expect(issuesOf(tree({ field: 'country', op: 'toString', value: 'x' }))).toEqual([
      '/rules/0/op segment.not-allowed',
    ]);
  });
});

it('a stored tree may ask for a choice that was removed since', () => {
  const json = tree({ field: 'attributes.plan', op: 'is', value: 'Gold' });
  expect(parseRuleTree(json, fields, { isStored: true }).ok).toBe(true);
});
