import { startApi, type TestApi, type TestWorkspace } from './support/api';

// How sequences are written, tried out and published over the API; how they run is in sequences.e2e-spec.ts.
let api: TestApi;
let home: TestWorkspace;
let graph: Record<string, unknown>;

beforeAll(async () => {
  api = await startApi();
  home = await api.aWorkspace();
  await api.db.execute(`UPDATE workspaces SET postal_address = 'Rua 1, Lisboa' WHERE id = $1`, [
    home.workspace.id,
  ]);
  const make = async (path: string, body: object): Promise<string> =>
    (await home.http.post(`/api/v1/${path}`).send(body).expect(201)).body.id;
  await make('senders', { fromName: 'Acme', fromEmail: 'hello@acme.example', isDefault: true });
  const topicId = await make('topics', { key: 'news', name: 'News' });
  const mjml =
    '<mjml><mj-body><mj-section><mj-column><mj-text>Hi</mj-text></mj-column></mj-section></mj-body></mjml>';
  const templateId = await make('templates', { name: 'Welcome', subject: 'Welcome', mjml });
  graph = {
    v: 1,
    triggers: [{ api: true }],
    topicId,
    window: { from: '09:00', to: '17:00' },
    start: 'pause',
    steps: {
      pause: { kind: 'wait', for: { n: 2, unit: 'day' }, next: 'hi' },
      hi: { kind: 'email', templateId, next: null },
    },
  };
});

afterAll(() => api.close());

const create = async (name: string, body: object = { graph }): Promise<string> =>
  (
    await home.http
      .post('/api/v1/sequences')
      .send({ name, ...body })
      .expect(201)
  ).body.id;

it('tells the schema of a graph, without a key', async () => {
  const { body } = await api.http.get('/api/v1/sequences/schema').expect(200);
  expect(body).toMatchObject({ $id: expect.stringContaining('sequence-graph/v1'), type: 'object' });
});

it('refuses a graph with the pointer of every mistake', async () => {
  const broken = { ...graph, onCap: 'never', steps: { hi: { kind: 'email', templateId: 'x' } } };
  const { body } = await home.http
    .post('/api/v1/sequences')
    .send({ name: 'Broken', graph: broken })
    .expect(400);
  expect(body).toMatchObject({ code: 'sequence.invalid-graph' });
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/graph/onCap',
    '/graph/steps/hi/templateId',
  ]);
});

it('is written, looked at, tried out, published and archived', async () => {
  const id = await create('Empty', {});
  const url = `/api/v1/sequences/${id}`;
  expect((await home.http.get(`${url}/problems`).expect(200)).body).toMatchObject({ isReady: false });
  await home.http.post(`${url}/publish`).send({}).expect(422);
  const saved = await home.http.patch(url).send({ name: 'Welcome', graph, version: 1 }).expect(200);
  expect(saved.body).toMatchObject({ version: 2, hasChanges: true, graph: { onCap: 'defer' } });
  await home.http.patch(url).send({ name: 'Late', version: 1 }).expect(409);
  const simulated = await home.http
    .post(`${url}/simulate`)
    .send({ values: { timeZone: 'Europe/Lisbon' }, startAt: '2026-11-23T18:00:00Z' })
    .expect(200);
  expect(simulated.body.entries).toMatchObject([
    { step: 'pause', until: '2026-11-25T18:00:00.000Z' },
    { step: 'hi', at: '2026-11-26T09:00:00.000Z', isSent: true },
  ]);
  await home.http.post(`${url}/simulate`).send({ version: 99_999_999_999 }).expect(404);
  const published = await home.http.post(`${url}/publish`).send({ inside: 'move' }).expect(200);
  expect(published.body).toMatchObject({ status: 'active', publishedVersion: 1, moved: 0 });
  expect((await home.http.get(`${url}/versions`).expect(200)).body.items).toMatchObject([{ number: 1 }]);
  const { body: version } = await home.http.get(`${url}/versions/1`).expect(200);
  expect(version.graph.steps.hi).toMatchObject({ templateVersionId: expect.any(String) });
  await home.http.get(`${url}/versions/2`).expect(404);
  await home.http.get(`${url}/versions/first`).expect(404);
  await home.http.post(`${url}/pause`).expect(200);
  await home.http.post(`${url}/resume`).expect(200);
  await home.http.post(`${url}/archive`).expect(200);
  await home.http.post(`${url}/restore`).expect(200);
  await home.http.post(`${url}/duplicate`).expect(201);
  await home.http.delete(url).expect(204);
  await home.http.get(url).expect(404);
});

