import { builtInContactFields } from '@features/contacts';
import { segmentFieldCatalogue } from '../tree/field-catalogue';
import { parseRuleTree } from '../tree/parse-rule-tree';
import { describeTree } from './describe-tree';
import type { Sentence } from './phrase';
import type { TreeNames } from './tree-names';

const custom = (key: string, type: 'text' | 'number' | 'boolean' | 'choice' | 'multi-choice' | 'date') => ({
  path: `attributes.${key}`,
  label: `${key[0]!.toUpperCase()}${key.slice(1)}`,
  type,
  isCustom: true,
});
const CHOICES = ['free', 'pro', 'tea', 'coffee'];
const fields = segmentFieldCatalogue(
  [
    ...builtInContactFields.map((field) => ({ ...field, choices: [], isCustom: false })),
    { ...custom('plan', 'choice'), choices: CHOICES },
    { ...custom('likes', 'multi-choice'), choices: CHOICES },
    { ...custom('score', 'number'), choices: [] },
    { ...custom('keen', 'boolean'), choices: [] },
    { ...custom('renewal', 'date'), choices: [] },
    { ...custom('note', 'text'), choices: [] },
  ],
  builtInContactFields,
);
const SEGMENT = '11111111-1111-4111-8111-111111111111';
const CAMPAIGN = '22222222-2222-4222-8222-222222222222';
const GONE = '33333333-3333-4333-8333-333333333333';
const names: TreeNames = {
  segments: new Map([[SEGMENT, 'Top customers']]),
  campaigns: new Map([[CAMPAIGN, 'Spring sale']]),
  tags: new Map(['vip', 'customer', 'trial'].map((tag) => [tag, tag])),
  topics: new Map([['news', 'Product news']]),
  fields: new Map(fields.list().map(({ path, label }) => [path, label])),
};

function sentenceOf(root: object): Sentence {
  const parsed = parseRuleTree({ v: 1, ...root }, fields);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return describeTree(parsed.tree, names);
}

const all = (...rules: object[]) => ({ match: 'all', rules });
const any = (...rules: object[]) => ({ match: 'any', rules });
const not = (group: object) => ({ ...group, not: true });
const is = (field: string, op: string, value?: unknown) => ({
  field,
  op,
  ...(value !== undefined && { value }),
});
const days = (n: number) => ({ last: n, unit: 'day' });
const where = (...rules: object[]) => ({ where: all(...rules) });
const property = (name: string, op: string, value?: unknown) => ({
  property: name,
  op,
  ...(value !== undefined && { value }),
});
const vip = { tag: 'vip', has: true };
const customer = { tag: 'customer', has: true };
const trial = { tag: 'trial', has: true };
const pro = is('attributes.plan', 'is', 'pro');
const ordered = { event: 'order.placed' };
const portugal = is('country', 'is', 'PT');

