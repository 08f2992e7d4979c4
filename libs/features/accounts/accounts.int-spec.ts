import { Test } from '@nestjs/testing';
import { Module } from '@nestjs/common';
import { Database, DatabaseModule } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aUser, TEST_PASSWORD } from '../../testing/factories/user';
import { aWorkspace } from '../../testing/factories/workspace';
import { AccountsModule } from './accounts.module';
import { ApiKeysService } from './api-keys.service';
import { AccountsHousekeepingService } from './accounts-housekeeping.service';
import { LoginService } from './login.service';
import { MembersService } from './members.service';
import { PasswordResetService } from './password-reset.service';
import { SessionsService } from './sessions.service';
import { SetupService } from './setup.service';
import { systemActor } from './actor';

describe('accounts', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let close: () => Promise<void>;
  let login: LoginService;
  let sessions: SessionsService;
  let apiKeys: ApiKeysService;
  let setup: SetupService;
  let members: MembersService;
  let housekeeping: AccountsHousekeepingService;
  let passwordReset: PasswordResetService;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    const options = { url: testDatabase.url, poolSize: 5, applicationName: 'test' };
    @Module({
      imports: [
        DatabaseModule.forRoot({
          ...options,
          onAfterCommitError: (error) => {
            throw error;
          },
        }),
        AccountsModule,
      ],
    })
    class TestModule {}
    const module = await Test.createTestingModule({ imports: [TestModule] }).compile();
    database = module.get(Database);
    login = module.get(LoginService, { strict: false });
    sessions = module.get(SessionsService, { strict: false });
    apiKeys = module.get(ApiKeysService, { strict: false });
    setup = module.get(SetupService, { strict: false });
    members = module.get(MembersService, { strict: false });
    passwordReset = module.get(PasswordResetService, { strict: false });
    housekeeping = module.get(AccountsHousekeepingService, { strict: false });
    close = () => module.close();
  });

  afterAll(async () => {
    await close();
    await testDatabase.drop();
  });

  const attempt = (email: string, password: string, ip = '198.51.100.1') =>
    login.signIn({ email, password, ip, userAgent: 'test' });

  it('sets up one owner when many try at once', async () => {
    const tries = Array.from({ length: 6 }, (_, n) =>
      setup.run(
        {
          workspace: { name: `Workspace ${n}` },
          owner: { name: 'Owner', email: `owner${n}@example.com`, password: TEST_PASSWORD },
        },
        null,
      ),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(new Set(refused.map(({ reason }) => reason.code))).toEqual(new Set(['setup.done']));
    const [counts] = await database.query(
      'SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM workspaces) AS workspaces',
    );
    expect(counts).toEqual({ users: 1, workspaces: 1 });
  });

  describe('login', () => {
    it('counts parallel attempts, so that guessing at once gains nothing', async () => {
      const workspace = await aWorkspace(database);
      const user = await aUser(database, workspace.id);
      const results = await Promise.allSettled(
        Array.from({ length: 14 }, () => attempt(user.email, 'wrong')),
      );
      const codes = results.map((result) =>
        result.status === 'rejected' ? result.reason.code : 'signed in',
      );
      expect(codes.filter((code) => code === 'login.failed')).toHaveLength(10);
      expect(codes.filter((code) => code === 'login.throttled')).toHaveLength(4);
    });

    it('opens again when the window has ended', async () => {
      const workspace = await aWorkspace(database);
      const user = await aUser(database, workspace.id);
      for (let n = 0; n < 10; n += 1)
        await attempt(user.email, 'wrong', '198.51.100.2').catch(() => undefined);
      await expect(attempt(user.email, TEST_PASSWORD, '198.51.100.2')).rejects.toMatchObject({
        code: 'login.throttled',
        retryAfterSeconds: expect.any(Number),
      });
      await database.execute(`UPDATE throttles SET window_ends_at = now() - interval '1 second'`);
      await expect(attempt(user.email, TEST_PASSWORD, '198.51.100.2')).resolves.toMatchObject({
        userId: user.id,
      });
    });

    it('throttles a network over all accounts, and a success does not give it new guesses', async () => {
      const ip = '2001:db8:7::1';
      const workspace = await aWorkspace(database);
      const user = await aUser(database, workspace.id);
      for (let n = 0; n < 50; n += 1) {
        await attempt(`nobody${n}@example.com`, 'wrong', `2001:db8:7::${n}`).catch(() => undefined);
        if (n % 20 === 0) await attempt(user.email, TEST_PASSWORD, ip);
      }
      await expect(attempt(user.email, TEST_PASSWORD, ip)).rejects.toMatchObject({ code: 'login.throttled' });
      await expect(attempt(user.email, TEST_PASSWORD, '2001:db8:8::1')).resolves.toBeDefined();
    });

    it('keeps no address in the throttle table', async () => {
      await attempt('private@example.com', 'wrong').catch(() => undefined);
      const rows = await database.query<{ key: string }>('SELECT key FROM throttles');
      expect(rows.filter(({ key }) => /example|198\.51|2001/.test(key))).toEqual([]);
    });
  });

  describe('a forgotten password', () => {
    it('is replaced: the old one and all sessions are worth nothing, and every workspace can read of it', async () => {
      const [one, two] = [await aWorkspace(database), await aWorkspace(database)];
      const user = await aUser(database, one.id);
      await members.add(systemActor(two.id), { email: user.email, role: 'viewer' });
      const { token } = await attempt(user.email, TEST_PASSWORD, '198.51.100.77');
      const replaced = 'a wholly other pass phrase';
      expect(await passwordReset.reset(user.email, replaced, 'command line')).toBe(1);
      await expect(sessions.authenticate(token, null)).rejects.toMatchObject({ code: 'session.ended' });
      await expect(attempt(user.email, TEST_PASSWORD, '198.51.100.77')).rejects.toMatchObject({
        code: 'login.failed',
      });
      await attempt(user.email, replaced, '198.51.100.77');
      const entries = await database.query<{ workspace: string; actor: string }>(
        `SELECT workspace_id AS workspace, actor_name AS actor FROM audit_entries
         WHERE action = 'user.password-reset' AND target_id = $1 ORDER BY id`,
        [user.id],
      );
      expect(entries.map(({ workspace }) => workspace).sort()).toEqual([one.id, two.id].sort());
      expect(entries[0]?.actor).toBe('command line');
    });

    it('follows the rules of passwords, and needs a user', async () => {
      const user = await aUser(database, (await aWorkspace(database)).id);
      const reset = (email: string, password: string) => passwordReset.reset(email, password, 'test');
      await expect(reset(user.email, 'short')).rejects.toMatchObject({ code: 'user.password-weak' });
      await expect(reset('nobody@example.com', 'a wholly other pass phrase')).rejects.toMatchObject({
        code: 'user.not-found',
      });
      await attempt(user.email, TEST_PASSWORD, '198.51.100.78');
    });
  });

  describe('sessions', () => {
    async function signedIn() {
      const workspace = await aWorkspace(database);
      const user = await aUser(database, workspace.id, { role: 'marketer' });
      return { workspace, user, token: (await attempt(user.email, TEST_PASSWORD, '203.0.113.9')).token };
    }

    it('store only a hash, and say who works where with which scopes', async () => {
      const { workspace, user, token } = await signedIn();
      const stored = await database.query<{ text: string }>(`SELECT s::text AS text FROM sessions s`);
      expect(stored.some(({ text }) => text.includes(token))).toBe(false);
      const { actor } = await sessions.authenticate(token, '203.0.113.9');
      expect(actor).toMatchObject({
        kind: 'user',
        id: user.id,
        workspaceId: workspace.id,
        ip: '203.0.113.9',
      });
      expect(actor.scopes).not.toContain('workspace:admin');
    });

    it.each([
      ['after 14 days without a request', `last_seen_at = now() - interval '14 days 1 second'`],
      ['after 60 days in any case', `expires_at = now()`],
    ])('end %s', async (_when, change) => {
      const { user, token } = await signedIn();
      await database.execute(`UPDATE sessions SET ${change} WHERE user_id = $1`, [user.id]);
      await expect(sessions.authenticate(token, null)).rejects.toMatchObject({ code: 'session.ended' });
      expect(await sessions.listOfUser(user.id)).toEqual([]);
      expect((await housekeeping.forgetEnded()).sessions).toBe(1);
    });

    it('note their use at most once a minute', async () => {
      const { user, token } = await signedIn();
      const seen = async () => (await sessions.listOfUser(user.id))[0]!.lastSeenAt.getTime();
      const atLogin = await seen();
      await sessions.authenticate(token, null);
      expect(await seen()).toBe(atLogin);
      await database.execute(
        `UPDATE sessions SET last_seen_at = now() - interval '2 minutes' WHERE user_id = $1`,
        [user.id],
      );
      await sessions.authenticate(token, null);
      expect(await seen()).toBeGreaterThanOrEqual(atLogin);
    });

    it('end with the membership, and a role counts from the next request on', async () => {
      const { workspace, user, token } = await signedIn();
      await members.changeRole(systemActor(workspace.id), user.id, 'viewer');
      expect((await sessions.authenticate(token, null)).actor.scopes).not.toContain('contacts:write');
      await members.remove(systemActor(workspace.id), user.id);
      await expect(sessions.authenticate(token, null)).rejects.toMatchObject({ code: 'session.ended' });
      await expect(attempt(user.email, TEST_PASSWORD, '203.0.113.9')).rejects.toMatchObject({
        code: 'login.no-workspace',
      });
    });
  });

  it('keeps one owner when two owners remove each other at once', async () => {
    const workspace = await aWorkspace(database);
    const [a, b] = [await aUser(database, workspace.id), await aUser(database, workspace.id)];
    const system = systemActor(workspace.id);
    const results = await Promise.allSettled([members.remove(system, a.id), members.remove(system, b.id)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  describe('API keys', () => {
    it('store only a hash, expire, and belong to one workspace', async () => {
      const [home, other] = [await aWorkspace(database), await aWorkspace(database)];
      const { apiKey, secret } = await apiKeys.create(systemActor(home.id), {
        name: 'Shop',
        scopes: ['events:write'],
      });
      const [stored] = await database.query<{ text: string }>(
        'SELECT k::text AS text FROM api_keys k WHERE id = $1',
        [apiKey.id],
      );
      expect(stored?.text).not.toContain(secret.split('_').slice(2).join('_'));
      expect(await apiKeys.authenticate(secret, null)).toMatchObject({
        kind: 'api-key',
        workspaceId: home.id,
        scopes: ['events:write'],
      });
      await expect(apiKeys.revoke(systemActor(other.id), apiKey.id)).rejects.toMatchObject({
        kind: 'not-found',
      });
      await database.execute('UPDATE api_keys SET expires_at = now() WHERE id = $1', [apiKey.id]);
      await expect(apiKeys.authenticate(secret, null)).rejects.toMatchObject({ code: 'api-key.invalid' });
    });

    it('note their use at most once a minute', async () => {
      const workspace = await aWorkspace(database);
      const { apiKey, secret } = await apiKeys.create(systemActor(workspace.id), { name: 'Shop' });
      const lastUse = async () =>
        (await apiKeys.list(workspace.id, { limit: 10 })).items[0]?.lastUsedAt ?? null;
      expect(await lastUse()).toBeNull();
      await apiKeys.authenticate(secret, null);
      const first = await lastUse();
      await apiKeys.authenticate(secret, null);
      expect(await lastUse()).toEqual(first);
      await database.execute(
        `UPDATE api_keys SET last_used_at = now() - interval '2 minutes' WHERE id = $1`,
        [apiKey.id],
      );
      await apiKeys.authenticate(secret, null);
      expect((await lastUse())!.getTime()).toBeGreaterThanOrEqual(first!.getTime());
    });

    it('refuse an expiry in the past', async () => {
      const workspace = await aWorkspace(database);
      const past = apiKeys.create(systemActor(workspace.id), { name: 'Shop', expiresAt: new Date(0) });
      await expect(past).rejects.toMatchObject({ code: 'api-key.expiry-past' });
    });
  });

  it('never changes what the audit trail says', async () => {
    const rewrite = database.execute(`UPDATE audit_entries SET actor_name = 'nobody'`);
    await expect(rewrite).rejects.toThrow(/append-only/);
  });
});
