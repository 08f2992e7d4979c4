import { ContactFieldCatalogue, ContactFieldsRepository, type ContactInput } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment } from '../../../testing/factories/segment';
import { aSubscription, aTopic } from '../../../testing/factories/topic';
import { aWorkspace } from '../../../testing/factories/workspace';
import { compileRuleTree } from '../compile/compile-rule-tree';
import { RuleReferencesRepository } from '../rule-references.repository';
import { RuleTreeLoader } from '../rule-tree-loader';
import { compileNextFlip, dependsOnPeers } from './next-flip';

// One contact, one rule, one instant: when is the answer next in doubt? The zone is Berlin's.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;

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
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db, { timeZone: 'Europe/Berlin' })).id;
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'renewal', 'renewal', 'date'), ($1, 'call', 'call', 'date-time')`,
    [workspaceId],
  );
});

async function load(rules: unknown[], group: object) {
  const fields = new ContactFieldCatalogue(new ContactFieldsRepository(db));
  const loader = new RuleTreeLoader(new RuleReferencesRepository(db), fields);
  const json = { v: 1, match: 'all', rules, ...group };
  const loaded = await loader.load(workspaceId, { json, isStored: false, self: null });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded;
}

async function person(input: ContactInput = {}, events: string[] = []): Promise<string> {
  const { id } = await aContact(db, workspaceId, input);
  for (const at of events) await anEvent(db, workspaceId, { contactId: id, occurredAt: new Date(at) });
  return id;
}

/** For the one contact with this id; undefined where no rule depends on time. */
async function flip(
  id: string,
  now: string,
  rules: unknown[],
  group = {},
): Promise<string | null | undefined> {
  const { tree, references } = await load(rules, group);
  const clock = { now: new Date(now), zone: 'Europe/Berlin' };
  const compiled = compileNextFlip(tree, { workspaceId, clock, references, firstParam: 3 });
  if (!compiled) return undefined;
  const rows = await db.query<{ flip: Date | null }>(
    `SELECT ${compiled.sql} AS flip FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2`,
    [workspaceId, id, ...compiled.params],
  );
  return rows[0]?.flip?.toISOString() ?? null;
}

async function holds(id: string, now: string, rules: unknown[]): Promise<boolean> {
  const { tree, references } = await load(rules, {});
  const clock = { now: new Date(now), zone: 'Europe/Berlin' };
  const { sql, params } = compileRuleTree(tree, { workspaceId, clock, references, firstParam: 3 });
  const row = await db.queryOne(
    `SELECT 1 FROM contacts c WHERE c.workspace_id = $1 AND c.id = $2 AND (${sql})`,
    [workspaceId, id, ...params],
  );
  return row !== null;
}

const bought = (within: object, more: object = {}): object => ({ event: 'order.placed', within, ...more });
const MONTH = { last: 30, unit: 'day' };

describe('implied consent', () => {
  it('comes near its end and ends', async () => {
    const { id: topicId, key } = await aTopic(db, workspaceId);
    const id = await person();
    await aSubscription(db, workspaceId, { contactId: id, topicId });
    const rule = { topic: key, status: 'subscribed', endsInDays: 30 };
    expect(await flip(id, '2028-10-01T00:00:00Z', [rule])).toBeNull();
    await db.execute(
      `UPDATE subscriptions SET legal_basis = 'implied', expires_at = '2028-12-31T12:00:00Z' WHERE contact_id = $1`,
      [id],
    );
    expect(await flip(id, '2028-10-01T00:00:00Z', [rule])).toBe('2028-12-01T12:00:00.000Z');
    expect(await flip(id, '2028-12-01T12:00:00Z', [rule])).toBe('2028-12-31T12:00:00.000Z');
    expect(await flip(id, '2028-12-31T12:00:00Z', [rule])).toBeNull();
    expect(await flip(id, '2028-10-01T00:00:00Z', [{ topic: key, status: 'subscribed' }])).toBeUndefined();
    for (const [now, isIn] of [
      ['2028-12-01T11:59:59Z', false],
      ['2028-12-01T12:00:00Z', true],
      ['2028-12-31T11:59:59Z', true],
      ['2028-12-31T12:00:00Z', false],
    ] as const)
      expect([now, await holds(id, now, [rule])]).toEqual([now, isIn]);
  });
});

describe('events', () => {
  it('leave a rolling window by the wall clock, also across a change to summer time', async () => {
    const id = await person({}, ['2026-03-01T11:00:00Z']);
    expect(await flip(id, '2026-03-20T00:00:00Z', [bought(MONTH)])).toBe('2026-03-31T10:00:00.001Z');
    expect(await flip(id, '2026-03-31T10:00:00.001Z', [bought(MONTH)])).toBeNull();
  });

  it('that are still to come enter it', async () => {
    const id = await person({}, ['2026-11-25T08:00:00Z']);
    expect(await flip(id, '2026-11-20T12:00:00Z', [bought(MONTH)])).toBe('2026-11-25T08:00:00.000Z');
    expect(await flip(id, '2026-11-25T08:00:00Z', [bought(MONTH)])).toBe('2026-12-25T08:00:00.001Z');
  });

  it('leave the week when it ends, 23 hours into the day on which the clock changes', async () => {
    const id = await person({}, ['2026-03-25T12:00:00Z']);
    const thisWeek = [bought({ this: 'week' })];
    expect(await flip(id, '2026-03-28T23:00:00Z', thisWeek)).toBe('2026-03-29T22:00:00.000Z');
    expect(await flip(id, '2026-03-29T22:00:00Z', thisWeek)).toBeNull();
    expect(await flip(id, '2026-03-28T23:00:00Z', [bought({ previous: 'week' })])).toBe(
      '2026-03-29T22:00:00.000Z',
    );
    expect(await flip(id, '2026-03-29T22:00:00Z', [bought({ previous: 'week' })])).toBe(
      '2026-04-05T22:00:00.000Z',
    );
  });

  it('come back at the end of a short month', async () => {
    const id = await person({}, ['2026-02-28T09:00:00Z']);
    const lastMonth = [bought({ last: 1, unit: 'month' })];
    const seen = ['2026-03-28T08:00:00Z'];
    while (seen.length < 8) {
      const next = await flip(id, seen.at(-1) ?? '', lastMonth);
      if (!next) break;
      seen.push(next);
    }
    // A month before 29 March 0:00 is 28 February 0:00.
    expect(seen.slice(1)).toEqual([
      '2026-03-28T09:00:00.001Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T08:00:00.001Z',
      '2026-03-29T22:00:00.000Z',
      '2026-03-30T08:00:00.001Z',
      '2026-03-30T22:00:00.000Z',
      '2026-03-31T08:00:00.001Z',
    ]);
  });

  it('do not matter while enough others stay', async () => {
    const days = ['2026-11-01', '2026-11-05', '2026-11-10', '2026-11-18'];
    const id = await person(
      {},
      days.map((day) => `${day}T12:00:00Z`),
    );
    const now = '2026-11-20T12:00:00Z';
    expect(await flip(id, now, [bought(MONTH)])).toBe('2026-12-18T12:00:00.001Z');
    expect(await flip(id, now, [bought(MONTH, { did: false })])).toBe('2026-12-18T12:00:00.001Z');
    const count = (op: string, value: number): object => bought(MONTH, { count: { op, value } });
    expect(await flip(id, now, [count('atLeast', 2)])).toBe('2026-12-10T12:00:00.001Z');
    expect(await flip(id, now, [count('atMost', 2)])).toBe('2026-12-05T12:00:00.001Z');
    expect(await flip(id, now, [count('atLeast', 5)])).toBeNull();
    expect(await flip(id, now, [count('atLeast', 0)])).toBeUndefined();
    expect(await flip(id, now, [count('exactly', 4)])).toBe('2026-12-01T12:00:00.001Z');
    expect(await flip(id, now, [bought(MONTH, { sum: 'total', op: 'gt', value: 0 })])).toBe(
      '2026-12-01T12:00:00.001Z',
    );
  });

  it('count only where their filters hold, and when these turn', async () => {
    const id = await person();
    const properties = { seats: 2, day: '2026-12-24' };
    await anEvent(db, workspaceId, {
      contactId: id,
      occurredAt: new Date('2026-11-18T12:00:00Z'),
      properties,
    });
    const where = (...rules: object[]): object => ({ where: { match: 'all', rules } });
    const seats = (value: number): object => ({ property: 'seats', op: 'gte', value });
    const soon = { property: 'day', op: 'inNext', value: { n: 3, unit: 'day' } };
    const now = '2026-11-20T12:00:00Z';
    expect(await flip(id, now, [bought(MONTH, where(seats(3)))])).toBeNull();
    expect(await flip(id, now, [{ event: 'order.placed', ...where(soon) }])).toBe('2026-12-20T23:00:00.000Z');
    expect(await flip(id, now, [{ event: 'order.placed', ...where(soon, seats(3)) }])).toBeNull();
    expect(await flip(id, now, [bought(MONTH, where(soon, seats(2)))])).toBe('2026-12-18T12:00:00.001Z');
    expect(await flip(id, '2026-12-20T23:00:00Z', [{ event: 'order.placed', ...where(soon) }])).toBe(
      '2026-12-23T23:00:00.001Z',
    );
  });

  it('are not a matter of time between two given days, or ever', async () => {
    const id = await person({}, ['2026-12-01T12:00:00Z']);
    const now = '2026-11-20T12:00:00Z';
    expect(await flip(id, now, [bought({ from: '2026-01-01', to: '2027-01-01' })])).toBeUndefined();
    expect(await flip(id, now, [{ event: 'order.placed' }])).toBeUndefined();
  });
});

describe('birthdays', () => {
  it('change the age at midnight in the zone of the workspace', async () => {
    const id = await person({ birthDate: '2008-05-10' });
    const adult = [{ field: 'age', op: 'gte', value: 18 }];
    expect(await flip(id, '2026-03-01T12:00:00Z', adult)).toBe('2026-05-09T22:00:00.000Z');
    expect(await flip(id, '2026-05-09T22:00:00Z', adult)).toBeNull();
    const inTheirTeens = [{ field: 'age', op: 'between', value: [13, 19] }];
    expect(await flip(id, '2027-05-09T22:00:00Z', inTheirTeens)).toBe('2028-05-09T22:00:00.000Z');
    expect(await flip(id, '2028-05-09T22:00:00Z', inTheirTeens)).toBeNull();
    expect(await flip(await person(), '2026-03-01T12:00:00Z', adult)).toBeNull();
  });

  it('of 29 February are on 1 March in other years', async () => {
    const id = await person({ birthDate: '2004-02-29' });
    const age = [{ field: 'age', op: 'lt', value: 30 }];
    expect(await flip(id, '2026-02-20T12:00:00Z', age)).toBe('2026-02-28T23:00:00.000Z');
    expect(await flip(id, '2028-02-20T12:00:00Z', age)).toBe('2028-02-28T23:00:00.000Z');
    const soon = [{ field: 'birthDate', op: 'anniversaryInNext', value: { n: 1, unit: 'day' } }];
    expect(await flip(id, '2026-02-20T12:00:00Z', soon)).toBe('2026-02-27T23:00:00.000Z');
    expect(await flip(id, '2028-02-20T12:00:00Z', soon)).toBe('2028-02-27T23:00:00.000Z');
  });

  it('come into sight and pass', async () => {
    const id = await person({ birthDate: '1990-12-20' });
    const soon = [{ field: 'birthDate', op: 'anniversaryInNext', value: { n: 14, unit: 'day' } }];
    expect(await flip(id, '2026-11-23T12:00:00Z', soon)).toBe('2026-12-05T23:00:00.000Z');
    expect(await flip(id, '2026-12-05T23:00:00Z', soon)).toBe('2026-12-20T23:00:00.000Z');
    expect(await flip(id, '2026-12-20T23:00:00Z', soon)).toBe('2027-12-05T23:00:00.000Z');
  });
});

describe('fields', () => {
  it('of days turn at midnight', async () => {
    const id = await person({ attributes: { renewal: '2026-12-24' } });
    const now = '2026-11-20T12:00:00Z';
    const asked = (op: string, value: unknown): object[] => [{ field: 'attributes.renewal', op, value }];
    expect(await flip(id, now, asked('inNext', { n: 7, unit: 'day' }))).toBe('2026-12-16T23:00:00.000Z');
    expect(await flip(id, '2026-12-16T23:00:00Z', asked('inNext', { n: 7, unit: 'day' }))).toBe(
      '2026-12-23T23:00:00.001Z',
    );
    expect(await flip(id, now, asked('thisPeriod', 'month'))).toBe('2026-11-30T23:00:00.000Z');
    expect(await flip(id, '2026-12-01T00:00:00Z', asked('thisPeriod', 'month'))).toBe(
      '2026-12-31T23:00:00.000Z',
    );
    expect(await flip(id, now, asked('before', '2026-12-01'))).toBeUndefined();
  });

  it('of instants turn at the instant', async () => {
    const id = await person({ attributes: { call: '2026-12-24T09:30:00+01:00' } });
    const soon = [{ field: 'attributes.call', op: 'inNext', value: { n: 90, unit: 'minute' } }];
    expect(await flip(id, '2026-11-20T12:00:00Z', soon)).toBe('2026-12-24T07:00:00.000Z');
    expect(await flip(id, '2026-12-24T07:00:00Z', soon)).toBe('2026-12-24T08:30:00.001Z');
    expect(await flip(id, '2026-12-24T08:30:00.001Z', soon)).toBeNull();
  });

  it('of instants between two milliseconds turn with the next one, which is what the clock can tell', async () => {
    const id = await person();
    await db.execute(`UPDATE contacts SET created_at = '2026-11-01T12:00:00.0005Z' WHERE id = $1`, [id]);
    const isNew = [{ field: 'createdAt', op: 'inLast', value: { n: 7, unit: 'day' } }];
    expect(await flip(id, '2026-11-01T12:00:00Z', isNew)).toBe('2026-11-01T12:00:00.001Z');
    expect(await flip(id, '2026-11-08T12:00:00Z', isNew)).toBe('2026-11-08T12:00:00.001Z');
  });

  it('that count days turn at the number asked for', async () => {
    const id = await person();
    await db.execute(
      `INSERT INTO computed_values (workspace_id, contact_id, last_order_at, rfm_group, churn_risk, lifecycle_stage, computed_at)
       VALUES ($1, $2, '2026-09-01T10:00:00Z', 'loyal', 'low', 'customer', '2026-09-02T00:00:00Z')`,
      [workspaceId, id],
    );
    const since = (op: string, value: unknown): object[] => [
      { field: 'computed.daysSinceLastOrder', op, value },
    ];
    expect(await flip(id, '2026-09-20T12:00:00Z', since('gte', 90))).toBe('2026-11-30T10:00:00.000Z');
    expect(await flip(id, '2026-11-30T10:00:00Z', since('gte', 90))).toBeNull();
    expect(await flip(id, '2026-09-20T12:00:00Z', since('between', [30, 60]))).toBe(
      '2026-10-01T10:00:00.000Z',
    );
    expect(await flip(id, '2026-10-01T10:00:00Z', since('between', [30, 60]))).toBe(
      '2026-11-01T10:00:00.000Z',
    );
  });
});

describe('the tree', () => {
  const now = '2026-11-20T12:00:00Z';
  const out = '2026-12-18T12:00:00.001Z';

  it('may ask in groups, under not, and through other segments', async () => {
    const id = await person({}, ['2026-11-18T12:00:00Z']);
    const group = { match: 'any', not: true, rules: [bought(MONTH)] };
    expect(await flip(id, now, [group], { not: true })).toBe(out);
    const segment = await aSegment(db, workspaceId, { tree: { v: 1, match: 'all', rules: [group] } });
    expect(await flip(id, now, [{ segment: segment.id, member: false }])).toBe(out);
  });

  it('asks nothing of time where other rules decide', async () => {
    const id = await person({ country: 'PT' }, ['2026-11-18T12:00:00Z']);
    const from = (country: string): object => ({ field: 'country', op: 'is', value: country });
    expect(await flip(id, now, [bought(MONTH), from('PT')])).toBe(out);
    expect(await flip(id, now, [bought(MONTH), from('DE')])).toBeNull();
    expect(await flip(id, now, [bought(MONTH), from('PT')], { match: 'any' })).toBeNull();
    expect(await flip(id, now, [bought(MONTH), from('DE')], { match: 'any' })).toBe(out);
    expect(await flip(id, now, [from('DE')])).toBeUndefined();
  });

  it('may depend on other people, who decide nothing for good', async () => {
    const id = await person({ birthDate: '1990-05-10' }, ['2026-11-18T12:00:00Z']);
    const top = { field: 'latitude', op: 'isTopPercent', value: 10 };
    expect(await flip(id, now, [bought(MONTH), top])).toBe(out);
    const { tree, references } = await load([{ match: 'any', rules: [top] }], {});
    expect(dependsOnPeers(tree, references)).toBe(true);
    expect(dependsOnPeers((await load([bought(MONTH)], {})).tree, references)).toBe(false);
  });
});
