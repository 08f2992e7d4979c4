import { SubscriptionsService } from '@features/consent';
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

async function aTopicId(key = 'news'): Promise<string> {
  const { body } = await home.http.post('/api/v1/topics').send({ key, name: 'News' }).expect(201);
  return body.id as string;
}

describe('topics', () => {
  it('are created once per key, changed and archived', async () => {
    const id = await aTopicId();
    await home.http.post('/api/v1/topics').send({ key: 'news', name: 'Again' }).expect(409);
    await home.http.post('/api/v1/topics').send({ key: 'Not a key', name: 'X' }).expect(400);
    await home.http
      .patch(`/api/v1/topics/${id}`)
      .send({ name: 'Product news', isArchived: true })
      .expect(200);
    await home.http.get('/api/v1/topics').expect(200, { items: [] });
    const all = await home.http.get('/api/v1/topics?includeArchived=true').expect(200);
    expect(all.body.items).toMatchObject([{ key: 'news', name: 'Product news', isArchived: true }]);
  });
});

describe('subscriptions', () => {
  it('change with evidence, and saying the same again adds none', async () => {
    const topicId = await aTopicId();
    const ana = await aContact(api.db, home.workspace.id);
    const path = `/api/v1/contacts/${ana.id}/subscriptions`;
    const body = {
      subscriptions: [{ topicId, status: 'subscribed' }],
      method: 'phone',
      consentText: 'Yes, please',
    };
    const answer = await home.http.put(path).send(body).expect(200);
    expect(answer.body.items).toMatchObject([{ topicKey: 'news', status: 'subscribed', source: 'phone' }]);
    await home.http.put(path).send(body).expect(200);
    const records = await home.http.get(`/api/v1/contacts/${ana.id}/consent-records`).expect(200);
    expect(records.body.items).toMatchObject([
      { action: 'subscribed', method: 'phone', consentText: 'Yes, please', topicKey: 'news' },
    ]);
  });

  it('rest on implied consent that ends, where the caller says so', async () => {
    const topicId = await aTopicId();
    const ana = await aContact(api.db, home.workspace.id);
    const path = `/api/v1/contacts/${ana.id}/subscriptions`;
    const put = (basis: object) =>
      home.http.put(path).send({ subscriptions: [{ topicId, status: 'subscribed', ...basis }] });
    const expiresAt = '2099-11-22T00:00:00.000Z';
    const answer = await put({ legalBasis: 'implied', expiresAt }).expect(200);
    expect(answer.body.items).toMatchObject([{ status: 'subscribed', legalBasis: 'implied', expiresAt }]);
    const wrong = await put({ expiresAt }).expect(400);
    expect(wrong.body.code).toBe('subscription.expiry-needs-implied');
    await put({ legalBasis: 'implied', expiresAt: '2099-11-22T00:00:00' }).expect(400);
    const explicit = await put({}).expect(200);
    expect(explicit.body.items).toMatchObject([{ legalBasis: 'explicit', expiresAt: null }]);
  });

  it('are beside other choices, which somebody may write down for the person', async () => {
    const ana = await aContact(api.db, home.workspace.id, { locale: 'pt-PT' });
    const path = `/api/v1/contacts/${ana.id}/preferences`;
    const none = {
      pausedUntil: null,
      frequency: 'all',
      locale: 'pt-PT',
      trackingConsent: null,
      isSuppressed: false,
    };
    expect((await home.http.get(path).expect(200)).body).toEqual(none);
    const body = {
      pauseWeeks: 4,
      frequency: 'weekly',
      method: 'phone',
      consentText: 'Once a week is enough',
    };
    const changed = await home.http.put(path).send(body).expect(200);
    expect(changed.body).toMatchObject({ frequency: 'weekly', pausedUntil: expect.any(String) });
    const ended = await home.http.put(path).send({ pauseWeeks: null }).expect(200);
    expect(ended.body).toMatchObject({ frequency: 'weekly', pausedUntil: null });
    await home.http.put(path).send({ pauseWeeks: 3 }).expect(400);
    const records = await home.http.get(`/api/v1/contacts/${ana.id}/consent-records`).expect(200);
    expect(records.body.items).toMatchObject([
      { action: 'resumed', method: 'api' },
      { action: 'frequency-chosen', method: 'phone', consentText: 'Once a week is enough' },
      { action: 'paused', method: 'phone' },
    ]);
    const stranger = await api.aWorkspace();
    await stranger.http.get(path).expect(404);
    await stranger.http.put(path).send({ frequency: 'all' }).expect(404);
  });

  it('all change or none', async () => {
    const topicId = await aTopicId();
    const ana = await aContact(api.db, home.workspace.id);
    const path = `/api/v1/contacts/${ana.id}/subscriptions`;
    const unknown = '0199c0de-0000-7000-8000-000000000001';
    const subscriptions = [topicId, unknown].map((id) => ({ topicId: id, status: 'subscribed' }));
    await home.http.put(path).send({ subscriptions }).expect(404);
    const after = await home.http.get(path).expect(200);
    expect(after.body.items).toMatchObject([{ status: 'none' }]);
  });

  it('unsubscribing at the same time from many places is one unsubscribe', async () => {
    const topicId = await aTopicId();
    const ana = await aContact(api.db, home.workspace.id);
    await home.http
      .put(`/api/v1/contacts/${ana.id}/subscriptions`)
      .send({ subscriptions: [{ topicId, status: 'subscribed' }] })
      .expect(200);
    const service = api.app.get(SubscriptionsService, { strict: false });
    const input = { workspaceId: home.workspace.id, contactId: ana.id, method: 'one-click', ip: '192.0.2.1' };
    const answers = await Promise.all(
      [topicId, null, topicId, null].map((id) => service.unsubscribe({ ...input, topicId: id })),
    );
    expect(answers.flat()).toEqual(['news']);
    const records = await home.http.get(`/api/v1/contacts/${ana.id}/consent-records`).expect(200);
    expect(records.body.items.map((record: { action: string }) => record.action)).toEqual([
      'unsubscribed',
      'subscribed',
    ]);
    const events = await home.http
      .get(`/api/v1/contacts/${ana.id}/events?name=email.unsubscribed`)
      .expect(200);
    expect(events.body.items).toHaveLength(1);
  });

  it('tracking consent is a second switch with its own evidence', async () => {
    const ana = await aContact(api.db, home.workspace.id);
    for (const granted of [true, true, false]) {
      await home.http.put(`/api/v1/contacts/${ana.id}/tracking-consent`).send({ granted }).expect(204);
    }
    const records = await home.http.get(`/api/v1/contacts/${ana.id}/consent-records`).expect(200);
    expect(records.body.items.map((record: { action: string }) => record.action)).toEqual([
      'tracking-withdrawn',
      'tracking-granted',
    ]);
  });
});

