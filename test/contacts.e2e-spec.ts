import { startApi, type TestApi } from './support/api';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api?.close();
});

describe('contacts over HTTP', () => {
  it('declares fields, keeps typed values, finds, changes, exports and forgets', async () => {
    const { http } = await api.aWorkspace();
    await http
      .post('/api/v1/contact-fields')
      .send({ key: 'plan', label: 'Plan', type: 'choice', choices: ['Free', 'Pro'] })
      .expect(201);
    const created = await http
      .post('/api/v1/contacts')
      .send({
        email: 'Ana@Example.com',
        firstName: 'Ána',
        country: 'pt',
        attributes: { plan: 'pro' },
        tags: ['VIP'],
        company: 'ACME',
      })
      .expect(201);
    expect(created.body).toMatchObject({
      email: 'Ana@example.com',
      country: 'PT',
      attributes: { plan: 'Pro' },
      tags: ['VIP'],
      company: { name: 'ACME' },
      trackingConsent: null,
    });
    const { id } = created.body as { id: string };

    const upserted = await http
      .put('/api/v1/contacts/by-email')
      .send({ email: 'ana@example.com', city: 'Porto' })
      .expect(200);
    expect(upserted.body).toMatchObject({ id, city: 'Porto', firstName: 'Ána' });

    const taken = await http.post('/api/v1/contacts').send({ email: 'ANA@example.com' }).expect(409);
    expect(taken.body).toMatchObject({ code: 'contact.email-taken', errors: [{ pointer: '/email' }] });
    const invalid = await http
      .patch(`/api/v1/contacts/${id}`)
      .send({ attributes: { plan: 'Gold' }, timeZone: 'Mars/Base' })
      .expect(400);
    expect(invalid.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/timeZone',
      '/attributes/plan',
    ]);
    expect(invalid.body.detail).toContain('Free, Pro');
    await http.post('/api/v1/contacts').send({ email: 'x@example.com', admin: true }).expect(400);

    const cleared = await http.patch(`/api/v1/contacts/${id}`).send({ company: null }).expect(200);
    expect(cleared.body.company).toBeNull();

    for (const query of [
      'q=ana',
      'tag=vip',
      'field=country:pt&field=attributes.plan:PRO',
      'sort=email&direction=asc',
    ]) {
      const page = await http.get(`/api/v1/contacts?${query}`).expect(200);
      expect([query, page.body.items.length]).toEqual([query, 1]);
    }
    await http.get('/api/v1/contacts?sort=password').expect(400);
    await http.get('/api/v1/contacts?field=nonsense:1').expect(400);

    await http.post(`/api/v1/contacts/${id}/notes`).send({ body: 'called', kind: 'call' }).expect(201);
    const timeline = await http.get(`/api/v1/contacts/${id}/timeline?limit=2`).expect(200);
    expect(timeline.body.items[0]).toMatchObject({
      kind: 'note',
      title: 'call',
      details: { body: 'called' },
    });
    expect(timeline.body.nextCursor).not.toBeNull();

    const csv = await http.get('/api/v1/contacts/export?q=ana').expect(200);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text).toContain('Ana@example.com');
    await http.get('/api/v1/contacts/export?field=nonsense:1').expect(400);
    const everything = await http.get(`/api/v1/contacts/${id}/export`).expect(200);
    expect(everything.body).toMatchObject({
      contact: { email: 'Ana@example.com' },
      notes: [{ body: 'called' }],
    });

    await http.delete(`/api/v1/contacts/${id}?reason=asked`).expect(204);
    await http.get(`/api/v1/contacts/${id}`).expect(404);
    const suppressions = await api.db.query(
      'SELECT reason, email FROM suppressions WHERE workspace_id = (SELECT workspace_id FROM audit_entries WHERE target_id = $1 LIMIT 1)',
      [id],
    );
    expect(suppressions).toEqual([{ reason: 'erased', email: null }]);
  });

  it('changes many at once by id or filter', async () => {
    const { http } = await api.aWorkspace();
    for (const index of [1, 2, 3]) {
      const city = index < 3 ? 'Porto' : 'Faro';
      await http
        .post('/api/v1/contacts')
        .send({ email: `b${index}@example.com`, city })
        .expect(201);
    }
    const bulk = (body: object) => http.post('/api/v1/contacts/bulk').send(body);
    const tagged = await bulk({ action: 'tag', tags: ['North'], filter: { field: ['city:porto'] } }).expect(
      200,
    );
    expect(tagged.body).toEqual({ count: 2 });
    const tags = await http.get('/api/v1/tags').expect(200);
    expect(tags.body.items).toMatchObject([{ name: 'North', contacts: 2 }]);
    await bulk({ action: 'delete', filter: {} }).expect(400);
    await bulk({ action: 'tag', tags: ['x'] }).expect(400);
    await bulk({ action: 'tag', tags: ['x'], filter: {}, ids: [] }).expect(400);
    await bulk({ action: 'delete', filter: {}, reason: 'oops' }).expect(400);
    await bulk({ action: 'delete', filter: { field: [] }, all: false, reason: 'oops' }).expect(400);
    expect((await bulk({ action: 'tag', tags: ['Everybody'], all: true }).expect(200)).body).toEqual({
      count: 3,
    });
    const deleted = await bulk({ action: 'delete', filter: { tag: 'north' }, reason: 'left us' }).expect(200);
    expect(deleted.body).toEqual({ count: 2 });
    expect((await http.get('/api/v1/contacts').expect(200)).body.items).toHaveLength(1);
  });

  it('asks for the right scope and keeps workspaces apart', async () => {
    const { http, workspace } = await api.aWorkspace();
    const stranger = await api.aWorkspace();
    const { body } = await http.post('/api/v1/contacts').send({ email: 'a@example.com' }).expect(201);
    const reader = api.withKey(await api.anApiKey(workspace.id, ['contacts:read']));
    await reader.get(`/api/v1/contacts/${body.id}`).expect(200);
    await reader.patch(`/api/v1/contacts/${body.id}`).send({ city: 'x' }).expect(403);
    await reader.get('/api/v1/contacts/export').expect(403);
    await stranger.http.get(`/api/v1/contacts/${body.id}`).expect(404);
    await stranger.http.delete(`/api/v1/contacts/${body.id}`).expect(404);
    await api.http.get('/api/v1/contacts').expect(401);
  });
});
