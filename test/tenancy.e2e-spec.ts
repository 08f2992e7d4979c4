import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendingGate } from '@features/sending-limits';
import { aMailServer } from '../libs/testing/factories/sending-process';
import { aPng } from '../libs/testing/a-picture';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content?: Record<string, { schema?: { $ref?: string } }> };
}

interface ApiDocument {
  paths: Record<string, Partial<Record<Method, Operation>>>;
  components: { schemas: Record<string, { required?: string[] }> };
}

/** What the first workspace makes, one of each; a resource with ids that is missing here fails the test below. */
const ONE_OF_EACH: Record<string, { method?: 'put'; body: object }> = {
  'api-keys': { body: { name: 'first-only', scopes: ['workspace:read'] } },
  campaigns: { body: { name: 'first-only' } },
  companies: { method: 'put', body: { name: 'first-only' } },
  'contact-fields': { body: { key: 'first_only', label: 'first-only', type: 'text' } },
  contacts: { body: { email: 'first-only@example.com' } },
  forms: {
    body: {
      name: 'first-only',
      definition: { fields: [{ name: 'email', to: 'email', label: 'first-only' }] },
    },
  },
  'saved-blocks': { body: { name: 'first-only', blocks: [{ id: 'line', kind: 'divider' }] } },
  segments: {
    body: {
      name: 'first-only',
      tree: { v: 1, match: 'all', rules: [{ field: 'email', op: 'is', value: 'first-only@example.com' }] },
    },
  },
  sequences: {
    body: {
      name: 'first-only',
      graph: {
        v: 1,
        triggers: [{ api: true }],
        start: 'wait',
        steps: { wait: { kind: 'wait', for: { n: 1, unit: 'day' } } },
      },
    },
  },
  'sending-domains': { body: { domain: 'first-only.example' } },
  senders: { body: { fromName: 'first-only', fromEmail: 'first-only@example.com' } },
  // After the senders: it goes out from one.
  messages: {
    body: {
      to: { email: 'first-only@example.com' },
      subject: 'first-only',
      mjml: '<mjml><mj-body></mj-body></mjml>',
    },
  },
  'smtp-servers': { body: { name: 'first-only', host: 'smtp.example.com' } },
  suppressions: { body: { email: 'first-only@example.com' } },
  templates: {
    body: { name: 'first-only', subject: 'first-only', mjml: '<mjml><mj-body></mj-body></mjml>' },
  },
  topics: { body: { key: 'first-only', name: 'first-only' } },
  'chat-sources': { body: { name: 'first-only' } },
  'webhook-subscriptions': { body: { url: 'https://first-only.example/hook', events: ['form.submitted'] } },
  users: { body: { email: 'first-only@example.com', role: 'viewer', password: 'good pass phrase' } },
};

/** Sessions belong to users, not to workspaces; API keys cannot reach them. The library is the same for all. */
const NOT_OF_WORKSPACES = ['sessions', 'sequence-library'];

const document = JSON.parse(readFileSync(join(__dirname, '../docs/openapi.json'), 'utf8')) as ApiDocument;

function resourceOf(path: string): string {
  return path.split('/')[3] ?? '';
}

/** The test sends an empty body and no query: what needs more may say so before it looks for the id. */
function mayRefuseInput(operation: Operation): boolean {
  if (operation.parameters?.some((parameter) => parameter.in === 'query' && parameter.required)) return true;
  const schemas = Object.values(operation.requestBody?.content ?? {}).map(({ schema }) => schema?.$ref);
  return schemas.some(
    (ref) => ref === undefined || document.components.schemas[ref.split('/').at(-1)!]?.required,
  );
}