describe('suppressions', () => {
  it('are found by exact address, keep the stronger reason, and are lifted with a reason', async () => {
    const add = (reason: string) =>
      home.http.post('/api/v1/suppressions').send({ email: 'Bob@Example.com', reason }).expect(201);
    await add('manual');
    const complaint = await add('complaint');
    await add('manual');
    expect(
      (await home.http.get('/api/v1/suppressions?email=bob@example.COM').expect(200)).body.items,
    ).toMatchObject([{ reason: 'complaint' }]);
    const path = `/api/v1/suppressions/${complaint.body.id}`;
    await home.http.delete(path).expect(400);
    const refused = await home.http.delete(`${path}?reason=asked`).expect(422);
    expect(refused.body.code).toBe('suppression.needs-force');
    await home.http.delete(`${path}?reason=asked&force=true`).expect(204);
    const audit = await home.http.get('/api/v1/audit-entries?action=suppression.removed').expect(200);
    expect(audit.body.items).toMatchObject([{ details: { was: 'complaint', reason: 'asked', force: true } }]);
  });

  it('are added many at once, found by a part of the address, and exported without a formula', async () => {
    const mine = await api.aWorkspace();
    const emails = [
      'Ana@List.example',
      'bo@list.example',
      'ana@list.example',
      'no address',
      '=cmd@list.example',
    ];
    const { body } = await mine.http
      .post('/api/v1/suppressions/bulk')
      .send({ emails, reason: 'unsubscribed', note: 'From the old system' })
      .expect(200);
    expect(body).toEqual({
      added: 3,
      unchanged: 1,
      refused: [{ index: 3, message: expect.stringContaining('email') }],
    });
    const found = await mine.http.get('/api/v1/suppressions?search=BO@li').expect(200);
    expect(found.body.items).toMatchObject([{ email: 'bo@list.example', note: 'From the old system' }]);
    const csv = await mine.http.get('/api/v1/suppressions/export?search=cmd').expect(200);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text).toContain("'=cmd@list.example,unsubscribed,");
    expect(csv.text).not.toContain('ana@');
    const audit = await mine.http.get('/api/v1/audit-entries?targetKind=suppressions').expect(200);
    expect(audit.body.items).toMatchObject([
      { action: 'suppressions.exported' },
      { action: 'suppressions.added', details: { count: 3, reason: 'unsubscribed' } },
    ]);
    const other = await api.aWorkspace();
    expect((await other.http.get('/api/v1/suppressions/export').expect(200)).text).not.toContain('@');
  });

  it('hold off subscriptions', async () => {
    const topicId = await aTopicId();
    const ana = await aContact(api.db, home.workspace.id);
    await home.http.post('/api/v1/suppressions').send({ email: ana.email }).expect(201);
    const put = await home.http
      .put(`/api/v1/contacts/${ana.id}/subscriptions`)
      .send({ subscriptions: [{ topicId, status: 'subscribed' }] });
    expect(put.status).toBe(422);
    expect(put.body.code).toBe('subscription.address-suppressed');
  });
});

describe('another workspace', () => {
  it('sees and changes nothing of it', async () => {
    const topicId = await aTopicId();
    const ana = await aContact(api.db, home.workspace.id);
    const suppression = await home.http.post('/api/v1/suppressions').send({ email: ana.email }).expect(201);
    const other = await api.aWorkspace();
    await other.http.get(`/api/v1/topics/${topicId}`).expect(404);
    await other.http.patch(`/api/v1/topics/${topicId}`).send({ name: 'Mine' }).expect(404);
    await other.http.get(`/api/v1/contacts/${ana.id}/subscriptions`).expect(404);
    await other.http
      .put(`/api/v1/contacts/${ana.id}/subscriptions`)
      .send({ subscriptions: [{ topicId, status: 'subscribed' }] })
      .expect(404);
    await other.http.put(`/api/v1/contacts/${ana.id}/tracking-consent`).send({ granted: true }).expect(404);
    await other.http.get(`/api/v1/contacts/${ana.id}/consent-records`).expect(404);
    await other.http.delete(`/api/v1/suppressions/${suppression.body.id}?reason=x&force=true`).expect(404);
    await other.http.get('/api/v1/suppressions').expect(200, { items: [], nextCursor: null });
  });
});
