import { DateTime } from 'luxon';
import { ContactFieldCatalogue, ContactFieldsRepository } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aWorkspace } from '../../../testing/factories/workspace';
import { ContactFactsRepository } from '../evaluate/contact-facts.repository';
import { evaluateRuleTree, type ContactFacts } from '../evaluate/evaluate-rule-tree';
import { RuleReferencesRepository } from '../rule-references.repository';
import { RuleTreeLoader, type LoadedTree } from '../rule-tree-loader';
import { compileNextFlip } from './next-flip';

// Whoever asks again at every next flip, and at no other time, sees every change of a year, and does not ask often.
const ZONE = 'Europe/Berlin';
const START = Date.parse('2027-11-23T09:00:00Z');
const END = Date.parse('2028-11-23T09:00:00Z');
const DAY = 86_400_000;
/** Bought every day for a fortnight, then weekly until April; 2028 has a 29 February. */
const EVENTS = [
  ...Array.from({ length: 14 }, (_, day) => Date.parse('2028-01-25T10:20:30.456Z') + day * DAY),
  ...Array.from({ length: 6 }, (_, week) => Date.parse('2028-03-04T22:45:00Z') + week * 7 * DAY),
];

type Ready = LoadedTree & { ok: true };

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let contactId: string;
let facts: ContactFacts;

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
  workspaceId = (await aWorkspace(db, { timeZone: ZONE })).id;
  contactId = (await aContact(db, workspaceId, { birthDate: '2004-02-29' })).id;
  await db.execute(`UPDATE contacts SET created_at = '2027-11-30T12:34:56.789Z' WHERE id = $1`, [contactId]);
  for (const at of EVENTS) await anEvent(db, workspaceId, { contactId, occurredAt: new Date(at) });
  const [loaded] = await new ContactFactsRepository(db).load(workspaceId, [contactId], ['order.placed']);
  if (!loaded) throw new Error('no facts');
  facts = loaded;
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

async function load(rule: object): Promise<Ready> {
  const fields = new ContactFieldCatalogue(new ContactFieldsRepository(db));
  const loader = new RuleTreeLoader(new RuleReferencesRepository(db), fields);
  const json = { v: 1, match: 'all', rules: [rule] };
  const loaded = await loader.load(workspaceId, { json, isStored: false, self: null });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded;
}

/** Every instant at which one asks, from the start on. */
async function follow({ tree, references }: Ready): Promise<number[]> {
  const asked = [START];
  for (let now = START; asked.length < 500; asked.push(now)) {
    const clock = { now: new Date(now), zone: ZONE };
    const compiled = compileNextFlip(tree, { workspaceId, clock, references, firstParam: 3 });
    const row = await db.queryOne<{ flip: Date | null }>(
      `SELECT ${compiled?.sql ?? 'NULL'} AS flip FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2`,
      [workspaceId, contactId, ...(compiled?.params ?? [])],
    );
    const next = row?.flip?.getTime() ?? Infinity;
    if (next > END) return asked;
    expect(next).toBeGreaterThan(now);
    now = next;
  }
  throw new Error('asked too often');
}

function holds({ tree, references }: Ready, at: number): boolean {
  const clock = { now: new Date(at), zone: ZONE };
  return evaluateRuleTree(tree, facts, { clock, references, percentileThreshold: () => null });
}

/** Every midnight of the zone, every event and when it leaves a window, and just after these. */
function moments(): number[] {
  const midnights = Array.from({ length: 366 }, (_, day) =>
    DateTime.fromMillis(START, { zone: ZONE }).startOf('day').plus({ days: day }).toMillis(),
  );
  const leaving = EVENTS.flatMap((at) =>
    [{ days: 30 }, { months: 1 }].map((length) =>
      DateTime.fromMillis(at, { zone: ZONE }).plus(length).toMillis(),
    ),
  );
  return [...midnights, ...[...EVENTS, ...leaving].flatMap((at) => [at, at + 1])]
    .filter((at) => at > START && at < END)
    .sort((a, b) => a - b);
}

const bought = (within: object, more: object = {}): object => ({ event: 'order.placed', within, ...more });
const rolling = { last: 30, unit: 'day' };
const soon = (n: number): object => ({ op: 'anniversaryInNext', value: { n, unit: 'day' } });

it.each<[string, object, { most: number; changes: number }]>([
  ['bought in 30 days', bought(rolling), { most: 7, changes: 2 }],
  ['did not buy in a month', bought({ last: 1, unit: 'month' }, { did: false }), { most: 7, changes: 2 }],
  [
    'bought three times in 30 days',
    bought(rolling, { count: { op: 'atLeast', value: 3 } }),
    { most: 12, changes: 4 },
  ],
  ['bought this week', bought({ this: 'week' }), { most: 12, changes: 4 }],
  ['bought last quarter', bought({ previous: 'quarter' }), { most: 4, changes: 2 }],
  ['is of age', { field: 'age', op: 'gte', value: 24 }, { most: 2, changes: 1 }],
  ['has a birthday soon', { field: 'birthDate', ...soon(7) }, { most: 3, changes: 2 }],
  ['is new', { field: 'createdAt', op: 'inLast', value: { n: 2, unit: 'week' } }, { most: 3, changes: 2 }],
  ['came last month', { field: 'createdAt', op: 'lastPeriod', value: 'month' }, { most: 3, changes: 2 }],
])('%s', async (_name, rule, { most, changes }) => {
  const ready = await load(rule);
  const asked = await follow(ready);
  const answers = asked.map((at) => holds(ready, at));
  const lastAsked = (at: number): number => asked.findLastIndex((one) => one <= at);
  const missed = moments().filter((at) => holds(ready, at) !== answers[lastAsked(at)]);
  expect(missed.map((at) => new Date(at))).toEqual([]);
  expect(answers.filter((answer, index) => index > 0 && answer !== answers[index - 1])).toHaveLength(changes);
  expect(asked.length).toBeLessThanOrEqual(most);
});