describe('a second workspace', () => {
  let api: TestApi;
  let first: TestWorkspace;
  let second: TestWorkspace;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    api = await startApi();
    [first, second] = [await api.aWorkspace(), await api.aWorkspace()];
    for (const [resource, { method = 'post', body }] of Object.entries(ONE_OF_EACH)) {
      const answer = await first.http[method](`/api/v1/${resource}`).send(body);
      expect([resource, answer.status, answer.body.detail]).toEqual([
        resource,
        expect.any(Number),
        undefined,
      ]);
      ids[resource] = answer.body.id;
    }
    const upload = first.http.post('/api/v1/contact-imports').query({ fileName: 'first-only.csv' });
    const imported = await upload.type('text/csv').send('email\nimported@example.com\n').expect(202);
    ids['contact-imports'] = imported.body.id;
    const offered = first.http
      .post('/api/v1/assets')
      .field('options', JSON.stringify({ name: 'first-only' }));
    const asset = await offered.attach('file', Buffer.from('first-only'), 'first-only.txt').expect(201);
    ids.assets = asset.body.id;
    const picture = first.http
      .post('/api/v1/images')
      .field('options', JSON.stringify({ name: 'first-only' }));
    ids.images = (await picture.attach('file', aPng(), 'first-only.png').expect(201)).body.id;
    const order = { number: 'first-only', email: 'first-only@example.com', total: 1 };
    const ordered = await first.http
      .post('/api/v1/orders')
      .send({ orders: [order] })
      .expect(200);
    ids.orders = ordered.body.results[0].orderId;
    const limited = first.http.put('/api/v1/provider-limits/first-only.example');
    ids['provider-limits'] = (await limited.send({ perHour: 1 }).expect(200)).body.provider;
    ids.enrollments = await anEnrollment();
    ids['sending-holds'] = await aHold();
    await first.http.post(`/api/v1/webhook-subscriptions/${ids['webhook-subscriptions']}/test`).expect(202);
    ids['webhook-calls'] = (await first.http.get('/api/v1/webhook-calls').expect(200)).body.items[0].id;
  });

  /** Somebody of the first workspace in a sequence of it. */
  async function anEnrollment(): Promise<string> {
    const url = `/api/v1/sequences/${ids.sequences}`;
    await first.http.post(`${url}/publish`).send({}).expect(200);
    // The contact of the list above is suppressed too, and nobody lets such people in.
    const reader = { email: 'first-only-reader@example.com' };
    const contactIds = [(await first.http.post('/api/v1/contacts').send(reader).expect(201)).body.id];
    const { body } = await first.http.post(`${url}/enrollments`).send({ contactIds }).expect(200);
    return body.items[0].enrollmentId;
  }

  /** Something that holds mail of the first workspace, as a worker would learn it. */
  async function aHold(): Promise<string> {
    const { id: workspaceId } = first.workspace;
    const result = { outcome: 'not-sent', reason: '535 5.7.8 Authentication failed' } as const;
    const answer = { workspaceId, provider: 'gmail', senderDomain: 'first-only.example', result };
    const server = aMailServer({ id: ids['smtp-servers'], workspaceId });
    await api.app.get(SendingGate, { strict: false }).report(server, [answer]);
    return (await first.http.get('/api/v1/sending-holds').expect(200)).body.items[0].id;
  }

  afterAll(async () => {
    await api.close();
  });

  const withIds = Object.entries(document.paths).filter(
    ([path]) => path.startsWith('/api/v1/') && path.includes('{') && !path.includes('{token}'),
  );

  it('is tried with something of every resource', () => {
    const resources = new Set(withIds.map(([path]) => resourceOf(path)));
    const missing = [...resources].filter((name) => !ids[name] && !NOT_OF_WORKSPACES.includes(name));
    expect(missing).toEqual([]);
  });

  it('finds nothing of the first one by its id, at any address and with any method', async () => {
    const found: string[] = [];
    for (const [path, operations] of withIds) {
      const id = ids[resourceOf(path)];
      if (!id) continue;
      const url = path.replace('{id}', id).replace(/\{[^}]+\}/g, ids.contacts!);
      for (const method of METHODS) {
        const operation = operations[method];
        if (!operation) continue;
        const { status } = await second.http[method](url).send(method === 'get' ? undefined : {});
        if (status !== 404 && !([400, 415].includes(status) && mayRefuseInput(operation)))
          found.push(`${method} ${path}: ${status}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('gets a clear answer to the cursor of another list, wherever lists page', async () => {
    const wrong: string[] = [];
    const foreign = [['x'], [12], [1, 'x'], ['a', 'b'], [null], [{}], 'no list'].map((values) =>
      Buffer.from(JSON.stringify(values)).toString('base64url'),
    );
    for (const [path, operations] of Object.entries(document.paths)) {
      if (!operations.get?.parameters?.some(({ name }) => name === 'cursor')) continue;
      const url = path.replace('{id}', ids[resourceOf(path)] ?? '').replace(/\{[^}]+\}/g, ids.contacts!);
      for (const cursor of foreign) {
        const { status } = await first.http.get(url).query({ cursor });
        if (status !== 400 && status !== 200) wrong.push(`${url} ${cursor}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('finds nothing of the first one in any list', async () => {
    const leaks: string[] = [];
    const secrets = [...Object.values(ids), 'first-only', 'first_only'];
    for (const [path, operations] of Object.entries(document.paths)) {
      if (!operations.get || path.includes('{') || !path.startsWith('/api/v1/')) continue;
      const { text } = await second.http.get(path);
      if (secrets.some((secret) => text.includes(secret))) leaks.push(path);
    }
    expect(leaks).toEqual([]);
  });

  it('changed nothing: the first one still finds everything', async () => {
    const elsewhere: Record<string, string> = { enrollments: `sequences/${ids.sequences}/enrollments` };
    for (const [resource, id] of Object.entries(ids)) {
      const list = await first.http.get(`/api/v1/${elsewhere[resource] ?? resource}`).expect(200);
      expect(list.text).toContain(id);
    }
  });
});
