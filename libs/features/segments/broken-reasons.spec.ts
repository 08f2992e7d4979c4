import { brokenReasons } from './broken-reasons';

const tree = {
  v: 1,
  match: 'all',
  rules: [
    { field: 'attributes.plan', op: 'is', value: 'pro' },
    { match: 'any', rules: [{ tag: 'vip' }, { topic: 'news', status: 'subscribed' }, { segment: 'an id' }] },
  ],
};

it.each([
  [
    '/rules/0/field',
    'segment.unknown-field',
    'Rule 1 asks for the field "attributes.plan"',
    'same key and type',
  ],
  ['/rules/1/rules/0/tag', 'segment.unknown-tag', 'Rule 2.1 asks for the tag "vip"', 'Give the tag'],
  [
    '/rules/1/rules/1/topic',
    'segment.unknown-topic',
    'Rule 2.2 asks for the topic "news"',
    'Create the topic',
  ],
  [
    '/rules/1/rules/2/segment',
    'segment.unknown-segment',
    'Rule 2.3 asks for the segment "an id"',
    'another segment',
  ],
  ['/rules/1/rules/2/segment', 'segment.broken-segment', 'Rule 2.3: as told', 'Mend that segment'],
  ['/rules/0/op', 'segment.not-allowed', 'Rule 1 does not fit its field any more. as told', 'another type'],
  ['', 'segment.too-large', 'as told', 'Change the rules'],
])('%s %s: which rule, what is missing, and how to mend it', (pointer, code, message, remedy) => {
  expect(brokenReasons(tree, [{ pointer, code, message: 'as told' }])).toEqual([
    { pointer, code, message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) },
  ]);
});

it('never stumbles over a tree that is none', () => {
  const issue = { pointer: '/rules/0/field', code: 'segment.unknown-field', message: '' };
  for (const odd of [null, 7, 'x', { rules: 'x' }, { rules: [null] }]) {
    expect(brokenReasons(odd, [issue])[0]?.message).toContain('asks for the field ""');
  }
});