describe('a tree in plain words', () => {
  it.each<[object, string]>([
    [all(), 'All contacts'],
    [not(all()), 'No contacts'],
    [
      all(
        is('country', 'isAnyOf', ['PT', 'ES']),
        { event: 'asset.downloaded', within: days(30), ...where(property('asset', 'is', 'ebook')) },
        { tag: 'customer', has: false },
      ),
      'Contacts in Portugal or Spain who downloaded “ebook” in the last 30 days and are not tagged “customer”',
    ],
    // Places and people
    [all(portugal), 'Contacts in Portugal'],
    [all(is('country', 'isNot', 'NL')), 'Contacts who are not in the Netherlands'],
    [all(is('city', 'is', 'Lisboa')), 'Contacts in Lisboa'],
    [all(is('city', 'is', '12')), 'Contacts in “12”'],
    [all(is('city', 'contains', 'boa')), 'Contacts whose city contains “boa”'],
    [
      all(is('location', 'withinKm', { lat: 38.72, lon: -9.14, km: 50 })),
      'Contacts within 50 km of 38.72, -9.14',
    ],
    [all(is('location', 'isNotSet')), 'Contacts who have no known location'],
    [all(is('age', 'between', [25, 34])), 'Contacts who are between 25 and 34 years old'],
    [all(is('age', 'gte', 18)), 'Contacts who are at least 18 years old'],
    [all(is('age', 'isTopPercent', 10)), 'Contacts who are among the oldest 10 %'],
    [
      all(is('birthDate', 'anniversaryInNext', { n: 14, unit: 'day' })),
      'Contacts who have their birthday in the next 14 days',
    ],
    [all(is('birthDate', 'before', '1990-05-01')), 'Contacts who were born before 1 May 1990'],
    [all(is('birthDate', 'isNotSet')), 'Contacts who have no birth date'],
    [all(is('createdAt', 'inLast', { n: 1, unit: 'week' })), 'Contacts who were added in the last week'],
    [all(is('createdAt', 'thisPeriod', 'month')), 'Contacts who were added this month'],
    [
      all(is('updatedAt', 'after', '2026-05-31T09:00:00+02:00')),
      'Contacts who were changed after 31 May 2026, 09:00 (+02:00)',
    ],
    [all(is('email', 'endsWith', '@example.com')), 'Contacts whose email address ends with “@example.com”'],
    [all(is('phone', 'isSet')), 'Contacts who have a phone'],
    [all(is('locale', 'is', 'pt-BR')), 'Contacts whose language is Brazilian Portuguese'],
    [all(is('timeZone', 'isNot', 'Europe/Lisbon')), 'Contacts whose time zone is not Europe/Lisbon'],
    [all(is('source', 'is', 'import')), 'Contacts who came from “import”'],
    [all(is('trackingConsent', 'isTrue')), 'Contacts who agreed to tracking'],
    [all(is('trackingConsent', 'isNotSet')), 'Contacts who were never asked about tracking'],
    // Companies and computed values
    [all(is('company.industry', 'is', 'retail')), 'Contacts whose company’s industry is “retail”'],
    [all(is('company.name', 'isNot', 'Acme')), 'Contacts who do not work at “Acme”'],
    [all(is('company.employees', 'gte', 1000)), 'Contacts whose company has at least 1,000 employees'],
    [all(is('company.country', 'is', 'GB')), 'Contacts whose company is in the United Kingdom'],
    [all(is('company.domain', 'isNotSet')), 'Contacts whose company has no known domain'],
    [
      all(is('computed.lifetimeValue', 'isTopPercent', 10)),
      'Contacts who are among the top 10 % by lifetime value',
    ],
    [all(is('computed.ordersCount', 'eq', 3)), 'Contacts who have exactly 3 orders'],
    [all(is('computed.daysSinceLastOrder', 'gt', 90)), 'Contacts whose last order was more than 90 days ago'],
    [all(is('computed.rfmGroup', 'is', 'champions')), 'Contacts whose RFM group is “champions”'],
    // Custom fields
    [all(pro), 'Contacts whose Plan is “pro”'],
    [
      all(is('attributes.plan', 'isNoneOf', ['pro', 'free'])),
      'Contacts whose Plan is neither “pro” nor “free”',
    ],
    [
      all(is('attributes.likes', 'hasAnyOf', ['tea', 'coffee'])),
      'Contacts whose Likes include “tea” or “coffee”',
    ],
    [all(is('attributes.likes', 'hasNoneOf', ['tea'])), 'Contacts whose Likes do not include “tea”'],
    [
      all(is('attributes.likes', 'hasAllOf', ['tea', 'coffee'])),
      'Contacts whose Likes include “tea” and “coffee”',
    ],
    [all(is('attributes.score', 'lt', 2.5)), 'Contacts whose Score is less than 2.5'],
    [all(is('attributes.score', 'isBottomPercent', 5)), 'Contacts who are among the bottom 5 % by Score'],
    [all(is('attributes.keen', 'isFalse')), 'Contacts whose Keen is no'],
    [
      all(is('attributes.renewal', 'notInLast', { n: 2, unit: 'month' })),
      'Contacts whose Renewal is not in the last 2 months',
    ],
    [all(is('attributes.note', 'isSet')), 'Contacts who have a value for Note'],
    // Events
    [all(ordered), 'Contacts who ordered'],
    [all({ event: 'order.placed', did: false }), 'Contacts who never ordered'],
    [
      all({ event: 'order.placed', did: false, within: days(90) }),
      'Contacts who did not order in the last 90 days',
    ],
    [
      all({ event: 'order.placed', count: { op: 'atLeast', value: 3 }, within: { this: 'year' } }),
      'Contacts who ordered at least 3 times this year',
    ],
    [
      all({ event: 'email.opened', count: { op: 'exactly', value: 1 }, within: { previous: 'day' } }),
      'Contacts who opened an email exactly once yesterday',
    ],
    [
      all({ event: 'order.placed', sum: 'total', op: 'gte', value: 500, within: days(365) }),
      'Contacts whose orders in the last 365 days add up to at least 500',
    ],
    [
      all({ event: 'order.placed', avg: 'total', op: 'between', value: [20, 50] }),
      'Contacts whose average order is between 20 and 50',
    ],
    [
      all({ event: 'call.made', max: 'minutes', op: 'gt', value: 10 }),
      'Contacts whose highest minutes over “call.made” events is more than 10',
    ],
    [
      all({ event: 'order.placed', ...where(property('total', 'gte', 50), property('sku', 'isNot', 'x')) }),
      'Contacts who ordered with a total of at least 50 and sku other than “x”',
    ],
    [
      all({
        event: 'order.placed',
        where: any(property('paid', 'isTrue'), not(all(property('sku', 'startsWith', 'A')))),
      }),
      'Contacts who ordered with either paid yes or anything but sku starting with “A”',
    ],
    [
      all({
        event: 'email.clicked',
        ...where(property('campaign', 'is', CAMPAIGN), property('url', 'contains', 'price')),
      }),
      'Contacts who clicked a link in the campaign “Spring sale” with url containing “price”',
    ],
    [
      all({ event: 'email.opened', did: false, ...where(property('campaign', 'is', GONE)) }),
      'Contacts who never opened a deleted campaign',
    ],
    [
      all({ event: 'email.sent', did: false, within: days(7) }),
      'Contacts who were not sent an email in the last 7 days',
    ],
    [
      all({
        event: 'form.submitted',
        ...where(property('form', 'is', 'Demo')),
        within: { from: '2026-05-01', to: '2026-06-01' },
      }),
      'Contacts who submitted the form “Demo” between 1 May 2026 and 1 June 2026',
    ],
    [
      all({ event: 'page.viewed', within: { from: '2026-05-01' } }),
      'Contacts who viewed a page since 1 May 2026',
    ],
    [
      all({ event: 'segment.entered', ...where(property('segment', 'is', SEGMENT)), within: days(1) }),
      'Contacts who entered the segment “Top customers” in the last day',
    ],
    [all({ event: 'webinar.attended' }), 'Contacts who did “webinar.attended”'],
    [
      all({
        event: 'contact.changed',
        ...where(property('field', 'is', 'attributes.plan'), property('to', 'is', 'pro')),
      }),
      'Contacts who had their Plan changed to “pro”',
    ],
    // Tags, topics, segments, samples
    [all({ tag: 'lost', has: true }), 'Contacts who are tagged with the deleted tag “lost”'],
    [all({ topic: 'news', status: 'subscribed' }), 'Contacts who are subscribed to “Product news”'],
    [
      all({ topic: 'news', status: 'subscribed', endsInDays: 30 }),
      'Contacts who are subscribed to “Product news” by an implied consent that ends within 30 days',
    ],
    [all({ topic: 'news', status: 'pending' }), 'Contacts who have not confirmed “Product news” yet'],
    [all({ topic: 'news', status: 'none' }), 'Contacts who were never asked about “Product news”'],
    [all({ segment: SEGMENT, member: true }), 'Contacts in the segment “Top customers”'],
    [all({ segment: GONE, member: false }), 'Contacts who are not in a deleted segment'],
    [all({ sample: { percent: 10, seed: 'spring' } }), 'Contacts who are in the 10 % sample “spring”'],
    // Groups
    [any(vip, customer, ordered), 'Contacts who are tagged “vip”, are tagged “customer” or ordered'],
    [all(vip, pro, ordered), 'Contacts who are tagged “vip”, whose Plan is “pro” and who ordered'],
    [any(vip, pro), 'Contacts who are tagged “vip” or whose Plan is “pro”'],
    [all(portugal, any(vip, ordered)), 'Contacts in Portugal who are tagged “vip” or ordered'],
    [
      all(portugal, customer, any(vip, ordered)),
      'Contacts in Portugal who are tagged “customer”, and either are tagged “vip” or ordered',
    ],
    [
      any(all(vip, ordered), customer),
      'Contacts who both are tagged “vip” and ordered, or are tagged “customer”',
    ],
    [
      all(customer, any(vip, pro)),
      'Contacts who are tagged “customer”, and either who are tagged “vip” or whose Plan is “pro”',
    ],
    [
      all(customer, any(all(vip, ordered), trial)),
      'Contacts who are tagged “customer”, and either both are tagged “vip” and ordered, or are tagged “trial”',
    ],
    [not(any(vip, ordered)), 'Contacts who neither are tagged “vip” nor ordered'],
    [not(all(vip, ordered)), 'All contacts except those who are tagged “vip” and ordered'],
    [not(all(vip)), 'Contacts who are not tagged “vip”'],
    [
      all(portugal, not(all(vip, ordered))),
      'Contacts in Portugal who are not among those who are tagged “vip” and ordered',
    ],
    [all(portugal, all(all(vip))), 'Contacts in Portugal who are tagged “vip”'],
    [any(vip, all()), 'All contacts'],
    [all(vip, not(any())), 'No contacts'],
  ])('%j', (root, expected) => {
    expect(sentenceOf(root).text).toBe(expected);
  });
});

