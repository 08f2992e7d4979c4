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

interface Need {
  kind: string;
  name: string;
  isMet: boolean;
  examples: { method: 'POST' | 'PUT'; path: string; body: Record<string, unknown> }[];
}

interface Item {
  key: string;
  category: string;
  tree: object;
  needs: Need[];
  isReady: boolean;
  segmentId: string | null;
}

async function library(): Promise<Item[]> {
  return (await home.http.get('/api/v1/segment-library').expect(200)).body.items as Item[];
}

it('a workspace without data sees what to send in, sends exactly that, and everything is ready', async () => {
  await home.http.put('/api/v1/contacts/by-email').send({ email: 'ana@example.com' }).expect(200);
  const before = await library();
  expect(before.find((item) => item.key === 'near-a-place')?.isReady).toBe(true);
  expect(before.filter((item) => !item.isReady).length).toBeGreaterThan(20);
  const sent = new Set<string>();
  for (const example of before.flatMap((item) => item.needs).flatMap((need) => need.examples)) {
    const once = JSON.stringify(example);
    if (sent.has(once)) continue;
    sent.add(once);
    const method = example.method === 'POST' ? 'post' : 'put';
    const { status, body } = await home.http[method](example.path).send(example.body);
    expect([once, status < 300, body.results?.[0]?.error]).toEqual([once, true, undefined]);
  }
  const after = await library();
  const unready = after.filter((item) => !item.isReady).flatMap((item) => item.needs);
  // Only what Tidings itself records is left.
  expect(new Set(unready.filter((need) => !need.isMet).map((need) => need.kind))).toEqual(
    new Set(['observed']),
  );
});

it('all of it is installed by one call, answered entry by entry, and again by none', async () => {
  const keys = (await library()).map((item) => item.key);
  const install = () =>
    home.http.post('/api/v1/segment-library/install').send({ createFields: true }).expect(200);
  const { body } = await install();
  expect(body.results.map((result: { key: string }) => result.key)).toEqual(keys);
  for (const result of body.results) expect(result).toMatchObject({ outcome: 'installed', problem: null });
  const again = await install();
  for (const result of again.body.results) expect(result.outcome).toBe('already-installed');
  const segments = await home.http.get('/api/v1/segments?limit=100').expect(200);
  expect(segments.body.items).toHaveLength(keys.length);
  expect(segments.body.items.every((segment: { isBroken: boolean }) => !segment.isBroken)).toBe(true);
  const after = await library();
  expect(after.filter((item) => item.segmentId === null)).toEqual([]);
});

it('takes some keys with parameters, and refuses what it does not know', async () => {
  const path = '/api/v1/segment-library/install';
  const parameters = { 'near-a-place': { lat: 41.15, lon: -8.61, km: 20 } };
  const { body } = await home.http
    .post(path)
    .send({ keys: ['near-a-place'], parameters })
    .expect(200);
  const { body: segment } = await home.http.get(`/api/v1/segments/${body.results[0].segmentId}`).expect(200);
  expect(segment).toMatchObject({
    libraryKey: 'near-a-place',
    tree: { rules: [{ value: { lat: 41.15, lon: -8.61, km: 20 } }] },
  });
  await home.http
    .post(path)
    .send({ keys: ['nope'] })
    .expect(400);
  await home.http.post(path).send({ keys: [] }).expect(400);
  await home.http
    .post(path)
    .send({ parameters: { 'age-band': 1 } })
    .expect(400);
  await home.http
    .post(path)
    .send({ parameters: { __proto__x: { a: 1 } } })
    .expect(400);
  const hostile = '{"keys":["age-band"],"parameters":{"age-band":{"__proto__":{"from":1}}}}';
  const answer = await home.http.post(path).set('content-type', 'application/json').send(hostile);
  expect(answer.status).toBe(400);
});

it('another workspace sees nothing of it, and a key needs both scopes', async () => {
  await home.http
    .post('/api/v1/segment-library/install')
    .send({ keys: ['country'] })
    .expect(200);
  const other = await api.aWorkspace();
  const { body } = await other.http.get('/api/v1/segment-library').expect(200);
  expect(body.items.filter((item: Item) => item.segmentId !== null)).toEqual([]);
  const reader = api.withKey(await api.anApiKey(home.workspace.id, ['segments:read', 'segments:write']));
  await reader.get('/api/v1/segment-library').expect(200);
  await reader.post('/api/v1/segment-library/install').send({}).expect(403);
});
