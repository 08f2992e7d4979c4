import { ModulesContainer } from '@nestjs/core';
import { buildOpenApiDocument } from '../apps/api/src/openapi/build-openapi-document';
import { ACCESS_METADATA } from '../apps/api/src/http/access';
import { TEST_PASSWORD } from '../libs/testing/factories/user';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

/** Where Nest keeps the HTTP method of a handler. */
const METHOD_METADATA = 'method';

interface Handler {
  name: string;
  access: unknown;
}

function handlersOf(api: TestApi): Handler[] {
  const controllers = [...api.app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype }) => {
    const type = metatype as { name: string; prototype: Record<string, object> };
    return Object.getOwnPropertyNames(type.prototype)
      .map((name) => ({ name: `${type.name}.${name}`, handler: type.prototype[name]! }))
      .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler))
      .map(({ name, handler }) => ({
        name,
        access: Reflect.getMetadata(ACCESS_METADATA, handler) ?? Reflect.getMetadata(ACCESS_METADATA, type),
      }));
  });
}

describe('the API as a whole', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace();
  });

  afterAll(async () => {
    await api.close();
  });

  describe('access', () => {
    it('is declared by every handler', () => {
      const handlers = handlersOf(api);
      expect(handlers.length).toBeGreaterThan(20);
      expect(handlers.filter(({ access }) => !access).map(({ name }) => name)).toEqual([]);
    });

    it('needs a login at every address of the API but the public ones', async () => {
      const open: string[] = [];
      const document = buildOpenApiDocument(api.app);
      for (const [path, operations] of Object.entries(document.paths)) {
        const url = path.replace(/\{[^}]+\}/g, '0199c0de-0000-7000-8000-000000000001');
        for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
          if (!operations[method]) continue;
          const { status } = await api.http[method](url);
          if (status !== 401) open.push(`${method} ${path}`);
        }
      }
      expect(open.filter((address) => address.includes(' /api/')).sort()).toEqual([
        'get /api/health',
        'get /api/v1/segments/schema',
        'get /api/v1/sequences/schema',
        'get /api/v1/setup',
        'get /api/v1/templates/document-schema',
        'post /api/v1/session',
        'post /api/v1/setup',
      ]);
    });
  });

  describe('problems', () => {
    it('name themselves, the request and the address', async () => {
      const answer = await api.http
        .get('/api/v1/nothing?secret=1')
        .set('X-Request-Id', 'from-the-proxy')
        .expect(404);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(answer.headers['x-request-id']).toBe('from-the-proxy');
      expect(answer.body).toEqual({
        type: 'urn:tidings:problem:route.not-found',
        title: 'Not Found',
        status: 404,
        code: 'route.not-found',
        detail: 'Cannot GET /api/v1/nothing?secret=1. The API is described at /api/docs.',
        instance: '/api/v1/nothing',
        requestId: 'from-the-proxy',
      });
      const root = await api.http.get('/nothing').expect(404);
      expect(root.body.code).toBe('route.not-found');
    });

    it.each([
      ['broken JSON', '{"name": ', 400, 'request.malformed'],
      ['a bare value', '"name"', 400, 'request.malformed'],
      ['a NUL character', '{"name": "a\\u0000b"}', 400, 'request.unstorable-text'],
      ['half a surrogate pair', '{"name": "\\ud83d"}', 400, 'request.unstorable-text'],
      ['too much', JSON.stringify({ name: 'x'.repeat(2_100_000) }), 413, 'request.too-large'],
      ['a list', '[{"name": "x"}]', 400, 'request.invalid'],
      // eslint-disable-next-line max-params -- one column each
    ])('answer %s', async (_what, body, status, code) => {
      const answer = await home.http.patch('/api/v1/workspace').type('json').send(body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    });

    it.each([
      ['/api/v1/workspace', 'patch', '{"__proto__": {"name": "x"}}'],
      ['/api/v1/workspace', 'patch', '{"name": "y", "constructor": {"prototype": {"name": "x"}}}'],
      ['/api/v1/contacts/bulk', 'post', '{"action": "delete", "filter": {"__proto__": {"q": "nobody"}}}'],
    ] as const)('refuse keys that validation would drop: %s %s %s', async (path, method, body) => {
      await home.http.put('/api/v1/contacts/by-email').send({ email: 'stays@example.com' });
      const answer = await home.http[method](path).type('json').send(body).expect(400);
      expect(answer.body.code).toBe('request.reserved-key');
      const { body: left } = await home.http.get('/api/v1/contacts?q=stays@example.com').expect(200);
      expect(left.items).toHaveLength(1);
    });

    it('leave whole characters and escaped backslashes alone', async () => {
      const body = '{"name": "\\ud83d\\udc34 \\\\u0000"}';
      const answer = await home.http.patch('/api/v1/workspace').type('json').send(body).expect(200);
      expect(answer.body.name).toBe('🐴 \\u0000');
    });

    it('refuse bodies that are not JSON, and unknown keys', async () => {
      await home.http.patch('/api/v1/workspace').type('text/plain').send('name=x').expect(415);
      const query = await home.http.get('/api/v1/users?limit=0&sort=name').expect(400);
      expect(query.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
        '/sort',
        '/limit',
      ]);
    });

    it.each([
      ['campaigns', {}, '/name'],
      ['campaigns', { name: 'X', audience: [] }, '/audience'],
      ['chat-sources', {}, '/name'],
      ['smtp-servers', { name: 'X' }, '/host'],
      ['senders', { fromName: 'X' }, '/fromEmail'],
      ['webhook-subscriptions', { events: ['form.submitted'] }, '/url'],
      ['webhook-subscriptions', { url: 'https://example.com/', events: null }, '/events'],
      ['topics', { name: 'X', key: 'x', description: null }, '/description'],
      ['segments', { name: 'X', kind: null }, '/kind'],
      ['sequences', { name: 'X', description: null }, '/description'],
      ['suppressions', { email: 'x@example.com', reason: null }, '/reason'],
      ['contacts', { email: 'x@example.com', attributes: null }, '/attributes'],
      ['forms', { name: 'X', definition: null }, '/definition'],
      ['orders', { orders: [[]] }, '/orders'],
    ])(
      'say what is missing or of the wrong kind in a new one of %s (%j)',
      async (collection, body, pointer) => {
        const answer = await home.http.post(`/api/v1/${collection}`).send(body).expect(400);
        expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
      },
    );

    it('change nothing of a topic when nothing is given', async () => {
      const { body } = await home.http.post('/api/v1/topics').send({ name: 'News', key: 'news' }).expect(201);
      const same = await home.http.patch(`/api/v1/topics/${body.id}`).send({}).expect(200);
      expect(same.body).toMatchObject({ name: 'News' });
    });

    it('answer made-up ids, cursors and NULs in addresses', async () => {
      const id = await home.http.get('/api/v1/users/1').expect(400);
      expect(id.body.errors[0]).toMatchObject({ pointer: '/id', code: 'id.invalid' });
      for (const cursor of ['nonsense', Buffer.from('["x"]').toString('base64url')]) {
        const answer = await home.http.get(`/api/v1/users?cursor=${cursor}`).expect(400);
        expect(answer.body.code).toBe('cursor.invalid');
      }
      const nul = await home.http.get('/api/v1/audit-entries?action=%00').expect(400);
      expect(nul.body.code).toBe('request.unstorable-text');
    });
  });

  describe('Idempotency-Key', () => {
    it('gives the same answer again and does the work once', async () => {
      const { http } = await api.signedIn(home.workspace.id);
      const create = (body: object, key = 'create-branch') =>
        http.post('/api/v1/workspaces').set('Idempotency-Key', key).send(body);
      const first = await create({ name: 'Branch' }).expect(201);
      const again = await create({ name: 'Branch' }).expect(201);
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      expect(again.headers['idempotency-replayed']).toBe('true');
      expect(again.body).toEqual(first.body);

      const other = await create({ name: 'Other' }).expect(422);
      expect(other.body.code).toBe('idempotency.key-reused');
      await create({ name: 'Branch' }, 'bad key').expect(400);
      const mine = await http.get('/api/v1/workspaces').expect(200);
      expect(mine.body.items.filter((item: { name: string }) => item.name === 'Branch')).toHaveLength(1);
    });

    it('is free again when the request failed, and for other workspaces', async () => {
      const post = (http: TestWorkspace['http'], body: object) =>
        http.post('/api/v1/users').set('Idempotency-Key', 'add-user').send(body);
      await post(home.http, { email: 'nobody', role: 'viewer', password: 'good pass phrase' }).expect(400);
      const person = { role: 'viewer', password: 'good pass phrase', email: 'idem@example.com' };
      await post(home.http, person).expect(201);
      const other = await api.aWorkspace();
      // Not the stored answer: the request was looked at, and this person is not the other workspace's to add.
      await post(other.http, person)
        .expect(409)
        .expect((answer) => {
          expect(answer.headers['idempotency-replayed']).toBeUndefined();
        });
    });

    it('lets one of two simultaneous requests through', async () => {
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          home.http
            .post('/api/v1/users')
            .set('Idempotency-Key', 'twice')
            .send({ role: 'viewer', password: 'good pass phrase', email: 'twice@example.com' }),
        ),
      );
      const fresh = answers.filter(
        ({ status, headers }) => status === 201 && !headers['idempotency-replayed'],
      );
      expect(fresh).toHaveLength(1);
      const rest = answers.filter((answer) => !fresh.includes(answer));
      expect(
        rest.every(({ status, headers }) => status === 409 || headers['idempotency-replayed'] === 'true'),
      ).toBe(true);
    });

    it('gives nobody an answer that was made for somebody else of the workspace', async () => {
      const owner = await api.signedIn(home.workspace.id, 'owner');
      const viewer = await api.signedIn(home.workspace.id, 'viewer');
      const create = (http: TestWorkspace['http']) =>
        http.post('/api/v1/workspaces').set('Idempotency-Key', 'guessed').send({ name: 'Quiet plans' });
      await create(owner.http).expect(201);
      const other = await create(viewer.http).expect(422);
      expect(other.body.code).toBe('idempotency.key-reused');
    });

    it('never keeps an answer that holds a secret', async () => {
      const create = () =>
        home.http
          .post('/api/v1/api-keys')
          .set('Idempotency-Key', 'new-key')
          .send({ name: 'Shop', scopes: ['workspace:read'] });
      await create().expect(201);
      const again = await create().expect(409);
      expect(again.body.code).toBe('idempotency.answer-not-kept');
      const rows = await api.db.query<{ text: string }>('SELECT i::text AS text FROM idempotency_keys i');
      expect(rows.filter(({ text }) => text.includes('tdg_'))).toEqual([]);
    });
  });

  it('sends the security headers, without HSTS on plain http', async () => {
    const { headers } = await api.http.get('/api/health').expect(200);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toContain(`object-src 'none'; base-uri 'none'`);
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('takes an address that a proxy made up for unknown, not for an error', async () => {
    const proxied = await startApi({ TRUST_PROXY: '1' });
    const { owner } = await proxied.aWorkspace();
    const answer = await proxied
      .browser()
      .post('/api/v1/session')
      .set('X-Forwarded-For', `'; DROP TABLE users`)
      .send({ email: owner.email, password: TEST_PASSWORD });
    await proxied.close();
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('keeps the session cookie to TLS when the application is served over it', async () => {
    const secure = await startApi({ APP_URL: 'https://mail.example.com' });
    const { owner } = await secure.aWorkspace();
    const credentials = { email: owner.email, password: TEST_PASSWORD };
    const answer = await secure.browser().post('/api/v1/session').send(credentials).expect(201);
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(
      /^__Host-sid=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
    await secure.http.get('/api/v1/me').set('Cookie', cookie.replace('__Host-', '')).expect(401);
    await secure.http.get('/api/v1/me').set('Cookie', cookie).expect(200);
    await secure.close();
  });

  it('describes itself, on a page that loads nothing from elsewhere', async () => {
    const document = await api.http.get('/api/openapi.json').expect(200);
    expect(document.body.paths['/api/v1/api-keys'].post.operationId).toBe('apiKeys.create');
    const page = await api.http.get('/api/docs').expect(200);
    const nonce = /'nonce-([^']+)'/.exec(page.headers['content-security-policy'] ?? '')?.[1];
    expect(page.text).toContain(`<style nonce="${nonce}">`);
    expect(page.text).not.toMatch(/https?:\/\//);
    await api.http.get('/api/docs/assets/swagger-ui-bundle.js').expect(200);
    await api.http.get('/api/docs/assets/package.json').expect(404);
  });

  it('leads from the root to the web app', async () => {
    const answer = await api.http.get('/').expect(302);
    expect(answer.headers.location).toBe('/app');
    await api.http.get('/assets/missing.js').expect(404);
  });
});