it('takes contacts in, tells their story, moves them and takes them out', async () => {
  const id = await create('Story');
  const url = `/api/v1/sequences/${id}`;
  await home.http.post(`${url}/publish`).send({}).expect(200);
  const contact = async (email: string): Promise<string> =>
    (await home.http.post('/api/v1/contacts').send({ email }).expect(201)).body.id;
  const [ana, rui] = [await contact('ana@example.com'), await contact('rui@example.com')];
  const enrol = () =>
    home.http
      .post(`${url}/enrollments`)
      .send({ contactIds: [ana, rui] })
      .expect(200);
  expect((await enrol()).body).toMatchObject({ enrolled: 2 });
  expect((await enrol()).body).toMatchObject({
    enrolled: 0,
    items: [{ reason: 'already-in', why: 'It is in it already.' }, {}],
  });
  const listed = await home.http
    .get(`${url}/enrollments`)
    .query({ contactId: ana, status: 'active' })
    .expect(200);
  expect(listed.body.items).toMatchObject([{ contactEmail: 'ana@example.com', step: 'pause', version: 1 }]);
  const passage = `/api/v1/enrollments/${listed.body.items[0].id}`;
  expect((await home.http.get(passage).expect(200)).body).toMatchObject({
    sequenceName: 'Story',
    log: [{ text: 'Entered by hand or by the API (test).' }],
    next: '“pause” comes at any moment.',
  });
  await home.http.post(`${passage}/move`).send({ step: 'nowhere' }).expect(400);
  const moved = await home.http.post(`${passage}/move`).send({ step: 'hi' }).expect(200);
  expect(moved.body).toMatchObject({
    step: 'hi',
    log: [{}, { text: 'Was moved from “pause” to “hi” by test.' }],
  });
  const stopped = await home.http.post(`${passage}/stop`).expect(200);
  expect(stopped.body).toMatchObject({
    status: 'stopped',
    nextAt: null,
    next: expect.stringContaining('Nothing'),
  });
  await home.http.post(`${passage}/stop`).expect(409);
  expect((await home.http.get(`/api/v1/contacts/${ana}/sequences`).expect(200)).body.items).toMatchObject([
    { sequenceName: 'Story', status: 'stopped' },
  ]);
  expect((await home.http.get(`${url}/counts`).expect(200)).body.steps).toMatchObject([
    { step: 'hi', exited: 1 },
    { step: 'pause', waiting: 1, sent: 0 },
  ]);
  const since = { stepEnteredBefore: '2026-01-01T00:00:00Z' };
  const several = (verb: string, body: object = {}) =>
    home.http.post(`${url}/enrollments/${verb}`).send(body);
  expect((await several('move', { to: 'hi', ...since }).expect(200)).body).toEqual({ moved: 0 });
  expect((await several('move', { to: 'hi', step: 'pause' }).expect(200)).body).toEqual({ moved: 1 });
  await several('move', { to: 'nowhere' }).expect(400);
  for (const noMoment of ['yesterday', '2026-W01', '2026-01-01T00:00:00'])
    await several('stop', { stepEnteredBefore: noMoment }).expect(400);
  expect((await home.http.post(`${url}/enrollments/stop`).expect(200)).body).toEqual({ stopped: 1 });
});

it('asks for the right to send before anything is published or anybody enrolled', async () => {
  const id = await create('Scopes');
  const writer = api.withKey(
    await api.anApiKey(home.workspace.id, ['campaigns:read', 'campaigns:write', 'contacts:read']),
  );
  await writer.patch(`/api/v1/sequences/${id}`).send({ description: 'More' }).expect(200);
  for (const path of ['publish', 'pause', 'archive', 'enrollments', 'enrollments/stop', 'enrollments/move'])
    await writer.post(`/api/v1/sequences/${id}/${path}`).send({}).expect(403);
  // Whether somebody entered tells who unsubscribed: not for a key that may not read contacts.
  const sender = api.withKey(await api.anApiKey(home.workspace.id, ['campaigns:read', 'campaigns:send']));
  await sender
    .post(`/api/v1/sequences/${id}/enrollments`)
    .send({ contactIds: [home.workspace.id] })
    .expect(403);
});
