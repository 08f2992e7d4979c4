import type { Scope } from '@features/accounts';
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

const BASE = '/api/v1/sequence-library';
const uuid = '01890000-0000-7000-8000-000000000001';

it('shows what there is, what each needs, and how it goes', async () => {
  const { items } = (await home.http.get(BASE).expect(200)).body;
  expect(items).toHaveLength(8);
  expect(items[0]).toMatchObject({
    key: 'ebook-webinar-demo',
    startsOn: 'asset',
    isReady: false,
    sequenceId: null,
    needs: [
      { name: 'asset.downloaded' },
      { name: 'webinar.attended', isMet: false },
      { name: 'demo.booked' },
    ],
  });
  expect(items[0].emails[0]).toMatchObject({
    key: 'invitation',
    subject: 'The part that did not fit into the guide',
  });
  const entry = (await home.http.get(`${BASE}/welcome`).expect(200)).body;
  expect(entry).toMatchObject({ name: 'Welcome', graph: { start: 'confirms', topicId: null } });
  expect((await home.http.get(`${BASE}/nope`).expect(404)).body.code).toBe(
    'sequence-library-entry.not-found',
  );
});

it('sends in what is missing with the calls that it shows, installs, and publishes', async () => {
  await home.http.put('/api/v1/contacts/by-email').send({ email: 'ana@example.com' }).expect(200);
  const first = (await home.http.post(`${BASE}/birthday/install`).send({}).expect(201)).body;
  expect(first).toMatchObject({
    isReady: false,
    segment: null,
    sequence: { name: 'Birthday', status: 'draft' },
  });
  for (const { examples } of first.missing)
    for (const { method, path, body } of examples)
      expect((await home.http[method === 'PUT' ? 'put' : 'post'](path).send(body)).status).toBeLessThan(300);

  await home.http.patch('/api/v1/workspace').send({ postalAddress: 'Rua 1, Lisboa' }).expect(200);
  const sender = { fromName: 'Maré Alta', fromEmail: 'hello@mare-alta.example' };
  const senderId = (await home.http.post('/api/v1/senders').send(sender).expect(201)).body.id as string;
  const topicId = (await home.http.post('/api/v1/topics').send({ key: 'news', name: 'News' }).expect(201))
    .body.id;
  const choices = { topicId, senderId, name: 'Presents' };
  const second = (await home.http.post(`${BASE}/birthday/install`).send(choices).expect(201)).body;
  expect(second).toMatchObject({
    isReady: true,
    missing: [],
    sequence: { name: 'Presents', libraryKey: null },
  });
  expect(second.problems.map(({ code }: { code: string }) => code)).toEqual([
    'sequence.example-template',
    'sequence.example-template',
  ]);
  const [template] = second.templates;
  const stored = await home.http.get(`/api/v1/templates/${template.id}`).expect(200);
  expect(stored.body).toMatchObject({
    name: 'Presents: Congratulations',
    galleryKey: 'birthday/congratulations',
  });
  const published = await home.http.post(`/api/v1/sequences/${second.sequence.id}/publish`).send({});
  expect([published.status, published.body.status]).toEqual([200, 'active']);
});

it('refuses what it does not know, and a key that may not make templates', async () => {
  const refused = async (body: object) =>
    (await home.http.post(`${BASE}/welcome/install`).send(body)).body.errors?.[0]?.pointer as string;
  expect(await refused({ topicId: 'news' })).toBe('/topicId');
  expect(await refused({ segment: uuid })).toBe('/segment');
  expect(await refused({ topicId: uuid })).toContain('/graph/steps/confirms/condition/tree');
  await home.http.post(`${BASE}/nope/install`).send({}).expect(404);
  const scopes: Scope[] = ['campaigns:write', 'segments:write', 'contacts:read'];
  const narrow = api.withKey(await api.anApiKey(home.workspace.id, scopes));
  expect((await narrow.post(`${BASE}/welcome/install`).send({})).body.detail).toContain('templates:write');
  expect((await home.http.get('/api/v1/templates').expect(200)).body.items).toEqual([]);
});
