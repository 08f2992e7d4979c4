import fc from 'fast-check';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { valueServicesFor } from '../../testing/factories/computed-values';
import { aContact } from '../../testing/factories/contact';
import { anEvent } from '../../testing/factories/event';
import { anOrder, ordersServiceFor } from '../../testing/factories/order';
import { aWorkspace } from '../../testing/factories/workspace';
import { VALUE_EVENTS } from './value-events';
import { RFM_GROUPS, RFM_TABLE } from './value-rules';

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof valueServicesFor>;

const NOW = new Date('2026-11-22T12:00:00Z');
const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const onAfterCommitError = (error: unknown) => {
    throw error;
  };
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 5,
    applicationName: 'test',
    onAfterCommitError,
  });
  services = valueServicesFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  await db.execute('DELETE FROM computed_values_due');
  workspaceId = (await aWorkspace(db)).id;
});

async function rows(): Promise<Record<string, unknown>[]> {
  return db.query(
    `SELECT to_jsonb(cv) - 'computed_at' AS row FROM computed_values cv WHERE workspace_id = $1 ORDER BY contact_id`,
    [workspaceId],
  );
}

async function due(): Promise<string[]> {
  const sql = 'SELECT DISTINCT contact_id FROM computed_values_due WHERE workspace_id = $1';
  return (await db.query<{ contact_id: string }>(sql, [workspaceId])).map((row) => row.contact_id);
}

async function stageOf(contactId: string): Promise<unknown> {
  const sql = 'SELECT lifecycle_stage FROM computed_values WHERE workspace_id = $1 AND contact_id = $2';
  return (await db.queryOne<{ lifecycle_stage: string }>(sql, [workspaceId, contactId]))?.lifecycle_stage;
}

const AGENTS = [
  '',
  'Mozilla/5.0',
  'Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0',
  'something (new)',
];