it('marks what the author chose, without quotation marks', () => {
  const { parts } = sentenceOf(all(portugal, { event: 'asset.downloaded', within: days(30) }, vip));
  expect(parts).toEqual([
    { text: 'Contacts in ', isValue: false },
    { text: 'Portugal', isValue: true },
    { text: ' who downloaded an asset in the last ', isValue: false },
    { text: '30 days', isValue: true },
    { text: ' and are tagged ', isValue: false },
    { text: 'vip', isValue: true },
  ]);
});

it('cuts a huge tree, long lists and long values', () => {
  const many = all(
    ...Array.from({ length: 49 }, (_, index) => is('attributes.note', 'contains', `x${index}`)),
  );
  expect(sentenceOf(many).text).toMatch(/“x11”, and 37 more rules$/);
  const filters = Array.from({ length: 9 }, (_, index) => property('note', 'contains', `x${index}`));
  expect(sentenceOf(all({ event: 'order.placed', where: any(...filters) })).text).toMatch(
    /“x4” or note containing “x5”, and 3 more filters$/,
  );
  const codes = ['PT', 'ES', 'FR', 'DE', 'IT', 'AT', 'CH', 'BE'];
  expect(sentenceOf(all(is('country', 'isAnyOf', codes))).text).toBe(
    'Contacts in Portugal, Spain, France, Germany, Italy or 3 more',
  );
  const long = sentenceOf(all(is('attributes.note', 'is', '😀'.repeat(200)))).text;
  expect(long).toBe(`Contacts whose Note is “${'😀'.repeat(59)}…”`);
});
