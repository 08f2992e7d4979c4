import { AuditRepository, AuditService, systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createLogger } from '@platform/logging';
import { VettedHosts } from '@platform/network';
import { SecretBox } from '@platform/tokens';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { ConnectionShares } from './connection-shares.service';
import { MailServers } from './mail-servers.service';
import { ServerConnections } from './server-connections.service';
import type { SmtpServer, SmtpServerInput } from './smtp-server';
import { SmtpServersRepository } from './smtp-servers.repository';
import { SmtpServersService } from './smtp-servers.service';
import { WorkerProcessesRepository } from './worker-processes.repository';
import { aWorkspace } from '../../testing/factories/workspace';
import { polite, startScriptedServer } from '../../testing/smtp/scripted-server';
import {
  startSmtpServer,
  type TestSmtpServer,
  type TestSmtpServerOptions,
} from '../../testing/smtp/smtp-server';

const message = { raw: Buffer.from('Subject: hello\r\n\r\nHello\r\n'), size: 25 };
const envelope = (to: string) => ({ from: 'news@shop.example', to });

describe('mail servers', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let workspaceId: string;
  let stop: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({
      url: testDatabase.url,
      poolSize: 4,
      applicationName: 'test',
      onAfterCommitError: (error) => {
        throw error;
      },
    });
  });
  afterAll(async () => {
    await database.dataSource.destroy();
    await testDatabase.drop();
  });
  beforeEach(async () => {
    workspaceId = (await aWorkspace(database)).id;
  });
  afterEach(async () => {
    for (const end of stop.reverse()) await end();
    stop = [];
  });

  const smtp = async (options?: TestSmtpServerOptions): Promise<TestSmtpServer> => {
    const server = await startSmtpServer(options);
    stop.push(server.stop);
    return server;
  };

  /** A process with its pools, wired by hand; `starts` makes it one that sends. */
  const aProcess = (env: Record<string, string> = {}) => {
    const settings = testSettings(env);
    const repository = new SmtpServersRepository(database);
    const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
    const shares = new ConnectionShares(database, new WorkerProcessesRepository(database), logger);
    const hosts = new VettedHosts({ allowPrivate: true });
    const connections = new ServerConnections(
      settings,
      hosts,
      new SecretBox(settings.secret, 'smtp-password'),
    );
    const servers = new MailServers(repository, connections, shares, settings);
    const audit = new AuditService(new AuditRepository(database));
    const service = new SmtpServersService(database, repository, connections, servers, audit);
    stop.push(() => servers.beforeApplicationShutdown());
    return { shares, servers, service };
  };
  type Process = ReturnType<typeof aProcess>;

  const add = (to: Process, input: SmtpServerInput & { name: string }): Promise<SmtpServer> =>
    to.service.create(systemActor(workspaceId), { host: '127.0.0.1', tls: 'none', port: 1, ...input });

  const firstOf = async (process: Process, domain: string): Promise<string | undefined> =>
    (await process.servers.candidates(workspaceId, domain))[0]?.id;

  it('are those routed to the sender, else those for everybody, else the default one', async () => {
    const process = aProcess();
    expect(await firstOf(process, 'shop.example')).toBe('default');
    const general = await add(process, { name: 'general' });
    const routed = await add(process, { name: 'routed', senderDomains: ['Shop.Example'] });
    const other = await add(process, { name: 'other', senderDomains: ['blog.example'], port: 2 });
    const ids = async (domain: string) =>
      (await process.servers.candidates(workspaceId, domain)).map(({ id }) => id);
    expect(await ids('shop.example')).toEqual([routed.id]);
    expect(await ids('SHOP.example')).toEqual([routed.id]);
    expect(await ids('news.shop.example')).toEqual([general.id]);
    await process.service.update(systemActor(workspaceId), general.id, { isEnabled: false });
    expect(await ids('news.shop.example')).toEqual(['default']);
    expect(await ids('blog.example')).toEqual([other.id]);
    await process.service.delete(systemActor(workspaceId), other.id);
    expect(await ids('blog.example')).toEqual(['default']);
    const elsewhere = await aWorkspace(database);
    expect((await process.servers.candidates(elsewhere.id, 'shop.example'))[0]?.id).toBe('default');
  });

  it('get their part of the mail by weight', async () => {
    const process = aProcess();
    const heavy = await add(process, { name: 'heavy', weight: 30 });
    await add(process, { name: 'light', weight: 10 });
    let first = 0;
    for (let draw = 0; draw < 2000; draw += 1)
      if ((await firstOf(process, 'x.example')) === heavy.id) first += 1;
    // 1 500 expected; six standard deviations of 19 to either side.
    expect(Math.abs(first - 1500)).toBeLessThan(120);
  });

  it('take mail with the password that was stored, until they are switched off or changed', async () => {
    const [old, next] = [
      await smtp({
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        authOptional: false,
        onAuth: ({ username, password }, _session, done) =>
          username === 'me' && password === 'geheim!' ? done(null, { user: 'me' }) : done(new Error('no')),
      }),
      await smtp(),
    ];
    const process = aProcess();
    const signIn = { userName: 'me', password: 'geheim!' };
    const made = await add(process, { name: 'mine', port: old.port, ...signIn });
    const [server] = await process.servers.candidates(workspaceId, 'shop.example');
    const send = (to: string) =>
      process.servers.send(server!, envelope(to), message, { priority: 'campaign' });
    expect(await send('a@x.example')).toMatchObject({ outcome: 'accepted' });
    const stored = await database.queryOne<{ box: string }>(
      'SELECT password_box AS box FROM smtp_servers WHERE id = $1',
      [made.id],
    );
    expect(stored?.box).toEqual(expect.not.stringContaining('geheim'));

    await process.service.update(systemActor(workspaceId), made.id, {
      port: next.port,
      userName: null,
      password: null,
    });
    expect(await send('b@x.example')).toMatchObject({ outcome: 'accepted' });
    expect([old.received.map(({ to }) => to), next.received.map(({ to }) => to)]).toEqual([
      ['a@x.example'],
      ['b@x.example'],
    ]);
    await process.service.update(systemActor(workspaceId), made.id, { isEnabled: false });
    expect(await send('c@x.example')).toMatchObject({ outcome: 'not-sent', notNow: true });
    expect(next.received).toHaveLength(1);
  });

  it('say what to do when the password cannot be read any more', async () => {
    const process = aProcess();
    await add(process, { name: 'mine', userName: 'me', password: 'geheim!' });
    const changed = aProcess({ APP_SECRET: 'another secret that only this test uses' });
    const [server] = await changed.servers.candidates(workspaceId, 'shop.example');
    const result = await changed.servers.send(server!, envelope('a@x.example'), message, {
      priority: 'campaign',
    });
    const reason = expect.stringContaining('APP_SECRET');
    expect(result).toMatchObject({ outcome: 'not-sent', reason, noSession: 'sign-in' });
    expect(result).not.toHaveProperty('notNow');
  });

  it.each<[string, string, string, number]>([
    ['421', 'RCPT', '421 4.7.0 slow down', 2],
    ['a sender put off', 'MAIL', '451 4.3.0 lookup failed', 2],
    ['a sender refused', 'MAIL', '550 5.7.1 not yours', 2],
    ['no session', 'connect', '421 too busy', 2],
    ['a mailbox put off', 'RCPT', '450 4.2.2 mailbox full', 1],
    ['a message put off', '.', '451 4.7.1 later', 1],
    ['a mailbox refused', 'RCPT', '550 5.1.1 who?', 1],
  ])('take over a single mail from each other after %s, or not', async (_name, at, answer, asked) => {
    const process = aProcess();
    const servers = await Promise.all(
      [1, 2].map(() => startScriptedServer((line) => (line.startsWith(at) ? answer : polite(line)))),
    );
    stop.push(...servers.map((server) => server.stop));
    for (const [index, { port }] of servers.entries()) await add(process, { name: `server ${index}`, port });
    const result = await process.servers.sendSingle(
      workspaceId,
      envelope('a@x.example'),
      message,
      'transactional',
    );
    expect(JSON.stringify(result)).toContain(answer);
    expect(servers.filter(({ connections }) => connections() > 0)).toHaveLength(asked);
  });

  it('never get more connections than they allow, however many processes send, come and go', async () => {
    const server = await smtp({ onMessage: () => new Promise((done) => setTimeout(done, 5)) });
    const [a, b, c] = [aProcess(), aProcess(), aProcess()];
    await add(a, { name: 'mine', port: server.port, connections: 3 });
    const sent = new Map<Process, number>();
    const isOver = new AbortController();
    const keepSending = async (process: Process): Promise<void> => {
      while (!isOver.signal.aborted) {
        const [candidate] = await process.servers.candidates(workspaceId, 'shop.example');
        const result =
          candidate &&
          (await process.servers.send(candidate, envelope('a@x.example'), message, { priority: 'campaign' }));
        if (result?.outcome === 'accepted') sent.set(process, (sent.get(process) ?? 0) + 1);
        else await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const senders: Promise<void>[] = [];
    const join = async (process: Process): Promise<void> => {
      await process.shares.start({ version: '1' });
      senders.push(...Array.from({ length: 5 }, () => keepSending(process)));
    };
    /** Until these processes have these shares, and each of them has sent with it. */
    const untilShared = async (...wanted: [Process, number][]): Promise<void> => {
      const isSo = () => wanted.every(([process, share]) => process.shares.of(3) === share);
      for (let tries = 0; !isSo() && tries < 1000; tries += 1)
        await new Promise((done) => setTimeout(done, 25));
      sent.clear();
      const all = () => wanted.every(([process]) => (sent.get(process) ?? 0) > 3);
      for (let tries = 0; !all() && tries < 400; tries += 1)
        await new Promise((done) => setTimeout(done, 25));
      expect([wanted.map(([process]) => process.shares.of(3)), all()]).toEqual([
        wanted.map(([, share]) => share),
        true,
      ]);
    };
    try {
      await join(a);
      await untilShared([a, 3]);
      await join(b);
      expect([b.shares.of(3), await b.servers.candidates(workspaceId, 'shop.example')]).toEqual([0, []]);
      await untilShared([a, 2], [b, 1]);
      await join(c);
      await untilShared([a, 1], [b, 1], [c, 1]);
      await a.servers.beforeApplicationShutdown();
      await untilShared([b, 2], [c, 1]);
      expect(await a.servers.candidates(workspaceId, 'shop.example')).toEqual([]);
    } finally {
      isOver.abort();
      await Promise.all(senders);
    }
    expect(server.mostAtOnce()).toBe(3);
  });
});
