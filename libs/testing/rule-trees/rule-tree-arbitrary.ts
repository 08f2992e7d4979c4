import fc from 'fast-check';
import {
  CAMPAIGNS,
  CHOICES,
  CHURN_RISKS,
  DAYS,
  EVENTS,
  INSTANTS,
  LIFECYCLE_STAGES,
  NUMBERS,
  PLACES,
  TAGS,
  TEXTS,
} from './awkward-values';

const COMPUTED_NUMBERS = ['computed.ordersCount', 'computed.lifetimeValue', 'computed.daysSinceLastOrder'];

/** What random trees may name besides the fields of `CUSTOM_FIELDS` and the tags of `TAGS`. */
export interface RuleNames {
  topics: readonly string[];
  segments: readonly string[];
  /** Paths of further fields that hold numbers. */
  numbers?: readonly string[];
}

const one = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
const some = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(one(list), { minLength: 1, maxLength: 3 });
const asked = (ops: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<object> =>
  fc.record({ op: one(ops), value });
const range = <T>(end: fc.Arbitrary<T>): fc.Arbitrary<object> => fc.record({ from: end, to: end });

const PERIODS = ['day', 'week', 'month', 'quarter', 'year'];
const duration = fc
  .record({
    n: fc.oneof(fc.integer({ min: 1, max: 40 }), one([90, 365, 2000])),
    unit: one(['minute', 'hour', 'day', 'week', 'month', 'year']),
  })
  .map(({ n, unit }) => ({ n: unit === 'year' ? Math.min(n, 200) : n, unit }));
const moment = one([...DAYS, ...INSTANTS, '2026-03-29T02:30:00+01:00', '2026-11-18T12:00:00-11:00']);
const wanted = fc.oneof({ weight: 4, arbitrary: one(TEXTS) }, { weight: 1, arbitrary: word() });

const set = one([{ op: 'isSet' }, { op: 'isNotSet' }]);
const text = fc.oneof(
  asked(['is', 'isNot', 'contains', 'notContains', 'startsWith', 'endsWith'], wanted),
  asked(['isAnyOf', 'isNoneOf'], fc.array(wanted, { minLength: 1, maxLength: 3 })),
  set,
);
const number = fc.oneof(
  asked(['eq', 'neq', 'lt', 'lte', 'gt', 'gte'], one(NUMBERS)),
  asked(['between'], range(one(NUMBERS))),
  set,
);
const percent = asked(['isTopPercent', 'isBottomPercent'], one([0.01, 7, 10, 33.3, 50, 99.9, 100]));
const boolean = fc.oneof(one([{ op: 'isTrue' }, { op: 'isFalse' }]), set);
const choiceOf = (choices: readonly string[]): fc.Arbitrary<object> =>
  fc.oneof(asked(['is', 'isNot'], one(choices)), asked(['isAnyOf', 'isNoneOf'], some(choices)), set);
const list = fc.oneof(asked(['hasAnyOf', 'hasAllOf', 'hasNoneOf'], some(CHOICES)), set);
const time = fc.oneof(
  asked(['on'], one(DAYS)),
  asked(['before', 'after'], moment),
  asked(['between'], range(moment)),
  asked(['inLast', 'notInLast', 'inNext'], duration),
  asked(['thisPeriod', 'lastPeriod'], one(PERIODS)),
  set,
);
const anniversary = asked(['anniversaryInNext'], duration);
const place = fc.oneof(
  set,
  asked(
    ['withinKm'],
    fc.tuple(one(PLACES), one([0.001, 1, 5, 500, 10_000, 20_100])).map(([at, km]) => ({ ...at, km })),
  ),
);

/** A word as people type it, in any script. */
function word(): fc.Arbitrary<string> {
  return fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 3 })
    .filter((text) => !/\0|\p{Cs}/u.test(text) && /[\p{L}\p{N}]/u.test(text));
}

function about(fields: readonly string[], questions: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.tuple(one(fields), questions).map(([field, question]) => ({ field, ...question }));
}

function group(node: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.record({
    match: one(['all', 'any']),
    not: fc.boolean(),
    rules: fc.array(node, { maxLength: 3 }),
  });
}

