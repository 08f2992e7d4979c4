import { aContact } from '../libs/testing/factories/contact';
import { aSubscription, aTopic } from '../libs/testing/factories/topic';
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

const portugal = { field: 'country', op: 'is', value: 'PT' };

function tree(...rules: unknown[]): object {
  return { v: 1, match: 'all', rules };
}

describe('a segment from the first rule to its members', () => {
  it('is previewed, saved, counted, explained, changed and deleted', async () => {
    const topic = await aTopic(api.db, home.workspace.id, { key: 'news' });
    const ana = await aContact(api.db, home.workspace.id, {
      firstName: 'Ana',
      country: 'PT',
      city: 'Lisboa',
    });
    await aContact(api.db, home.workspace.id, { firstName: 'Rui', country: 'PT', city: 'Porto' });
    await aContact(api.db, home.workspace.id, { firstName: 'Eva', country: 'ES' });
    await aSubscription(api.db, home.workspace.id, { contactId: ana.id, topicId: topic.id });

    const lisbon = { field: 'city', op: 'is', value: 'LISBOA' };
    const preview = await home.http
      .post('/api/v1/segments/preview')
      .send({ tree: tree(portugal, lisbon) })
      .expect(200);
    expect(preview.body).toMatchObject({
      count: 1,
      mailableCount: 1,
      tooSmall: true,
      minimum: 10,
      sample: [{ id: ana.id, firstName: 'Ana' }],
      afterEachRule: [
        { pointer: '/rules/0', count: 2 },
        { pointer: '/rules/1', count: 1 },
      ],
    });

    const saved = await home.http
      .post('/api/v1/segments')
      .send({ name: 'Portugal', tree: tree(portugal) })
      .expect(201);
    expect(saved.body).toMatchObject({ kind: 'dynamic', version: 1, isBroken: false, brokenReasons: [] });
    const path = `/api/v1/segments/${saved.body.id}`;
    await home.http.post(`${path}/count`).expect(200, { count: 2, mailableCount: 1 });
    const page = await home.http.get(`${path}/contacts?limit=1`).expect(200);
    expect(page.body.items).toHaveLength(1);
    const rest = await home.http.get(`${path}/contacts?cursor=${page.body.nextCursor}`).expect(200);
    expect(
      [...page.body.items, ...rest.body.items].map((member: { firstName: string }) => member.firstName),
    ).toEqual(['Ana', 'Rui']);

    const changed = await home.http
      .patch(path)
      .send({ tree: tree(portugal, lisbon) })
      .expect(200);
    expect(changed.body.version).toBe(2);
    const explained = await home.http.get(`${path}/explain/${ana.id}`).expect(200);
    expect(explained.body).toMatchObject({
      holds: true,
      rules: [{ holds: true }, { holds: true, text: 'Is in LISBOA', because: 'city is “Lisboa”' }],
    });
    await home.http.delete(path).expect(204);
    await home.http.get(path).expect(404);
  });

  it('freezes a static segment, which may then be edited', async () => {
    const ana = await aContact(api.db, home.workspace.id, { country: 'PT' });
    const created = await home.http
      .post('/api/v1/segments')
      .send({ name: 'Frozen', kind: 'static', tree: tree(portugal) })
      .expect(201);
    const path = `/api/v1/segments/${created.body.id}`;
    const late = await aContact(api.db, home.workspace.id, { country: 'PT' });
    await home.http.post(`${path}/count`).expect(200, { count: 1, mailableCount: 0 });
    await home.http
      .post(`${path}/contacts`)
      .send({ contactIds: [late.id, ana.id] })
      .expect(200, { contacts: 1 });
    await home.http
      .post(`${path}/contacts/remove`)
      .send({ contactIds: [ana.id] })
      .expect(200, { contacts: 1 });
    const members = await home.http.get(`${path}/contacts`).expect(200);
    expect(members.body.items.map((member: { id: string }) => member.id)).toEqual([late.id]);
    await home.http.post(`${path}/freeze`).expect(200, { contacts: 2 });
  });

  it('lists what rules may name', async () => {
    const { body } = await home.http.get('/api/v1/segments/fields').expect(200);
    expect(body.fields).toContainEqual(expect.objectContaining({ path: 'age', type: 'number' }));
  });
});

