import type { TestWorkspace } from './support/api';
import { startProduct, type TestProduct } from './support/product';
import { until } from './support/until';

describe('a shop', () => {
  let product: TestProduct;
  let home: TestWorkspace;

  beforeAll(async () => {
    product = await startProduct();
  });

  afterAll(() => product.close());

  beforeEach(async () => {
    home = await product.api.aWorkspace();
  });

  const aContact = async (email: string): Promise<string> =>
    (await home.http.post('/api/v1/contacts').send({ email }).expect(201)).body.id as string;

  const valuesOf = async (contactId: string): Promise<Record<string, unknown>> => {
    const { body } = await home.http.get(`/api/v1/contacts/${contactId}/computed-values`).expect(200);
    const items = body.items as { key: string; value: unknown }[];
    return Object.fromEntries(items.map(({ key, value }) => [key, value]));
  };

  const line = {
    product: 'ESP-250',
    name: 'Espresso blend',
    category: 'Coffee',
    quantity: 2,
    unitPrice: 12.45,
  };

  it('sends an order, which is a fact, an event and soon a value', async () => {
    const ana = await aContact('ana@example.com');
    const order = {
      number: '4711',
      email: 'ana@example.com',
      lines: [line],
      placedAt: '2026-01-05T10:00:00Z',
    };
    const sent = await home.http
      .post('/api/v1/orders')
      .send({ orders: [order] })
      .expect(200);
    expect(sent.body.results).toEqual([{ index: 0, status: 'created', orderId: expect.any(String) }]);
    const again = await home.http
      .post('/api/v1/orders')
      .send({ orders: [order] })
      .expect(200);
    expect(again.body.results[0]).toMatchObject({
      status: 'unchanged',
      orderId: sent.body.results[0].orderId,
    });

    const timeline = await home.http.get(`/api/v1/contacts/${ana}/timeline`).expect(200);
    expect(timeline.body.items).toContainEqual(
      expect.objectContaining({ title: 'order.placed', occurredAt: '2026-01-05T10:00:00.000Z' }),
    );
    const names = await home.http.get('/api/v1/event-names').expect(200);
    expect(names.body.items[0].properties).toContainEqual({ property: 'categories', type: 'list' });
    await until('the order counts', async () => (await valuesOf(ana)).ordersCount === 1);
    const explained = await home.http.get(`/api/v1/contacts/${ana}/computed-values`).expect(200);
    expect(explained.body.items).toContainEqual(
      expect.objectContaining({
        key: 'averageOrder',
        value: 24.9,
        enoughData: true,
        inputs: { lifetimeValue: 24.9, ordersCount: 1 },
      }),
    );
    expect(explained.body.items).toContainEqual(
      expect.objectContaining({ key: 'churnRisk', value: 'not-enough-data', enoughData: false }),
    );

    const tree = (field: string, op: string, value: unknown) => ({
      v: 1,
      match: 'all',
      rules: [{ field: `computed.${field}`, op, value }],
    });
    const count = async (...rule: Parameters<typeof tree>): Promise<number> =>
      (
        await home.http
          .post('/api/v1/segments/preview')
          .send({ tree: tree(...rule) })
          .expect(200)
      ).body.count;
    expect(await count('lifetimeValue', 'gte', 24.9)).toBe(1);
    expect(await count('lifetimeValue', 'isTopPercent', 10)).toBe(1);
    expect(await count('churnRisk', 'is', 'not-enough-data')).toBe(1);

    const id = sent.body.results[0].orderId as string;
    await home.http.patch(`/api/v1/orders/${id}`).send({ status: 'cancelled' }).expect(200);
    await until('the order counts no more', async () => (await valuesOf(ana)).ordersCount === null);
    expect(await count('lifetimeValue', 'isSet', undefined)).toBe(0);
  });

  it('is told exactly what is wrong, and where', async () => {
    await aContact('ana@example.com');
    const order = { number: '1', email: 'ana@example.com' };
    const send = (...orders: object[]) => home.http.post('/api/v1/orders').send({ orders });
    const bad = await send(order, order, order, { ...order, lines: [{ ...line, quantity: 0 }] }).expect(400);
    expect(bad.body.errors).toMatchObject([{ pointer: '/orders/3/lines/0/quantity' }]);
    for (const total of [-1, 1e12, 1.00001, '5', true]) {
      const { body } = await send({ ...order, total }).expect(400);
      expect(body.errors[0].pointer).toBe('/orders/0/total');
    }
    await send({ ...order, lines: Array<object>(201).fill(line) }).expect(400);
    await send(...Array.from({ length: 501 }, (_none, n) => ({ ...order, number: String(n) }))).expect(400);
    const refused = await send(
      { ...order, total: undefined },
      { number: '2', email: 'no@example.com', total: 1 },
    );
    expect(refused.body.results).toMatchObject([
      { status: 'rejected', error: { code: 'order.total-required', pointer: '/orders/0/total' } },
      { status: 'rejected', error: { code: 'order.unknown-contact', pointer: '/orders/1/email' } },
    ]);
  });

  it('lists orders by contact and time, page by page', async () => {
    const [ana, rui] = [await aContact('ana@example.com'), await aContact('rui@example.com')];
    const orders = ['2026-01-01', '2026-02-01', '2026-03-01'].map((day, n) => ({
      number: String(n),
      contactId: n === 1 ? rui : ana,
      total: n,
      placedAt: `${day}T00:00:00Z`,
    }));
    await home.http.post('/api/v1/orders').send({ orders }).expect(200);
    const numbers = async (path: string): Promise<string[]> =>
      (await home.http.get(`/api/v1/${path}`).expect(200)).body.items.map(
        (one: { number: string }) => one.number,
      );
    expect(await numbers('orders')).toEqual(['2', '1', '0']);
    expect(await numbers('orders?from=2026-02-01T00:00:00Z&to=2026-03-01T00:00:00Z')).toEqual(['1']);
    expect(await numbers(`orders?contactId=${ana}`)).toEqual(['2', '0']);
    expect(await numbers(`contacts/${rui}/orders`)).toEqual(['1']);
    const first = await home.http.get('/api/v1/orders?limit=1').expect(200);
    expect(await numbers(`orders?limit=1&cursor=${first.body.nextCursor}`)).toEqual(['1']);
  });

  it('needs the right to do so', async () => {
    const ana = await aContact('ana@example.com');
    const reader = product.api.withKey(await product.api.anApiKey(home.workspace.id, ['orders:read']));
    await reader.get(`/api/v1/contacts/${ana}/orders`).expect(200);
    await reader
      .post('/api/v1/orders')
      .send({ orders: [{ number: '1', contactId: ana, total: 1 }] })
      .expect(403);
    await reader.get(`/api/v1/contacts/${ana}/computed-values`).expect(403);
  });

  it('fixes the currency of its workspace with the first order', async () => {
    const ana = await aContact('ana@example.com');
    const settings = await home.http.patch('/api/v1/workspace').send({ currency: 'JPY' }).expect(200);
    expect(settings.body.currency).toBe('JPY');
    const orders = [{ number: '1', contactId: ana, total: 1200 }];
    await home.http.post('/api/v1/orders').send({ orders }).expect(200);
    const refused = await home.http.patch('/api/v1/workspace').send({ currency: 'EUR' }).expect(409);
    expect(refused.body).toMatchObject({
      code: 'workspace.currency-in-use',
      errors: [{ pointer: '/currency' }],
    });
  });

  it('gets every value worked out anew on request', async () => {
    const ana = await aContact('ana@example.com');
    const refreshedAt = async (): Promise<string | null> =>
      (await home.http.get(`/api/v1/contacts/${ana}/computed-values`).expect(200)).body.refreshedAt;
    expect(await refreshedAt()).toBeNull();
    await home.http.post('/api/v1/computed-values/refresh').expect(202);
    await until('the workspace is refreshed', async () => (await refreshedAt()) !== null);
    const { body } = await home.http.get('/api/v1/computed-values').expect(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({ key: 'rfmGroup', formula: expect.any(String), choices: expect.any(Array) }),
    );
  });

  it('shows a person everything about them, and forgets it all', async () => {
    const ana = await aContact('ana@example.com');
    await home.http
      .post('/api/v1/orders')
      .send({ orders: [{ number: '4711', contactId: ana, lines: [line] }] })
      .expect(200);
    await until('the order counts', async () => (await valuesOf(ana)).ordersCount === 1);
    const data = await home.http.get(`/api/v1/contacts/${ana}/export`).expect(200);
    expect(data.body).toMatchObject({
      orders: [{ number: '4711', lines: [{ product: 'ESP-250' }] }],
      computedValues: { orders_count: 1 },
    });
    await home.http.delete(`/api/v1/contacts/${ana}?reason=asked`).expect(204);
    const { db } = product.api;
    const left = await db.query(
      `SELECT 1 FROM orders WHERE workspace_id = $1 UNION ALL SELECT 1 FROM order_lines WHERE workspace_id = $1
       UNION ALL SELECT 1 FROM computed_values WHERE workspace_id = $1`,
      [home.workspace.id],
    );
    expect(left).toEqual([]);
  });
});
