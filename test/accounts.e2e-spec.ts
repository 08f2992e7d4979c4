import { MembersService, systemActor } from '@features/accounts';
import { TEST_PASSWORD } from '../libs/testing/factories/user';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

const OWNER = {
  workspaceName: 'Acme Books',
  timeZone: 'Europe/Berlin',
  name: 'Ada Lovelace',
  email: 'Ada@Example.com',
  password: 'analytical engine notes',
};

describe('accounts', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await startApi();
  });

  afterAll(async () => {
    await api.close();
  });

  // First, because it needs an installation without users.
  it('is set up once: the first owner is made and signed in, later calls are refused', async () => {
    await api.http.get('/api/v1/setup').expect(200, { needed: true });
    const weak = await api.http.post('/api/v1/setup').send({ ...OWNER, password: 'ada@example.com' });
    expect(weak.status).toBe(400);
    expect(weak.body.errors[0].pointer).toBe('/password');

    const browser = api.browser();
    const [first, second] = await Promise.all([
      browser.post('/api/v1/setup').send(OWNER),
      api
        .browser()
        .post('/api/v1/setup')
        .send({ ...OWNER, email: 'eve@example.com' }),
    ]);
    expect([first.status, second.status].sort()).toEqual([201, 409]);
    await api.http.get('/api/v1/setup').expect(200, { needed: false });
    const users = await api.db.query<{ count: number }>('SELECT count(*) AS count FROM users');
    expect(users[0]?.count).toBe(1);
  });

  describe('sessions', () => {
    let home: TestWorkspace;

    beforeAll(async () => {
      home = await api.aWorkspace();
    });

    it('signs in with a cookie that scripts cannot read, and out again', async () => {
      const browser = api.browser();
      const signIn = await browser
        .post('/api/v1/session')
        .send({ email: home.owner.email.toUpperCase(), password: TEST_PASSWORD })
        .expect(201);
      expect(signIn.headers['set-cookie']?.[0]).toMatch(
        /^sid=[\w-]{43}; Max-Age=5184000; Path=\/; HttpOnly; SameSite=Lax$/,
      );
      expect(signIn.body).toMatchObject({ kind: 'user', workspaceId: home.workspace.id });
      expect(JSON.stringify(signIn.body)).not.toContain('argon2');

      await browser.get('/api/v1/me').expect(200);
      await browser.delete('/api/v1/session').expect(204);
      const after = await browser.get('/api/v1/me').expect(401);
      expect(after.body.code).toBe('authentication.required');
    });

    it('answers unknown users and wrong passwords alike', async () => {
      const attempt = (email: string) =>
        api.http.post('/api/v1/session').send({ email, password: 'not the password' });
      const [unknown, wrong] = [await attempt('nobody@example.com'), await attempt(home.owner.email)];
      expect(unknown.status).toBe(401);
      expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    });

    it('replaces the session at login, so that a planted cookie is worth nothing', async () => {
      const { http, user } = await api.signedIn(home.workspace.id);
      const planted = (await http.get('/api/v1/sessions')).body.items[0].id;
      await http.post('/api/v1/session').send({ email: user.email, password: TEST_PASSWORD }).expect(201);
      const sessions = (await http.get('/api/v1/sessions').expect(200)).body.items;
      expect(sessions).toHaveLength(1);
      expect(sessions[0].id).not.toBe(planted);
    });

    it('lists and revokes sessions, and a new password ends all others', async () => {
      const { http, user } = await api.signedIn(home.workspace.id, 'viewer');
      const elsewhere = api.browser();
      const third = api.browser();
      const credentials = { email: user.email, password: TEST_PASSWORD };
      await elsewhere.post('/api/v1/session').send(credentials).expect(201);
      await third.post('/api/v1/session').send(credentials).expect(201);
      const { items } = (await third.get('/api/v1/sessions')).body;
      expect(items.filter((item: { isCurrent: boolean }) => item.isCurrent)).toHaveLength(1);
      const current = items.find((item: { isCurrent: boolean }) => item.isCurrent);
      await http.delete(`/api/v1/sessions/${current.id}`).expect(204);
      await third.get('/api/v1/me').expect(401);

      const change = (currentPassword: string, newPassword: string) =>
        http.put('/api/v1/me/password').send({ currentPassword, newPassword });
      expect((await change('wrong', 'another good pass phrase')).body.errors[0].pointer).toBe(
        '/currentPassword',
      );
      expect((await change(TEST_PASSWORD, 'short')).body.errors[0].pointer).toBe('/newPassword');
      await change(TEST_PASSWORD, 'another good pass phrase').expect(204);
      await elsewhere.get('/api/v1/me').expect(401);
      await http.get('/api/v1/me').expect(200);
    });

    it('refuses changes that another site starts with the cookie', async () => {
      const { http } = await api.signedIn(home.workspace.id);
      const rename = () => http.patch('/api/v1/me').send({ name: 'Mallory' });
      const foreign = await rename().set('Origin', 'https://evil.example');
      expect([foreign.status, foreign.body.code]).toEqual([403, 'request.cross-site']);
      const form = await http.post('/api/v1/users').type('form').send('email=a@b.example&role=owner');
      expect([form.status, form.body.code]).toEqual([415, 'request.unsupported-media-type']);
      expect((await rename().expect(200)).body.name).toBe('Mallory');
    });

    it('refuses a change without Origin when it comes with a cookie, and a login started by another site', async () => {
      const { http } = await api.signedIn(home.workspace.id);
      const missing = await http.patch('/api/v1/me').unset('Origin').send({ name: 'Mallory' });
      expect(missing.status).toBe(403);
      const login = await api.http
        .post('/api/v1/session')
        .set('Origin', 'https://evil.example')
        .send({ email: home.owner.email, password: TEST_PASSWORD });
      expect(login.status).toBe(403);
    });

    it('starts in the oldest workspace of the user, wherever others have added them since', async () => {
      const own = await api.aWorkspace({ name: 'Mine' });
      const trap = await api.aWorkspace({ name: 'A trap, first by name' });
      const members = api.app.get(MembersService, { strict: false });
      await members.add(systemActor(trap.workspace.id), { email: own.owner.email, role: 'viewer' });
      const signIn = await api
        .browser()
        .post('/api/v1/session')
        .send({ email: own.owner.email, password: TEST_PASSWORD })
        .expect(201);
      expect(signIn.body.workspaceId).toBe(own.workspace.id);
    });

    it('throttles an account and says when to come back', async () => {
      const user = await api.aUser(home.workspace.id);
      const attempt = (password: string) =>
        api.http.post('/api/v1/session').send({ email: user.email, password });
      for (let n = 0; n < 10; n += 1) await attempt('not the password').expect(401);
      const refused = await attempt(TEST_PASSWORD).expect(429);
      expect(refused.body.code).toBe('login.throttled');
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
    });
  });

  describe('users and workspaces', () => {
    it('adds, changes and removes members; the last owner stays', async () => {
      const { workspace, owner } = await api.aWorkspace();
      const browser = api.browser();
      await browser.post('/api/v1/session').send({ email: owner.email, password: TEST_PASSWORD }).expect(201);
      const person = {
        email: 'grace@example.com',
        name: 'Grace',
        password: 'nanoseconds in a wire',
        role: 'viewer',
      };
      const added = await browser.post('/api/v1/users').send(person).expect(201);
      await browser.post('/api/v1/users').send(person).expect(409);
      await browser.patch(`/api/v1/users/${added.body.id}`).send({ role: 'admin' }).expect(200);
      const users = (await browser.get('/api/v1/users?limit=1').expect(200)).body;
      expect(users.items).toHaveLength(1);
      const rest = (await browser.get(`/api/v1/users?limit=1&cursor=${users.nextCursor}`).expect(200)).body;
      expect(rest).toMatchObject({
        items: [{ email: 'grace@example.com', role: 'admin' }],
        nextCursor: null,
      });

      const lastOwner = await browser.delete(`/api/v1/users/${owner.id}`).expect(422);
      expect(lastOwner.body.code).toBe('user.last-owner');
      const grace = api.browser();
      await grace
        .post('/api/v1/session')
        .send({ email: person.email, password: person.password })
        .expect(201);
      await grace.patch(`/api/v1/users/${owner.id}`).send({ role: 'viewer' }).expect(403);
      await browser.delete(`/api/v1/users/${added.body.id}`).expect(204);
      await grace.get('/api/v1/me').expect(401);

      const audit = (await browser.get('/api/v1/audit-entries').expect(200)).body.items;
      expect(audit.map((entry: { action: string }) => entry.action)).toEqual([
        'user.removed',
        'user.role-changed',
        'user.added',
        'api-key.created',
      ]);
      expect(audit[0]).toMatchObject({ actorName: owner.name, targetId: added.body.id, ip: '127.0.0.1' });
      const within = async (period: string): Promise<number> =>
        (await browser.get(`/api/v1/audit-entries?${period}`).expect(200)).body.items.length;
      const last = audit[0].createdAt as string;
      expect(await within(`from=${audit.at(-1).createdAt}`)).toBe(audit.length);
      expect(await within(`from=${last}`)).toBe(1);
      expect(await within(`to=${last}`)).toBe(audit.length - 1);
      expect(await within(`to=2020-01-01T00:00:00Z`)).toBe(0);
      expect(workspace.id).toBeDefined();
    });

    it('lets a user work in several workspaces, and nobody in those of others', async () => {
      const [{ workspace }, other] = [await api.aWorkspace(), await api.aWorkspace()];
      const { http } = await api.signedIn(workspace.id, 'viewer');
      const made = await http.post('/api/v1/workspaces').send({ name: 'Zweites Büro' }).expect(201);
      expect(made.body.slug).toBe('zweites-buro');
      const switched = await http
        .post('/api/v1/session/workspace')
        .send({ workspaceId: made.body.id })
        .expect(200);
      expect(switched.body.scopes).toContain('workspace:admin');
      await http.patch('/api/v1/workspace').send({ timeZone: 'Asia/Tokyo' }).expect(200);
      await http.post('/api/v1/session/workspace').send({ workspaceId: other.workspace.id }).expect(404);
      await other.http.get(`/api/v1/users/${other.owner.id}`).expect(200);
      await http.get(`/api/v1/users/${other.owner.id}`).expect(404);
    });

    it('adds a user of another workspace only for somebody who shares one with them, or on the command line', async () => {
      const [mine, theirs] = [await api.aWorkspace(), await api.aWorkspace()];
      const stranger = await api.aUser(theirs.workspace.id, { role: 'marketer' });
      const { http } = await api.signedIn(mine.workspace.id, 'owner');
      const refused = await http
        .post('/api/v1/users')
        .send({ email: stranger.email, role: 'viewer' })
        .expect(409);
      expect(refused.body.code).toBe('user.elsewhere');
      expect(refused.text).not.toContain(stranger.name);
      await mine.http.post('/api/v1/users').send({ email: stranger.email, role: 'viewer' }).expect(409);
      const members = api.app.get(MembersService, { strict: false });
      await members.add(systemActor(mine.workspace.id), { email: stranger.email, role: 'viewer' });
      await http.get(`/api/v1/users/${stranger.id}`).expect(200);
      const second = await http.post('/api/v1/workspaces').send({ name: 'Second' }).expect(201);
      await http.post('/api/v1/session/workspace').send({ workspaceId: second.body.id }).expect(200);
      await http.post('/api/v1/users').send({ email: stranger.email, role: 'viewer' }).expect(201);
    });

    it('checks settings and says what is allowed', async () => {
      const { http } = await api.aWorkspace();
      const zone = await http.patch('/api/v1/workspace').send({ timeZone: 'Mars/Olympus' }).expect(400);
      expect(zone.body.errors).toEqual([
        {
          pointer: '/timeZone',
          code: 'workspace.time-zone-unknown',
          message: 'Mars/Olympus is not a time zone. Use an IANA name such as Europe/Berlin or UTC.',
        },
      ]);
      const mode = await http
        .patch('/api/v1/workspace')
        .send({ trackingMode: 'spy', colour: 'red' })
        .expect(400);
      expect(mode.headers['content-type']).toMatch('application/problem+json');
      expect(mode.body.errors).toEqual([
        expect.objectContaining({
          pointer: '/colour',
          code: 'unknown',
          message: expect.stringContaining('timeZone'),
        }),
        expect.objectContaining({ pointer: '/trackingMode', message: expect.stringContaining('individual') }),
      ]);
    });
  });

  describe('API keys', () => {
    it('are shown once, scoped, and dead when revoked; cookies do not help them', async () => {
      const { http } = await api.aWorkspace();
      const made = await http
        .post('/api/v1/api-keys')
        .send({ name: 'Shop', scopes: ['workspace:read'] })
        .expect(201);
      expect(made.body.key).toMatch(/^tdg_[0-9a-f]{12}_[\w-]{43}$/);
      const list = await http.get('/api/v1/api-keys').expect(200);
      expect(JSON.stringify(list.body)).not.toContain(made.body.key);

      const shop = api.withKey(made.body.key);
      await shop.get('/api/v1/workspace').expect(200);
      const refused = await shop.patch('/api/v1/workspace').send({ name: 'X' }).expect(403);
      expect(refused.body.detail).toContain('workspace:admin');
      await shop.get('/api/v1/sessions').expect(403);

      await http.delete(`/api/v1/api-keys/${made.body.id}`).expect(204);
      const dead = await shop.get('/api/v1/workspace').expect(401);
      expect(dead.body.code).toBe('api-key.invalid');
      expect(dead.headers['www-authenticate']).toContain('Bearer');
    });

    it('cannot make users who may do more than the key itself', async () => {
      const home = await api.aWorkspace();
      const key = api.withKey(await api.anApiKey(home.workspace.id, ['workspace:admin', 'workspace:read']));
      const person = { email: 'helper@example.com', name: 'Helper', password: 'good pass phrase' };
      const refused = await key
        .post('/api/v1/users')
        .send({ ...person, role: 'admin' })
        .expect(403);
      expect(refused.body.code).toBe('user.role-not-held');
      const viewer = await api.aUser(home.workspace.id, { role: 'viewer' });
      await key.patch(`/api/v1/users/${viewer.id}`).send({ role: 'marketer' }).expect(403);
      await home.http
        .post('/api/v1/users')
        .send({ ...person, role: 'admin' })
        .expect(201);
    });

    it('expire at a moment that everybody understands alike', async () => {
      const { http } = await api.aWorkspace();
      const make = (expiresAt: string) =>
        http.post('/api/v1/api-keys').send({ name: 'Shop', scopes: ['workspace:read'], expiresAt });
      for (const unclear of ['2099-12-31T23:59:59', '2099-12-31', '2099-02-30T00:00:00Z', 4102444800000]) {
        const { body } = await make(unclear as string).expect(400);
        expect(JSON.stringify(body.errors)).toContain('expiresAt must be a time with its offset');
      }
      const made = await make('2099-12-31T23:59:59+01:00').expect(201);
      expect(made.body.expiresAt).toBe('2099-12-31T22:59:59.000Z');
    });

    it('cannot be given more than their maker may do, nor by a session with a bad bearer', async () => {
      const { workspace } = await api.aWorkspace();
      const key = await api.anApiKey(workspace.id, ['workspace:admin']);
      const refused = await api
        .withKey(key)
        .post('/api/v1/api-keys')
        .send({ name: 'X', scopes: ['contacts:read'] });
      expect([refused.status, refused.body.code]).toEqual([403, 'api-key.scopes-not-held']);
      const { http } = await api.signedIn(workspace.id);
      await http.get('/api/v1/me').set('Authorization', 'Bearer tdg_nonsense').expect(401);
    });
  });
});