/** What one person may have done; ages in hours. */
const story = fc.record({
  orders: fc.array(
    fc.record({
      age: fc.integer({ min: 0, max: 10_000 }),
      total: fc.integer({ min: 0, max: 300 }),
      refunded: fc.constantFrom(0, 0, 0.5, 1),
      cost: fc.option(fc.integer({ min: 0, max: 50 })),
      status: fc.constantFrom('placed', 'placed', 'cancelled', 'refunded'),
    }),
    { maxLength: 5 },
  ),
  events: fc.array(
    fc.record({ name: fc.constantFrom(...VALUE_EVENTS), age: fc.integer({ min: 0, max: 10_000 }) }),
    { maxLength: 6 },
  ),
  hits: fc.array(
    fc.record({
      agent: fc.constantFrom(...AGENTS),
      age: fc.integer({ min: 0, max: 8_000 }),
      open: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
});

const LIVE = [
  `INSERT INTO contacts (id, workspace_id, email, email_key, address_hash)
   SELECT s.id, $1, s.id, s.id, s.id::text::bytea FROM jsonb_to_recordset($2::jsonb) AS s(id uuid)`,
  `INSERT INTO orders (workspace_id, contact_id, number, placed_at, status, currency, total, refunded, cost)
   SELECT $1, s.id, uuidv7(), $3::timestamptz - make_interval(hours => o.age), o.status, 'EUR', o.total, o.total * o.refunded, o.cost
   FROM jsonb_to_recordset($2::jsonb) AS s(id uuid, orders jsonb),
     jsonb_to_recordset(s.orders) AS o(age int, total numeric, refunded numeric, cost numeric, status text)`,
  `INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at)
   SELECT $1, s.id, e.name, $3::timestamptz - make_interval(hours => e.age)
   FROM jsonb_to_recordset($2::jsonb) AS s(id uuid, events jsonb), jsonb_to_recordset(s.events) AS e(name text, age int)`,
  `INSERT INTO tracking_hits (workspace_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine, user_agent)
   SELECT $1, uuidv7(), s.id, CASE WHEN h.open THEN 'open' ELSE 'click' END, CASE WHEN NOT h.open THEN 0 END,
     $3::timestamptz - make_interval(hours => h.age), false, h.agent
   FROM jsonb_to_recordset($2::jsonb) AS s(id uuid, hits jsonb), jsonb_to_recordset(s.hits) AS h(agent text, age int, open boolean)`,
];

it('gives a contact alone what it gives everybody together', async () => {
  const world = fc.array(story, { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(world, async (stories) => {
      workspaceId = (await aWorkspace(db)).id;
      const people = JSON.stringify(stories.map((one) => ({ ...one, id: crypto.randomUUID() })));
      for (const sql of LIVE)
        await db.execute(sql, sql.includes('$3') ? [workspaceId, people, NOW] : [workspaceId, people]);
      await services.refresh.refreshWorkspace(workspaceId, NOW);
      const together = await rows();
      await db.execute('DELETE FROM computed_values WHERE workspace_id = $1', [workspaceId]);
      for (const { id } of JSON.parse(people) as { id: string }[])
        await services.repository.refreshContacts(workspaceId, [id], NOW);
      expect(await rows()).toEqual(together);
    }),
    { numRuns: 40 },
  );
});

it('writes only what changes, and forgets those about whom nothing is known any more', async () => {
  const [ana, rui] = [await aContact(db, workspaceId), await aContact(db, workspaceId)];
  const order = await anOrder(db, workspaceId, { contactId: ana.id, placedAt: later(-48) });
  await anEvent(db, workspaceId, { contactId: rui.id, name: 'form.submitted', occurredAt: later(-48) });
  const refresh = () => services.refresh.refreshWorkspace(workspaceId, NOW);
  expect(await refresh()).toEqual({ written: 2, removed: 0 });
  expect(await refresh()).toEqual({ written: 0, removed: 0 });
  await ordersServiceFor(db).update(workspaceId, order, { refunded: 1 });
  expect(await refresh()).toEqual({ written: 1, removed: 0 });
  await ordersServiceFor(db).update(workspaceId, order, { status: 'cancelled' });
  expect(await refresh()).toEqual({ written: 0, removed: 1 });
});

it('does not touch another workspace', async () => {
  const ana = await aContact(db, workspaceId);
  await anOrder(db, workspaceId, { contactId: ana.id });
  const other = (await aWorkspace(db)).id;
  expect(await services.refresh.refreshWorkspace(other, NOW)).toEqual({ written: 0, removed: 0 });
  expect(await services.repository.refreshContacts(other, [ana.id], NOW)).toEqual({ written: 0, removed: 0 });
  expect(await services.repository.takeDue(other, later(9_999), 10)).toEqual([]);
  await expect(services.contacts.explain(other, ana.id)).rejects.toMatchObject({ code: 'contact.not-found' });
});

describe('a contact is due', () => {
  it.each(VALUE_EVENTS)('after %s', async (name) => {
    const ana = await aContact(db, workspaceId);
    await anEvent(db, workspaceId, { contactId: ana.id, name });
    expect(await due()).toEqual([ana.id]);
  });

  it('after an order and each change of it, and not after other events', async () => {
    const ana = await aContact(db, workspaceId);
    await anEvent(db, workspaceId, { contactId: ana.id, name: 'page.viewed' });
    expect(await due()).toEqual([]);
    const order = await anOrder(db, workspaceId, { contactId: ana.id });
    expect(await due()).toEqual([ana.id]);
    await db.execute('DELETE FROM computed_values_due');
    await ordersServiceFor(db).update(workspaceId, order, { total: 20 });
    expect(await due()).toEqual([ana.id]);
  });

  it('once, and is refreshed with the quintiles of the last night', async () => {
    const people = [];
    for (let n = 1; n <= 5; n += 1) {
      const { id } = await aContact(db, workspaceId);
      await anOrder(db, workspaceId, { contactId: id, total: n, placedAt: later(-n) });
      people.push(id);
    }
    await services.refresh.refreshWorkspace(workspaceId, NOW);
    const [first = ''] = people;
    await anOrder(db, workspaceId, { contactId: first, total: 100, placedAt: NOW });
    expect(await services.refresh.refreshDue(later(1_000_000))).toBe(5);
    expect(await services.refresh.refreshDue(later(1_000_000))).toBe(0);
    const sql =
      'SELECT contact_id, rfm_frequency AS f, rfm_monetary AS m FROM computed_values WHERE contact_id = $1';
    expect(await db.queryOne(sql, [first])).toEqual({ contact_id: first, f: 5, m: 5 });
  });
});

it('calls a cart abandoned four hours after it was left, by the pretend clock', async () => {
  const { id: contactId } = await aContact(db, workspaceId);
  await db.execute(
    `INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at) VALUES ($1, $2, 'cart.updated', $3)`,
    [workspaceId, contactId, NOW],
  );
  // The mark itself is of today's clock; the story happens on the pretend one.
  await db.execute('UPDATE computed_values_due SET due_at = $1', [NOW]);
  await services.refresh.refreshDue(NOW);
  expect(await stageOf(contactId)).toBe('lead');
  expect(await services.refresh.refreshDue(later(3.99))).toBe(0);
  expect(await services.refresh.refreshDue(later(4))).toBe(1);
  expect(await stageOf(contactId)).toBe('cart-abandoned');
  expect(await due()).toEqual([]);
});

it('refreshes a workspace once a night, at three in the morning where it is, and when somebody asks', async () => {
  const lisbon = (await aWorkspace(db, { timeZone: 'Europe/Lisbon' })).id;
  const tokyo = (await aWorkspace(db, { timeZone: 'Asia/Tokyo' })).id;
  const planned = async (at: string) => {
    const all = await services.repository.workspacesToRefresh(new Date(at));
    return [lisbon, tokyo].map((id) => all.includes(id));
  };
  expect(await planned('2026-11-22T12:00:00Z')).toEqual([true, true]);
  for (const id of [lisbon, tokyo]) await services.refresh.refreshWorkspace(id, NOW);
  expect(await planned('2026-11-22T17:59:00Z')).toEqual([false, false]);
  expect(await planned('2026-11-22T18:00:00Z')).toEqual([false, true]);
  await services.refresh.refreshWorkspace(tokyo, new Date('2026-11-22T18:00:00Z'));
  expect(await planned('2026-11-23T02:59:00Z')).toEqual([false, false]);
  expect(await planned('2026-11-23T03:00:00Z')).toEqual([true, false]);
  await services.repository.request(tokyo, new Date('2026-11-22T19:00:00Z'));
  expect(await planned('2026-11-22T19:00:01Z')).toEqual([false, true]);
});

it('leaves a workspace that is being refreshed to whoever does it', async () => {
  const { id: contactId } = await aContact(db, workspaceId);
  await anOrder(db, workspaceId, { contactId });
  await services.repository.prepareRun(workspaceId);
  await db.transaction(async () => {
    await services.repository.lockRun(workspaceId, true);
    // Not in this transaction: as another process would.
    const elsewhere = valueServicesFor(await secondDatabase());
    expect(await elsewhere.refresh.refreshDue(later(1_000_000))).toBe(0);
  });
  expect(await services.refresh.refreshDue(later(1_000_000))).toBe(1);
});

it('has a group for every pair of recency and of frequency and monetary', () => {
  expect(RFM_TABLE.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
  expect(new Set([...RFM_TABLE.flat(), 'not-enough-data'])).toEqual(new Set(RFM_GROUPS));
});

let second: Database | undefined;

async function secondDatabase(): Promise<Database> {
  second ??= await openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: 'test',
    onAfterCommitError: () => undefined,
  });
  return second;
}

afterAll(async () => {
  await second?.dataSource.destroy();
});