describe('mistakes are refused as a whole', () => {
  it('names every bad node by its pointer', async () => {
    const bad = tree(
      { field: 'country', op: 'gt', value: 1 },
      { field: 'nope', op: 'is', value: 'x' },
      { tag: 'unknown', has: 1 },
    );
    const { body } = await home.http.post('/api/v1/segments/preview').send({ tree: bad }).expect(400);
    expect(body.code).toBe('segment.invalid-tree');
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/tree/rules/0/op',
      '/tree/rules/1/field',
      '/tree/rules/2/has',
    ]);
  });

  it('answers hostile trees quickly and without a failure of its own', async () => {
    const deep = `${'{"match":"all","rules":['.repeat(4000)}${']}'.repeat(4000)}`;
    const bodies = [
      `{"tree":{"v":1,"match":"all","rules":[${deep}]}}`,
      `{"tree":{"v":1,"match":"all","rules":[${Array(10_000).fill('1').join(',')}]}}`,
      '{"tree":{"v":1,"match":"all","rules":[{"__proto__":{"tag":"x"}}]}}',
      '{"tree":{"v":1,"match":"all","rules":[{"constructor":1,"tag":"x"}]}}',
      '{"tree":[]}',
      '{"tree":null}',
    ];
    for (const body of bodies) {
      const answer = await home.http
        .post('/api/v1/segments/preview')
        .set('content-type', 'application/json')
        .send(body);
      expect(answer.status).toBe(400);
    }
  });

  it('a name is taken without regard to case, and a used segment stays', async () => {
    const base = await home.http.post('/api/v1/segments').send({ name: 'Élite', tree: tree() }).expect(201);
    await home.http.post('/api/v1/segments').send({ name: 'ELITE', tree: tree() }).expect(409);
    const rule = { segment: base.body.id, member: true };
    const user = await home.http
      .post('/api/v1/segments')
      .send({ name: 'User', tree: tree(rule) })
      .expect(201);
    const used = await home.http.delete(`/api/v1/segments/${base.body.id}`).expect(409);
    expect(used.body.code).toBe('segment.in-use');
    const cycle = await home.http
      .patch(`/api/v1/segments/${base.body.id}`)
      .send({ tree: tree({ segment: user.body.id, member: false }) });
    expect(cycle.status).toBe(400);
    expect(cycle.body.errors).toMatchObject([{ code: 'segment.cycle', pointer: '/tree/rules/0/segment' }]);
  });
});

describe('another workspace', () => {
  it('sees nothing of it, neither by path nor inside a tree', async () => {
    const other = await api.aWorkspace();
    const tag = await aContact(api.db, home.workspace.id, { tags: ['secret'] });
    const topic = await aTopic(api.db, home.workspace.id);
    const saved = await home.http.post('/api/v1/segments').send({ name: 'Ours', tree: tree() }).expect(201);
    const path = `/api/v1/segments/${saved.body.id}`;
    await other.http.get(path).expect(404);
    await other.http.patch(path).send({ name: 'Mine' }).expect(404);
    await other.http.delete(path).expect(404);
    await other.http.get(`${path}/contacts`).expect(404);
    await other.http.post(`${path}/count`).expect(404);
    await other.http.post(`${path}/freeze`).expect(404);
    await other.http.get(`${path}/explain/${tag.id}`).expect(404);
    const rules = [
      { segment: saved.body.id, member: true },
      { tag: 'secret', has: true },
      { topic: topic.id, status: 'none' },
    ];
    const { body } = await other.http
      .post('/api/v1/segments/preview')
      .send({ tree: tree(...rules) })
      .expect(400);
    expect(body.errors.map((error: { code: string }) => error.code)).toEqual([
      'segment.unknown-segment',
      'segment.unknown-tag',
      'segment.unknown-topic',
    ]);
    const own = await other.http.post('/api/v1/segments/preview').send({ tree: tree() }).expect(200);
    expect(own.body.count).toBe(0);
  });

  it('needs the scope', async () => {
    const reader = api.withKey(await api.anApiKey(home.workspace.id, ['segments:read']));
    await reader.get('/api/v1/segments').expect(200);
    await reader.post('/api/v1/segments').send({ name: 'No', tree: tree() }).expect(403);
    await api.http.get('/api/v1/segments').expect(401);
  });
});