const property = fc
  .oneof(
    fc.tuple(one(['sku', 'total', 'list', 'missing', '__proto__']), text),
    fc.tuple(one(['campaign']), text),
    fc.tuple(
      one(['campaign']),
      asked(['is', 'isNot'], one([...CAMPAIGNS, ...CAMPAIGNS.map((id) => id.toUpperCase())])),
    ),
    fc.tuple(one(['campaign']), asked(['isAnyOf', 'isNoneOf'], some([...CAMPAIGNS, 'no id']))),
    fc.tuple(one(['total', 'sku']), number),
    fc.tuple(one(['list', 'sku']), list),
    fc.tuple(one(['sku', 'keen']), boolean),
    fc.tuple(one(['day', 'sku']), time),
  )
  .map(([name, question]) => ({ ['property']: name, ...question }));

const within = fc.oneof(
  duration.map(({ n, unit }) => ({ last: n, unit })),
  one(PERIODS).chain((unit) => one<object>([{ this: unit }, { previous: unit }])),
  range(moment),
  moment.map((from) => ({ from })),
  moment.map((to) => ({ to })),
);

const where = fc.letrec((tie) => ({
  group: group(tie('node')),
  node: fc.oneof({ maxDepth: 2 }, property, tie('group')),
})).group;

const condition = fc.oneof(
  one<object>([{}, { did: true }, { did: false }]),
  fc.record({
    count: fc.record({ op: one(['atLeast', 'atMost', 'exactly']), value: fc.integer({ min: 0, max: 3 }) }),
  }),
  fc
    .tuple(one(['sum', 'avg', 'min', 'max']), number)
    .map(([fn, question]) => ({ [fn]: 'total', ...question })),
);

const event = fc
  .tuple(one([...EVENTS, 'never.seen']), condition, fc.option(within), fc.option(where))
  .map(([name, asks, window, filter]) => ({
    event: name,
    ...asks,
    ...(window && { within: window }),
    ...(filter && { where: filter }),
  }));

/** One random rule, as JSON. */
export function rules(names: RuleNames): fc.Arbitrary<object> {
  const numbers = [
    'attributes.score',
    'age',
    'company.employees',
    'latitude',
    ...COMPUTED_NUMBERS,
    ...(names.numbers ?? []),
  ];
  return fc.oneof(
    about(['city', 'country', 'attributes.note', 'company.name', 'company.industry', 'timeZone'], text),
    about(numbers, fc.oneof(number, percent)),
    about(['attributes.keen', 'trackingConsent'], boolean),
    about(['attributes.drink'], choiceOf(CHOICES)),
    about(['computed.churnRisk'], choiceOf(CHURN_RISKS)),
    about(['computed.lifecycleStage'], choiceOf(LIFECYCLE_STAGES)),
    about(['computed.lastOrderAt'], fc.oneof(time, anniversary)),
    about(['attributes.likes'], list),
    about(['createdAt', 'attributes.moment', 'birthDate', 'attributes.day'], fc.oneof(time, anniversary)),
    about(['location'], place),
    { weight: 3, arbitrary: event },
    fc.record({ tag: one([...TAGS, 'ELITE', 'vip']), has: fc.boolean() }),
    fc.record({
      topic: one(names.topics),
      status: one(['subscribed', 'unsubscribed', 'pending', 'none']),
    }),
    fc.record({ segment: one(names.segments), member: fc.boolean() }),
    fc.record({
      sample: fc.record({ percent: one([0.01, 1, 33, 50, 100]), seed: one(TEXTS.filter(isWord)) }),
    }),
  );
}

/**
 * A random valid tree, as JSON with its version: every kind of rule and operator, groups up to four levels deep, also empty
 * and negated ones. Shrinks to the smallest tree that still fails.
 */
export function ruleTrees(names: RuleNames): fc.Arbitrary<object> {
  const rule = rules(names);
  const trees = fc.letrec((tie) => ({
    group: group(tie('node')),
    node: fc.oneof({ maxDepth: 3 }, { weight: 3, arbitrary: rule }, { weight: 1, arbitrary: tie('group') }),
  }));
  return trees.group.map((root) => ({ v: 1, ...root }));
}

function isWord(text: string): boolean {
  return text.trim() !== '';
}
