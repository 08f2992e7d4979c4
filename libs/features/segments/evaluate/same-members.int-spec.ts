import fc from 'fast-check';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aSubscription, aTopic } from '../../../testing/factories/topic';
import { aWorkspace } from '../../../testing/factories/workspace';
import { compileFilter, compileRuleTree } from '../compile/compile-rule-tree';
import { ContactFactsRepository } from './contact-facts.repository';
import { evaluateRuleTree, fieldValue, type ContactFacts } from './evaluate-rule-tree';
import { fold } from '../tree/fold';
import { percentileThreshold } from './percentile';
import type { FieldRule } from '../tree/rule-tree';

// Principle 2 of the design: the compiled statement and the evaluator agree, on random trees over awkward contacts.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let facts: ContactFacts[];
let segmentIds: string[];
let topicKeys: string[];

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
];
/** Around changes of the clock, ends of months, leap days, and midnight in one zone or another. */
const INSTANTS = [
  '2026-03-29T00:30:00Z',
  '2026-10-25T00:30:00Z',
  '2024-02-29T12:00:00Z',
  '2025-02-28T23:30:00Z',
  '2025-03-01T00:00:00Z',
  '2026-12-31T23:59:59.999Z',
  '2026-04-23T22:00:00Z',
  '2018-11-04T03:00:00Z',
];
const DAYS = [
  '2026-03-29',
  '2026-10-25',
  '2024-02-29',
  '2025-03-01',
  '1990-02-28',
  '1991-12-31',
  '2026-04-24',
  '2018-11-04',
];
const TEXTS = [
  'Porto',
  ' PÓRTO ',
  'straße',
  'STRASSE',
  'İstanbul',
  'istanbul',
  'Σίσυφος',
  'ΣΊΣΥΦΟΣ',
  'o',
  'pt',
  'ß',
  'ÐE',
  '%',
  '_',
  "'; DROP TABLE contacts; --",
  'ﬁn',
  'Ⅷ',
  '\u00a0x\u00a0',
  '$1',
  '日本',
  '0',
  'true',
];
const NUMBERS = [-1, 0, 0.5, 1, 2, 3, 10, 100];
const CHOICES = ['tea', 'coffee', 'Maté'];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 5,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  workspaceId = (await aWorkspace(db)).id;
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices)
     SELECT $1, f.key, f.key, f.type, CASE WHEN f.type LIKE '%choice' THEN $2::text[] ELSE '{}' END
     FROM (VALUES ('note', 'text'), ('score', 'number'), ('keen', 'boolean'), ('drink', 'choice'), ('likes', 'multi-choice'),
       ('day', 'date'), ('moment', 'date-time')) AS f(key, type)`,
    [workspaceId, CHOICES],
  );
  topicKeys = (await Promise.all([aTopic(db, workspaceId), aTopic(db, workspaceId)])).map(
    (topic) => topic.key,
  );
  await aContact(db, workspaceId, { tags: ['VIP', 'Élite'] });
  await addContacts();
  const frozen = await aSegment(db, workspaceId, {
    kind: 'static',
    tree: { v: 1, match: 'any', rules: [{ tag: 'vip', has: true }] },
  });
  const live = await aSegment(db, workspaceId, {
    tree: { v: 1, match: 'all', not: true, rules: [{ field: 'city', op: 'is', value: 'porto' }] },
  });
  segmentIds = [frozen.id, live.id];
  const contacts = await db.query<{ id: string }>('SELECT id FROM contacts WHERE workspace_id = $1', [
    workspaceId,
  ]);
  facts = await new ContactFactsRepository(db).load(
    workspaceId,
    contacts.map((contact) => contact.id),
    ['order.placed', 'page.viewed'],
  );
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

/** Forty contacts, each value present or not by its own rhythm. */
async function addContacts(): Promise<void> {
  const topics = await db.query<{ id: string }>('SELECT id FROM topics WHERE workspace_id = $1', [
    workspaceId,
  ]);
  const at = <T>(list: readonly T[], index: number): T | undefined =>
    index % 4 === 3 ? undefined : list[index % list.length];
  for (let i = 0; i < 40; i += 1) {
    const attributes = {
      note: at(TEXTS, i),
      score: at(NUMBERS, i + 1),
      keen: at([true, false], i),
      drink: at(CHOICES, i + 2),
      likes: at([['tea'], ['tea', 'coffee'], ['coffee', 'Maté']], i),
      day: at(DAYS, i + 1),
      moment: at(INSTANTS, i),
    };
    const contact = await aContact(db, workspaceId, {
      city: at(TEXTS, i + 2),
      country: at(['PT', 'SS', 'DE'], i),
      birthDate: at(['1990-02-28', '2004-02-29', '1991-12-31', '1850-01-01', '2001-03-01'], i),
      latitude: at([38.7, -90, 0, 90], i),
      longitude: at([-9.1, 180, 0, -180], i),
      company: at(['Acme', 'Globex', 'Initech'], i + 1),
      tags: at([['vip'], ['elite', 'vip']], i),
      attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)),
    });
    await db.execute('UPDATE contacts SET created_at = $2 WHERE id = $1', [
      contact.id,
      INSTANTS[i % INSTANTS.length],
    ]);
    for (let e = 0; e < i % 4; e += 1) {
      const properties = [
        { total: NUMBERS[(i + e) % 8], sku: TEXTS[(i + e) % TEXTS.length], list: ['tea'] },
        { total: 'ten', sku: 3, day: DAYS[(i + e) % 8] },
        { sku: null, total: 7, day: INSTANTS[e] },
      ][(i + e) % 3];
      await anEvent(db, workspaceId, {
        contactId: contact.id,
        name: e % 2 ? 'page.viewed' : 'order.placed',
        properties: properties ?? {},
        occurredAt: new Date(INSTANTS[(i + e) % 8] ?? 0),
      });
    }
    const topic = topics[i % 3];
    if (topic)
      await aSubscription(db, workspaceId, {
        contactId: contact.id,
        topicId: topic.id,
        status: (['subscribed', 'pending', 'unsubscribed'] as const)[i % 3],
      });
  }
  await db.execute(
    `UPDATE companies SET industry = 'Retail', employees = 50 WHERE workspace_id = $1 AND name = 'Acme'`,
    [workspaceId],
  );
}

const one = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
const some = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
  fc.array(one(list), { minLength: 1, maxLength: 3 });
const duration = fc.record({
  n: fc.integer({ min: 1, max: 40 }),
  unit: one(['minute', 'hour', 'day', 'week', 'month', 'year']),
});
const moment = one([...DAYS, ...INSTANTS]);
const range = <T>(end: fc.Arbitrary<T>): fc.Arbitrary<object> => fc.record({ from: end, to: end });

function asked(ops: readonly string[], value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.record({ op: one(ops), value });
}

const set = one([{ op: 'isSet' }, { op: 'isNotSet' }]);
const text = fc.oneof(
  asked(['is', 'isNot', 'contains', 'notContains', 'startsWith', 'endsWith'], one(TEXTS)),
  asked(['isAnyOf', 'isNoneOf'], some(TEXTS)),
  set,
);
const number = fc.oneof(
  asked(['eq', 'neq', 'lt', 'lte', 'gt', 'gte'], one(NUMBERS)),
  asked(['between'], range(one(NUMBERS))),
  set,
);
const percent = asked(['isTopPercent', 'isBottomPercent'], one([0.01, 7, 10, 33.3, 50, 99.9, 100]));
const boolean = fc.oneof(one([{ op: 'isTrue' }, { op: 'isFalse' }]), set);
const choice = fc.oneof(
  asked(['is', 'isNot'], one(CHOICES)),
  asked(['isAnyOf', 'isNoneOf'], some(CHOICES)),
  set,
);
const list = fc.oneof(asked(['hasAnyOf', 'hasAllOf', 'hasNoneOf'], some(CHOICES)), set);
const time = fc.oneof(
  asked(['on'], one(DAYS)),
  asked(['before', 'after'], moment),
  asked(['between'], range(moment)),
  asked(['inLast', 'notInLast', 'inNext'], duration),
  asked(['thisPeriod', 'lastPeriod'], one(['day', 'week', 'month', 'quarter', 'year'])),
  set,
);
const anniversary = asked(['anniversaryInNext'], duration);

function about(fields: readonly string[], questions: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.tuple(one(fields), questions).map(([field, question]) => ({ field, ...question }));
}

const property = fc
  .oneof(
    fc.tuple(one(['sku', 'total', 'missing']), text),
    fc.tuple(one(['total', 'sku']), number),
    fc.tuple(one(['list', 'sku']), list),
    fc.tuple(one(['day', 'sku']), time),
  )
  .map(([name, question]) => ({ property: name, ...question }));
const within = fc.oneof(
  duration.map(({ n, unit }) => ({ last: n, unit })),
  one(['day', 'week', 'month', 'quarter', 'year']).chain((unit) =>
    one<object>([{ this: unit }, { previous: unit }]),
  ),
  range(moment),
  moment.map((from) => ({ from })),
);
const where = fc.letrec((tie) => ({
  group: fc.record({
    match: one(['all', 'any']),
    not: fc.boolean(),
    rules: fc.array(tie('node'), { maxLength: 3 }),
  }),
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
  .tuple(one(['order.placed', 'page.viewed', 'never.seen']), condition, fc.option(within), fc.option(where))
  .map(([name, asks, window, filter]) => ({
    event: name,
    ...asks,
    ...(window && { within: window }),
    ...(filter && { where: filter }),
  }));

const rule = fc.oneof(
  about(['city', 'country', 'attributes.note', 'company.name', 'company.industry', 'timeZone'], text),
  about(['attributes.score', 'age', 'company.employees', 'latitude'], fc.oneof(number, percent)),
  about(['attributes.keen', 'trackingConsent'], boolean),
  about(['attributes.drink'], choice),
  about(['attributes.likes'], list),
  about(['createdAt', 'attributes.moment', 'birthDate', 'attributes.day'], fc.oneof(time, anniversary)),
  about(
    ['location'],
    fc.oneof(
      set,
      asked(
        ['withinKm'],
        fc.record({ lat: one([38.7, 90, 0]), lon: one([-9.1, 179, 0]), km: one([1, 500, 20_000]) }),
      ),
    ),
  ),
  event,
  fc.record({ tag: one(['vip', 'ELITE']), has: fc.boolean() }),
  fc.nat({ max: 1 }).chain((index) =>
    fc.record({
      topicIndex: fc.constant(index),
      status: one(['subscribed', 'unsubscribed', 'pending', 'none']),
    }),
  ),
  fc.nat({ max: 1 }).chain((index) => fc.record({ segmentIndex: fc.constant(index), member: fc.boolean() })),
  fc.record({ sample: fc.record({ percent: one([1, 33, 50, 100]), seed: one(TEXTS) }) }),
);
const tree = fc.letrec((tie) => ({
  group: fc.record({
    match: one(['all', 'any']),
    not: fc.boolean(),
    rules: fc.array(tie('node'), { maxLength: 3 }),
  }),
  node: fc.oneof({ maxDepth: 3 }, rule, rule, tie('group')),
})).group;

/** Puts in the ids that only exist once the database does. */
function withIds(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value;
    const { topicIndex, segmentIndex, ...rest } = value as { topicIndex?: number; segmentIndex?: number };
    if (topicIndex !== undefined) return { topic: topicKeys[topicIndex], ...rest };
    return segmentIndex === undefined ? value : { segment: segmentIds[segmentIndex], ...rest };
  });
}

it('random trees select the same contacts in SQL and in memory', async () => {
  const { loader } = segmentServicesFor(db);
  const run = async (json: unknown, now: string, zone: string): Promise<void> => {
    const loaded = await loader.load(workspaceId, {
      json: { v: 1, ...(withIds(json) as object) },
      isStored: false,
      self: null,
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const clock = { now: new Date(now), zone };
    const options = { workspaceId, clock, references: loaded.references, firstParam: 2 };
    const thresholdOf = ({ field, test }: FieldRule): number | null => {
      const values = facts
        .map((one) => fieldValue(field.storage, one, clock))
        .filter((value) => typeof value === 'number');
      return test.kind === 'percentile' ? percentileThreshold(values, test) : null;
    };
    const evaluated = facts
      .filter((one) =>
        evaluateRuleTree(loaded.tree, one, {
          clock,
          references: loaded.references,
          percentileThreshold: thresholdOf,
        }),
      )
      .map((one) => one.id)
      .sort();
    const filter = compileFilter(loaded.tree, options);
    const strict = compileRuleTree(loaded.tree, options);
    const rows = await db.query<{
      id: string;
      negated: boolean;
      strict: boolean | null;
      filter: boolean | null;
    }>(
      `SELECT c.id, (${strict.sql}) AS strict, (${filter.sql}) AS filter FROM contacts c WHERE c.workspace_id = $1 ORDER BY c.id`,
      [workspaceId, ...strict.params],
    );
    expect(filter.params).toEqual(strict.params);
    expect(rows.filter((row) => row.strict === null)).toEqual([]);
    expect(rows.filter((row) => row.strict).map((row) => row.id)).toEqual(evaluated);
    expect(rows.filter((row) => row.filter).map((row) => row.id)).toEqual(evaluated);
  };
  await fc.assert(fc.asyncProperty(tree, one(INSTANTS), one(ZONES), run), { numRuns: 600 });
}, 120_000);

it('folds texts alike in SQL and in memory', async () => {
  const texts = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), one(TEXTS)),
    { minLength: 50, maxLength: 50 },
  );
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const storable = values.map((value) => value.replace(/\0|\p{Cs}/gu, ''));
      const rows = await db.query<{ folded: string }>(
        'SELECT fold(t) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n',
        [storable],
      );
      expect(rows.map((row) => row.folded)).toEqual(storable.map(fold));
    }),
    { numRuns: 40 },
  );
}, 60_000);
