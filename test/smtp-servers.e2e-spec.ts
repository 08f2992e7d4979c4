import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { draftCampaign, readyToSend } from './support/product';
import { polite, startScriptedServer } from '../libs/testing/smtp/scripted-server';
import { SELF_SIGNED } from '../libs/testing/smtp/certificates';
import {
  startSmtpServer,
  type TestSmtpServer,
  type TestSmtpServerOptions,
} from '../libs/testing/smtp/smtp-server';

const PASSWORD = 'geheim-und-lang';

/** A server that asks for a user name and this password, encrypted or not. */
const withSignIn: TestSmtpServerOptions = {
  ...SELF_SIGNED,
  disabledCommands: [],
  authOptional: false,
  onAuth: ({ username, password }, _session, done) =>
    username === 'relay' && password === PASSWORD
      ? done(null, { user: username })
      : done(Object.assign(new Error(`5.7.8 Not with ${password}`), { responseCode: 535 })),
  onMailFrom: ({ address }, _session, done) =>
    address.endsWith('@shop.example')
      ? done()
      : done(Object.assign(new Error('5.7.1 Sender not verified'), { responseCode: 550 })),
};

describe('mail servers of a workspace', () => {
  let api: TestApi;
  let home: TestWorkspace;
  let installation: TestSmtpServer;
  let stop: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    installation = await startSmtpServer();
    api = await startApi({ SMTP_PRIVATE_HOSTS: 'yes', SMTP_URL: installation.url });
  });
  beforeEach(async () => {
    home = await api.aWorkspace();
  });
  afterEach(async () => {
    for (const end of stop) await end();
    stop = [];
  });
  afterAll(async () => {
    await installation.stop();
    await api.close();
  });

  const smtp = async (options?: TestSmtpServerOptions) => {
    const server = await startSmtpServer(options);
    stop.push(server.stop);
    return server;
  };
  const relay = { name: 'Relay', host: 'smtp.example.com', userName: 'relay', password: PASSWORD };
  const create = async (input: object) =>
    (await home.http.post('/api/v1/smtp-servers').send(input).expect(201)).body;

  it('stand beside the server of the installation, which takes the mail as long as none is for every sender', async () => {
    const used = async () => (await home.http.get('/api/v1/smtp-servers').expect(200)).body.installation;
    expect(await used()).toEqual({
      server: installation.url.replace('smtp://', ''),
      connections: expect.any(Number),
      isUsed: true,
    });
    await create({ ...relay, name: 'Blog', senderDomains: ['blog.example'] });
    expect(await used()).toMatchObject({ isUsed: true });
    await create(relay);
    expect(await used()).toMatchObject({ isUsed: false });
  });

  it('are made with a password that nobody ever sees again', async () => {
    const made = await create({ ...relay, senderDomains: ['Müller.example', 'shop.example'] });
    expect(made).toMatchObject({
      host: 'smtp.example.com',
      port: 587,
      tls: 'starttls-required',
      verifyCertificate: true,
      userName: 'relay',
      signsIn: true,
      connections: 5,
      perSecond: null,
      weight: 1,
      senderDomains: ['xn--mller-kva.example', 'shop.example'],
      limitsProviders: true,
      isEnabled: true,
    });
    const url = `/api/v1/smtp-servers/${made.id}`;
    const changes = {
      weight: 7,
      perHour: 500,
      perDay: null,
      ehloName: 'mail.shop.example',
      password: 'another-secret',
    };
    const changed = await home.http.patch(url).send(changes).expect(200);
    expect(changed.body).toMatchObject({
      weight: 7,
      perHour: 500,
      ehloName: 'mail.shop.example',
      userName: 'relay',
    });
    const seen = [
      await home.http.get(url).expect(200),
      await home.http.get('/api/v1/smtp-servers').expect(200),
      await home.http.get('/api/v1/audit-entries').expect(200),
    ].map(({ text }) => text);
    const stored = await api.db.query('SELECT * FROM smtp_servers');
    const audited = await api.db.query('SELECT * FROM audit_entries');
    for (const text of [
      JSON.stringify(made),
      changed.text,
      ...seen,
      JSON.stringify(stored),
      JSON.stringify(audited),
    ]) {
      expect(text).not.toMatch(/geheim-und-lang|another-secret/);
    }
    expect(seen[2]).toContain('smtp-server.updated');
    await home.http.delete(url).expect(204);
    await home.http.get(url).expect(404);
  });

  it('are told to viewers without the user name, and changed and tested by administrators only', async () => {
    const made = await create(relay);
    const url = `/api/v1/smtp-servers/${made.id}`;
    const viewer = api.withKey(await api.anApiKey(home.workspace.id, ['workspace:read']));
    const [one, list] = [
      await viewer.get(url).expect(200),
      await viewer.get('/api/v1/smtp-servers').expect(200),
    ];
    expect(one.body).toMatchObject({ name: 'Relay', userName: null, signsIn: true });
    expect(list.body.items[0].userName).toBeNull();
    const marketer = (await api.signedIn(home.workspace.id, 'marketer')).http;
    for (const http of [viewer, marketer]) {
      await http.post('/api/v1/smtp-servers').send({ name: 'Mine', host: 'smtp.example.com' }).expect(403);
      await http.patch(url).send({ weight: 2 }).expect(403);
      await http.delete(url).expect(403);
      await http.post(`${url}/test`).send({}).expect(403);
      await http.post('/api/v1/smtp-servers/test').send({ host: 'smtp.example.com' }).expect(403);
    }
  });

  it('are not found by another workspace', async () => {
    const url = `/api/v1/smtp-servers/${(await create(relay)).id}`;
    const { http } = await api.aWorkspace();
    await http.get(url).expect(404);
    await http.patch(url).send({ weight: 2 }).expect(404);
    await http.post(`${url}/test`).send({}).expect(404);
    await http.delete(url).expect(404);
    expect((await http.get('/api/v1/smtp-servers').expect(200)).body.items).toEqual([]);
    await home.http.get(url).expect(200);
  });

  it.each([
    [{ host: 'http://smtp.example.com' }, '/host'],
    [{ host: 'smtp.example.com:587' }, '/host'],
    [{ host: '0x7f.1' }, '/host'],
    [{ host: '2130706433' }, '/host'],
    [{ port: 0 }, '/port'],
    [{ port: null }, '/port'],
    [{ tls: 'ssl' }, '/tls'],
    [{ name: ' ' }, '/name'],
    [{ weight: 101 }, '/weight'],
    [{ connections: 0 }, '/connections'],
    [{ perMinute: 0 }, '/perMinute'],
    [{ ehloName: 'two words' }, '/ehloName'],
    [{ senderDomains: ['shop.example', 'not a domain'] }, '/senderDomains/1'],
    [{ userName: null }, '/userName'],
    [{ password: null }, '/password'],
    [{ password: 'two\r\nlines' }, '/password'],
    [{ passwort: 'x' }, '/passwort'],
  ])('refuse %j and point to it', async (wrong, pointer) => {
    const answer = await home.http
      .post('/api/v1/smtp-servers')
      .send({ ...relay, ...wrong })
      .expect(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(answer.text).not.toContain(PASSWORD);
  });

  it('have different names', async () => {
    await create(relay);
    const again = await home.http
      .post('/api/v1/smtp-servers')
      .send({ ...relay, name: 'RELAY' })
      .expect(409);
    expect(again.body.code).toBe('smtp-server.name-taken');
  });

  it('want the password again before it goes anywhere else', async () => {
    const url = `/api/v1/smtp-servers/${(await create(relay)).id}`;
    for (const change of [
      { host: 'smtp.evil.example' },
      { port: 2525 },
      { verifyCertificate: false },
      { tls: 'none' },
    ]) {
      const refused = await home.http.patch(url).send(change).expect(400);
      expect(refused.body.errors).toMatchObject([
        { pointer: '/password', code: 'smtp-server.password-needed' },
      ]);
      await home.http
        .patch(url)
        .send({ ...change, password: PASSWORD })
        .expect(200);
    }
    await home.http.patch(url).send({ host: 'open.example.com', userName: null }).expect(200);
    await home.http.patch(url).send({ host: 'other.example.com' }).expect(200);
  });

  it('are tested stage by stage, with the stored password or with settings that nobody stores', async () => {
    const server = await smtp(withSignIn);
    const settings = {
      host: '127.0.0.1',
      port: server.port,
      tls: 'starttls-required',
      verifyCertificate: false,
    };
    const made = await create({ ...relay, ...settings });
    const test = (body?: object) =>
      home.http.post(`/api/v1/smtp-servers/${made.id}/test`).send(body).expect(200);
    const good = (await test({ mail: { from: 'news@shop.example', to: 'grace@x.example' } })).body;
    expect(good).toMatchObject({
      ok: true,
      server: `127.0.0.1:${server.port}`,
      problem: null,
      encryption: { protocol: 'TLSv1.3', certificateSubject: 'localhost', isTrusted: false },
      extensions: { pipelining: true, eightBitMime: true, smtpUtf8: true, starttls: true },
      warnings: [expect.stringContaining('certificate')],
      mailReply: expect.stringContaining('250'),
    });
    expect(good.steps).toEqual(
      ['resolve', 'connect', 'greeting', 'tls', 'auth', 'sender', 'recipient', 'message'].map((stage) => ({
        stage,
        status: 'passed',
      })),
    );
    expect(server.received.map(({ from, to }) => [from, to])).toEqual([
      ['news@shop.example', 'grace@x.example'],
    ]);
    expect((await test()).body.ok).toBe(true);

    const tried = async (changes: object) =>
      (
        await home.http
          .post('/api/v1/smtp-servers/test')
          .send({ ...settings, userName: 'relay', password: PASSWORD, ...changes })
          .expect(200)
      ).body;
    expect(await tried({})).toMatchObject({ ok: true });
    const wrong = await tried({ password: 'verraten1' });
    expect(wrong.problem).toMatchObject({
      stage: 'auth',
      code: 'sign-in-refused',
      message: expect.stringContaining('did not accept the user name and password'),
      remedy: expect.stringContaining('password'),
    });
    expect(JSON.stringify(wrong)).not.toContain('verraten1');
    expect((await tried({ verifyCertificate: true })).problem.code).toBe('certificate-self-signed');
    expect((await tried({ tls: 'tls' })).problem.code).toBe('tls-not-from-the-start');
    expect((await tried({ port: 1 })).problem).toMatchObject({ stage: 'connect', code: 'refused' });
    const refused = await tried({ mail: { from: 'me@other.example', to: 'a@x.example' } });
    expect(refused.problem).toMatchObject({ stage: 'sender', code: 'sender-refused' });
    const open = await startScriptedServer((line) =>
      line === 'STARTTLS' ? '502 5.5.1 what?' : polite(line),
    );
    stop.push(open.stop);
    expect((await tried({ port: open.port })).problem).toMatchObject({ stage: 'tls', code: 'tls-missing' });
    expect(
      (await tried({ port: open.port, tls: 'starttls-if-offered', host: '127.0.0.1' })).problem,
    ).toMatchObject({
      stage: 'auth',
    });
    expect(server.received).toHaveLength(1);
    const list = await home.http.get('/api/v1/smtp-servers').expect(200);
    expect(list.body.items).toHaveLength(1);
  });

  it('send a test mail from the default sender when none is named', async () => {
    const server = await smtp();
    const settings = { host: '127.0.0.1', port: server.port, tls: 'none', mail: { to: 'grace@x.example' } };
    const without = await home.http.post('/api/v1/smtp-servers/test').send(settings).expect(400);
    expect(without.body.errors).toMatchObject([{ pointer: '/from' }]);
    await home.http
      .post('/api/v1/senders')
      .send({ fromName: 'Ana', fromEmail: 'ana@shop.example' })
      .expect(201);
    await home.http.post('/api/v1/smtp-servers/test').send(settings).expect(200);
    expect(server.received).toMatchObject([{ from: 'ana@shop.example', to: 'grace@x.example' }]);
    expect(server.received[0]?.data).toContain(`through 127.0.0.1:${server.port}`);
  });

  it('are tested thirty times in ten minutes', async () => {
    const test = () => home.http.post('/api/v1/smtp-servers/test').send({ host: '127.0.0.1', port: 1 });
    for (let tries = 0; tries < 30; tries += 1) await test().expect(200);
    const refused = await test().expect(429);
    expect(refused.body.code).toBe('smtp-server.test-throttled');
  });

  it('carry the mail of the senders routed to them, else of everybody, by weight; disabled ones carry none', async () => {
    const setting = await readyToSend(home);
    const campaign = await draftCampaign(home, setting);
    const contact = await home.http.post('/api/v1/contacts').send({ email: 'grace@x.example' }).expect(201);
    const sent = async (count: number): Promise<number[]> => {
      const before = servers.map(({ received }) => received.length);
      for (let left = count; left > 0; left -= 10) {
        const to = Array.from({ length: Math.min(left, 10) }, (_, n) => `colleague${n}@x.example`);
        const answer = await home.http
          .post(`/api/v1/campaigns/${campaign}/test`)
          .send({ to, contactId: contact.body.id })
          .expect(200);
        expect(answer.text).not.toMatch(/"outcome":"(?!accepted)/);
      }
      return servers.map(({ received }, index) => received.length - before[index]!);
    };
    const servers = [installation, await smtp(), await smtp(), await smtp()];
    expect(await sent(1)).toEqual([1, 0, 0, 0]);
    const [, routed, heavy, light] = servers.map(({ port }) => ({ host: '127.0.0.1', port, tls: 'none' }));
    const { id } = await create({ ...routed, name: 'Routed', senderDomains: ['mare-alta.example'] });
    await create({ ...heavy, name: 'Heavy', weight: 3 });
    await create({ ...light, name: 'Light', weight: 1 });
    expect(await sent(3)).toEqual([0, 3, 0, 0]);
    await home.http.patch(`/api/v1/smtp-servers/${id}`).send({ isEnabled: false }).expect(200);
    const [byInstallation, byRouted, byHeavy, byLight] = await sent(60);
    expect([byInstallation, byRouted, byHeavy! + byLight!]).toEqual([0, 0, 60]);
    // 15 of 60 expected for the light one; less than one run in a million is outside.
    expect(byLight).toBeGreaterThan(0);
    expect(byLight).toBeLessThan(33);
    await home.http.patch(`/api/v1/smtp-servers/${id}`).send({ isEnabled: true }).expect(200);
    await servers[1]!.stop();
    const answer = await home.http
      .post(`/api/v1/campaigns/${campaign}/test`)
      .send({ to: ['colleague@x.example'], contactId: contact.body.id })
      .expect(200);
    // Its domain has a server of its own: no other one is tried.
    expect(answer.text).toContain('"outcome":"not-sent"');
  });
});

describe('mail servers in private networks', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace();
  });
  afterAll(() => api.close());

  it.each([
    '127.0.0.1',
    'localhost',
    '10.0.0.1',
    '169.254.169.254',
    '[::1]',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])('cannot be named: %s', async (host) => {
    for (const [path, body] of [
      ['/api/v1/smtp-servers', { name: host, host }],
      ['/api/v1/smtp-servers/test', { host }],
    ] as const) {
      const answer = await home.http.post(path).send(body).expect(400);
      expect(answer.body.errors).toMatchObject([{ pointer: '/host', code: 'smtp-server.host-not-allowed' }]);
    }
  });
});
