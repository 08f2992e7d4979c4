import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { until } from './support/until';
import { startWorkerProcess, type WorkerProcess } from './support/worker-process';

let api: TestApi;
let worker: WorkerProcess;
let folder: string;
let home: TestWorkspace;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidings-tracked-'));
  const env = {
    TIDINGS_DATA_DIR: folder,
    SMTP_URL: 'smtp://127.0.0.1:1',
    APP_URL: 'https://mail.tidings.example',
  };
  api = await startApi(env);
  worker = await startWorkerProcess({ ...env, DATABASE_URL: api.databaseUrl });
});

afterAll(async () => {
  await worker?.kill();
  await api?.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  home = await api.aWorkspace();
});

const tree = (...rules: object[]): object => ({ v: 1, match: 'all', rules });
const porto = tree({ field: 'city', op: 'is', value: 'Porto' });

/** A tracked segment whose members have been found. */
async function track(name: string, rules: object): Promise<string> {
  const created = await home.http
    .post('/api/v1/segments')
    .send({ name, kind: 'tracked', tree: rules })
    .expect(201);
  const { id } = created.body as { id: string };
  await until('the first members are found', () => isFollowing(id));
  return id;
}

async function isFollowing(id: string): Promise<boolean> {
  const { body } = await home.http.get(`/api/v1/segments/${id}`).expect(200);
  return body.tracking?.state === 'following';
}

async function aContactIn(city: string): Promise<string> {
  const email = `${Math.random().toString(36).slice(2)}@example.com`;
  return (await home.http.post('/api/v1/contacts').send({ email, city }).expect(201)).body.id as string;
}

async function history(contactId: string): Promise<{ what: string; name: string; segmentId: string }[]> {
  return (await home.http.get(`/api/v1/contacts/${contactId}/segments`).expect(200)).body.history;
}

describe('a tracked segment', () => {
  it('tells within seconds that a contact entered by its own event, and that it left by an edit', async () => {
    const contactId = await aContactIn('Porto');
    const bought = { event: 'order.placed', did: true, within: { last: 30, unit: 'day' } };
    const segmentId = await track(
      'Bought in Porto',
      tree({ field: 'city', op: 'is', value: 'Porto' }, bought),
    );
    await home.http
      .post('/api/v1/events')
      .send({ events: [{ contactId, name: 'order.placed' }] })
      .expect(200);
    await until('it has entered', async () => (await history(contactId)).length === 1, 10_000);

    const timeline = await home.http.get(`/api/v1/contacts/${contactId}/timeline`).expect(200);
    const entered = (timeline.body.items as { title: string; details: object }[]).filter(
      ({ title }) => title === 'segment.entered',
    );
    expect(entered).toMatchObject([{ details: { segment: segmentId, name: 'Bought in Porto' } }]);
    const members = await home.http.get(`/api/v1/segments/${segmentId}/contacts`).expect(200);
    expect(members.body.items).toMatchObject([{ id: contactId }]);
    const segments = await home.http.get(`/api/v1/contacts/${contactId}/segments`).expect(200);
    expect(segments.body.memberOf).toMatchObject([
      { id: segmentId, name: 'Bought in Porto', kind: 'tracked' },
    ]);
    const held = await home.http.get(`/api/v1/contacts/${contactId}/export`).expect(200);
    expect(held.body.segments).toMatchObject([{ segment: 'Bought in Porto' }]);
    const segment = await home.http.get(`/api/v1/segments/${segmentId}`).expect(200);
    expect(segment.body.tracking).toMatchObject({ state: 'following', members: 1, failure: null });

    await home.http.patch(`/api/v1/contacts/${contactId}`).send({ city: 'Lisboa' }).expect(200);
    await until('it has left', async () => (await history(contactId)).length === 2, 10_000);
    expect((await history(contactId)).map(({ what }) => what)).toEqual(['left', 'entered']);
  });

  it('follows an import: each of its contacts enters once', async () => {
    const segmentId = await track('Porto', porto);
    const lines = Array.from(
      { length: 500 },
      (_none, i) => `p${i}@example.com,${i % 2 ? 'Porto' : 'Lisboa'}`,
    );
    const options = { mapping: { Email: 'email', City: 'city' } };
    const started = await home.http
      .post('/api/v1/contact-imports')
      .query({ fileName: 'people.csv', options: JSON.stringify(options) })
      .type('text/csv')
      .send(`Email,City\n${lines.join('\n')}\n`)
      .expect(202);
    await until('the import is done', async () => {
      const { body } = await home.http.get(`/api/v1/contact-imports/${started.body.id}`).expect(200);
      return body.status === 'done';
    });
    await until('all have entered', async () => {
      const { body } = await home.http.get(`/api/v1/segments/${segmentId}`).expect(200);
      return body.tracking.members === 250;
    });
    const [events] = await api.db.query<{ entered: number; contacts: number }>(
      `SELECT count(*) AS entered, count(DISTINCT contact_id) AS contacts FROM contact_events
       WHERE workspace_id = $1 AND name = 'segment.entered'`,
      [home.workspace.id],
    );
    expect(events).toEqual({ entered: 250, contacts: 250 });
  });

  it('becomes one from a dynamic segment, and a dynamic one again', async () => {
    const contactId = await aContactIn('Porto');
    const { body } = await home.http
      .post('/api/v1/segments')
      .send({ name: 'Porto', tree: porto })
      .expect(201);
    const path = `/api/v1/segments/${body.id}`;
    expect((await home.http.get(path).expect(200)).body.tracking).toBeNull();
    await home.http.patch(path).send({ kind: 'tracked' }).expect(200);
    await until('its members are found', () => isFollowing(body.id as string));
    const list = await home.http.get(`/api/v1/contacts/${contactId}/segments`).expect(200);
    expect(list.body).toMatchObject({ memberOf: [{ id: body.id }], history: [] });
    const back = await home.http.patch(path).send({ kind: 'dynamic' }).expect(200);
    expect(back.body.kind).toBe('dynamic');
    expect((await home.http.get(`/api/v1/contacts/${contactId}/segments`).expect(200)).body.memberOf).toEqual(
      [],
    );
    await home.http.patch(path).send({ kind: 'static' }).expect(400);
  });

  it('shows static lists of a contact beside tracked segments', async () => {
    const contactId = await aContactIn('Porto');
    const frozen = { name: 'Harvest guests', kind: 'static', tree: porto };
    const { body } = await home.http.post('/api/v1/segments').send(frozen).expect(201);
    const segments = await home.http.get(`/api/v1/contacts/${contactId}/segments`).expect(200);
    expect(segments.body).toMatchObject({
      memberOf: [{ id: body.id, kind: 'static', since: expect.any(String) }],
    });
    const refused = await home.http
      .patch(`/api/v1/segments/${body.id}`)
      .send({ kind: 'tracked' })
      .expect(400);
    expect(refused.body.errors).toMatchObject([{ pointer: '/kind', code: 'segment.kind-fixed' }]);
  });
});
