import { aContact } from '../libs/testing/factories/contact';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

let api: TestApi;
let home: TestWorkspace;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api.close();
});

beforeEach(async () => {
  home = await api.aWorkspace();
});

describe('events from outside', () => {
  it('takes one by address, shows it on the contact, and learns its properties', async () => {
    const ana = await aContact(api.db, home.workspace.id, { email: 'Ana@Example.com' });
    const event = {
      name: 'order.placed',
      email: 'ana@example.COM',
      properties: { total: 49.9 },
      occurredAt: '2020-02-01T10:00:00+01:00',
    };
    const { body } = await home.http.post('/api/v1/events').send(event).expect(200);
    expect(body.results).toEqual([{ index: 0, status: 'created', eventId: expect.any(String) }]);
    const page = await home.http.get(`/api/v1/contacts/${ana.id}/events?name=order.placed`).expect(200);
    expect(page.body.items).toMatchObject([
      { id: body.results[0].eventId, properties: { total: 49.9 }, occurredAt: '2020-02-01T09:00:00.000Z' },
    ]);
    const names = await home.http.get('/api/v1/event-names').expect(200);
    expect(names.body.items).toMatchObject([
      { name: 'order.placed', properties: [{ property: 'total', type: 'number' }] },
    ]);
  });

  it('answers each event of a batch apart', async () => {
    const ana = await aContact(api.db, home.workspace.id);
    const events = [
      { name: 'order.placed', contactId: ana.id, properties: { total: 'ten' } },
      { name: 'email.opened', contactId: ana.id },
      { name: 'order.placed', email: 'nobody@example.com' },
      { name: 'order.placed', contactId: ana.id, occurredAt: '2999-01-01T00:00:00Z' },
      { name: 'No name', contactId: ana.id },
      { name: 'order.placed', contactId: ana.id, properties: { total: 5 }, idempotencyKey: 'k1' },
      { name: 'order.placed', contactId: ana.id, idempotencyKey: 'k1' },
      { name: 'order.placed' },
    ];
    const { body } = await home.http.post('/api/v1/events').send({ events }).expect(200);
    const told = body.results.map(
      (result: { status: string; error?: { code: string } }) => result.error?.code ?? result.status,
    );
    expect(told).toEqual([
      'created',
      'event.reserved-name',
      'event.unknown-contact',
      'event.in-the-future',
      'event.invalid-name',
      'created',
      'duplicate',
      'event.contact-required',
    ]);
    expect(body.results[6].eventId).toBe(body.results[5].eventId);
    const names = await home.http.get('/api/v1/event-names').expect(200);
    expect(names.body.items[0].properties).toEqual([{ property: 'total', type: 'mixed' }]);
  });

  it('stores one event, however many calls bring the same key at once', async () => {
    const ana = await aContact(api.db, home.workspace.id);
    const call = () =>
      home.http
        .post('/api/v1/events')
        .send({ name: 'order.placed', contactId: ana.id, idempotencyKey: 'once' });
    const answers = await Promise.all(Array.from({ length: 8 }, call));
    const ids = new Set(answers.map((answer) => answer.body.results[0].eventId as string));
    expect(ids.size).toBe(1);
    const statuses = answers.map((answer) => answer.body.results[0].status as string).sort();
    expect(statuses).toEqual(['created', ...Array<string>(7).fill('duplicate')]);
    const page = await home.http.get(`/api/v1/contacts/${ana.id}/events?name=order.placed`).expect(200);
    expect(page.body.items).toHaveLength(1);
  });

  it('refuses a single bad event with its pointer, and more than 1000 events', async () => {
    const ana = await aContact(api.db, home.workspace.id);
    const bad = await home.http.post('/api/v1/events').send({
      name: 'order.placed',
      contactId: ana.id,
      properties: { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } },
    });
    expect(bad.status).toBe(400);
    expect(bad.body.errors).toMatchObject([{ pointer: '/properties', code: 'event.invalid-properties' }]);
    const many = Array.from({ length: 1001 }, () => ({ name: 'a.b', contactId: ana.id }));
    await home.http.post('/api/v1/events').send({ events: many }).expect(400);
  });

  it('does not know contacts of another workspace', async () => {
    const other = await api.aWorkspace();
    const ana = await aContact(api.db, home.workspace.id);
    const { body } = await other.http
      .post('/api/v1/events')
      .send({ name: 'order.placed', contactId: ana.id })
      .expect(400);
    expect(body.code).toBe('event.unknown-contact');
    await other.http.get(`/api/v1/contacts/${ana.id}/events`).expect(404);
  });
});
