import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { systemActor } from '@features/accounts';
import { aContact } from '../../testing/factories/contact';
import { anOrder, ordersServiceFor } from '../../testing/factories/order';
import { aWorkspace, workspacesServiceFor } from '../../testing/factories/workspace';
import type { OrdersService } from './orders.service';

let testDatabase: TestDatabase;
let db: Database;
let orders: OrdersService;
let workspaceId: string;
let contactId: string;

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
  orders = ordersServiceFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db)).id;
  contactId = (await aContact(db, workspaceId, { email: 'ana@example.com' })).id;
});

const line = { product: 'ESP', name: 'Espresso', category: 'Coffee', quantity: 2, unitPrice: 12.5 };

async function eventNames(): Promise<string[]> {
  const sql = 'SELECT name FROM contact_events WHERE workspace_id = $1 ORDER BY received_at, name';
  return (await db.query<{ name: string }>(sql, [workspaceId])).map(({ name }) => name);
}

it('stores an order once, however often it is sent, and tells of it once', async () => {
  const order = { number: '4711', email: 'Ana@Example.com', lines: [line], placedAt: new Date('2026-01-05') };
  const [created] = await orders.upsert(workspaceId, [order]);
  const [again] = await orders.upsert(workspaceId, [order]);
  expect([created?.status, again?.status]).toEqual(['created', 'unchanged']);
  expect(again?.orderId).toBe(created?.orderId);
  expect(await orders.get(workspaceId, created!.orderId!)).toMatchObject({
    contactId,
    number: '4711',
    total: 25,
    refunded: 0,
    cost: null,
    currency: 'EUR',
    lines: [line],
  });
  expect(await eventNames()).toEqual(['order.placed']);
});

it('stores one order of two calls at the same moment', async () => {
  for (let number = 1; number <= 10; number += 1) {
    const call = () => orders.upsert(workspaceId, [{ number: String(number), contactId, total: 5 }]);
    const answers = await Promise.all(Array.from({ length: 5 }, call));
    const statuses = answers.map(([result]) => result?.status).sort();
    expect(statuses).toEqual(['created', ...Array<string>(4).fill('unchanged')]);
  }
  expect(await eventNames()).toHaveLength(10);
});

it('takes on what is new, lines included, and keeps what is left out', async () => {
  const id = await anOrder(db, workspaceId, { contactId, number: '1', lines: [line], cost: 4 });
  const tea = { product: 'TEA', name: 'Tea', category: null, quantity: 1, unitPrice: 8 };
  const answer = await orders.upsert(workspaceId, [
    { number: '1', lines: [tea, line] },
    { number: '2', contactId, total: 1 },
  ]);
  expect(answer.map(({ status }) => status)).toEqual(['updated', 'created']);
  expect(await orders.get(workspaceId, id)).toMatchObject({ total: 33, cost: 4, lines: [tea, line] });
  await orders.update(workspaceId, id, { status: 'cancelled' });
  expect(await orders.get(workspaceId, id)).toMatchObject({ status: 'cancelled', lines: [tea, line] });
  expect(await eventNames()).toEqual(['order.placed', 'order.placed', 'order.cancelled']);
});

it('refuses each bad order apart, with a pointer from the call', async () => {
  const other = await aContact(db, workspaceId);
  await anOrder(db, workspaceId, { contactId: other.id, number: 'theirs' });
  const answer = await orders.upsert(workspaceId, [
    { number: '1', contactId, total: 5 },
    { number: '2', total: 5 },
    { number: '3', email: 'nobody@example.com', total: 5 },
    { number: '4', contactId, email: 'ana@example.com', total: 5 },
    { number: '5', contactId, total: 5, currency: 'USD' },
    { number: '1', contactId, total: 6 },
    { number: 'theirs', contactId, total: 6 },
    { number: '7', email: 'ana@', total: 6 },
    { number: '8', contactId, total: 7 },
  ]);
  expect(answer.map(({ status, error }) => (error ? `${error.pointer} ${error.code}` : status))).toEqual([
    'created',
    '/orders/1/contactId order.contact-required',
    '/orders/2/email order.unknown-contact',
    '/orders/3/contactId order.contact-ambiguous',
    '/orders/4/currency order.other-currency',
    '/orders/5/number order.repeated',
    '/orders/6/contactId order.other-contact',
    '/orders/7/email order.invalid-email',
    'created',
  ]);
});

it('lists newest first, by contact and by time, without a gap or a double', async () => {
  const placed = ['2026-01-01', '2026-01-02', '2026-01-02', '2026-01-03'].map((day) => new Date(day));
  for (const placedAt of placed) await anOrder(db, workspaceId, { contactId, placedAt });
  const other = await aContact(db, workspaceId);
  await anOrder(db, workspaceId, { contactId: other.id });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await orders.list(workspaceId, { contactId, limit: 1, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(new Set(seen).size).toBe(4);
  const between = { from: new Date('2026-01-02'), to: new Date('2026-01-03'), limit: 10 };
  expect((await orders.list(workspaceId, between)).items).toHaveLength(2);
});

it('knows nothing of another workspace', async () => {
  const id = await anOrder(db, workspaceId, { contactId, number: '1' });
  const stranger = (await aWorkspace(db)).id;
  await expect(orders.get(stranger, id)).rejects.toMatchObject({ code: 'order.not-found' });
  await expect(orders.update(stranger, id, { total: 1 })).rejects.toMatchObject({ code: 'order.not-found' });
  await expect(orders.listOfContact(stranger, contactId, { limit: 1 })).rejects.toMatchObject({
    code: 'contact.not-found',
  });
  const [refused] = await orders.upsert(stranger, [{ number: '1', contactId, total: 1 }]);
  expect(refused?.error?.code).toBe('order.unknown-contact');
});

it('fixes the currency of the workspace with the first order', async () => {
  const workspaces = workspacesServiceFor(db);
  const owner = systemActor(workspaceId, 'test');
  await expect(workspaces.update(owner, { currency: 'XYZ' })).rejects.toMatchObject({
    code: 'workspace.currency-unknown',
  });
  await workspaces.update(owner, { currency: 'USD' });
  await anOrder(db, workspaceId, { contactId });
  await workspaces.update(owner, { currency: 'USD', name: 'Same' });
  await expect(workspaces.update(owner, { currency: 'EUR' })).rejects.toMatchObject({
    code: 'workspace.currency-in-use',
    kind: 'conflict',
  });
  expect((await workspaces.get(workspaceId)).currency).toBe('USD');
});
