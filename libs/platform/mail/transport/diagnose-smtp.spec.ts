import { connect, type Socket } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { ConnectError } from '@platform/network';
import {
  AUTHORITY,
  EXPIRED,
  FOR_ANOTHER_NAME,
  FOR_LOCALHOST,
  SELF_SIGNED,
} from '../../../testing/smtp/certificates';
import { polite, startScriptedServer, type Script } from '../../../testing/smtp/scripted-server';
import { startSmtpServer } from '../../../testing/smtp/smtp-server';
import { diagnoseSmtp, type SmtpDiagnosis } from './diagnose-smtp';
import { smtpSettings, type SmtpServerOptions, type SmtpSettings } from './smtp-settings';
import { composeTestMail } from './test-mail';

const PASSWORD = 'geheim!42';

describe('diagnoseSmtp', () => {
  let stop: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of stop.reverse()) await end();
    stop = [];
  });

  const serve = async (options: SMTPServerOptions = {}): Promise<number> => {
    const server = await startSmtpServer(options);
    stop.push(server.stop);
    return server.port;
  };
  const script = async (answers: Script): Promise<number> => {
    const server = await startScriptedServer(answers);
    stop.push(server.stop);
    return server.port;
  };
  const settings = (port: number, more: Partial<SmtpServerOptions> = {}): SmtpSettings =>
    smtpSettings({
      host: 'localhost',
      port,
      tls: 'none',
      verifyCertificate: true,
      timeouts: { connectMs: 5_000, greetingMs: 300, idleMs: 300 },
      ...more,
    });
  /** Trusts the authority of the tests as this machine trusts real ones. */
  const trusting = (of: SmtpSettings): SmtpSettings => ({
    ...of,
    connection: { ...of.connection, tls: { ...of.connection.tls, ca: AUTHORITY } },
  });
  const mail = (from = 'news@shop.example', to = 'grace@x.example') =>
    composeTestMail({ from, to, subject: 'Test', text: 'Hello\r\n.dot\r\n' });
  const stages = ({ steps }: SmtpDiagnosis, status: string) =>
    steps.filter((step) => step.status === status).map(({ stage }) => stage);

  it('finds nothing wrong with a good server and says what it can', async () => {
    const port = await serve({ ...FOR_LOCALHOST, disabledCommands: ['AUTH'], size: 1_000_000 });
    const good = await diagnoseSmtp(trusting(settings(port, { tls: 'starttls-required' })));
    expect(good).toMatchObject({
      ok: true,
      label: `localhost:${port}`,
      problem: null,
      warnings: [],
      accepted: null,
    });
    expect(good.info).toMatchObject({
      secure: true,
      authenticated: false,
      encryption: {
        protocol: 'TLSv1.3',
        subject: 'localhost',
        issuer: 'Tidings test authority',
        distrust: null,
      },
      extensions: {
        size: true,
        maxSize: 1_000_000,
        pipelining: true,
        eightBitMime: true,
        smtpUtf8: true,
        starttls: true,
        signIn: [],
      },
    });
    expect(stages(good, 'passed')).toEqual(['resolve', 'connect', 'greeting', 'tls']);
    expect(stages(good, 'skipped')).toEqual(['auth', 'sender', 'recipient', 'message']);
    const implicit = await serve({ ...FOR_LOCALHOST, disabledCommands: ['AUTH'], secure: true });
    const encrypted = await diagnoseSmtp(trusting(settings(implicit, { tls: 'tls' })));
    expect(encrypted).toMatchObject({ ok: true, info: { extensions: { starttls: false } } });
    expect(stages(encrypted, 'passed')).toEqual(['resolve', 'connect', 'tls', 'greeting']);
  });

  it.each([
    ['certificate-self-signed', SELF_SIGNED],
    ['certificate-expired', EXPIRED],
    ['certificate-name', FOR_ANOTHER_NAME],
  ])(
    'tells %s, by STARTTLS and from the start, and only warns when nobody checks',
    async (problem, certificate) => {
      const starttls = await serve({ ...certificate, disabledCommands: ['AUTH'] });
      const secure = await serve({ ...certificate, disabledCommands: ['AUTH'], secure: true });
      for (const [port, tls] of [
        [starttls, 'starttls-required'],
        [starttls, 'starttls-if-offered'],
        [secure, 'tls'],
      ] as const) {
        const found = await diagnoseSmtp(trusting(settings(port, { tls })));
        expect([found.problem?.code, found.problem?.stage]).toEqual([problem, 'tls']);
        expect(found.problem?.remedy).toMatch(/operator|host name/);
        const unchecked = await diagnoseSmtp(trusting(settings(port, { tls, verifyCertificate: false })));
        expect(unchecked).toMatchObject({
          ok: true,
          warnings: [expect.stringContaining('certificate is not checked')],
        });
      }
    },
  );

  it('tells an authority that nobody knows', async () => {
    const port = await serve({ ...FOR_LOCALHOST, disabledCommands: ['AUTH'] });
    const found = await diagnoseSmtp(settings(port, { tls: 'starttls-required' }));
    expect(found.problem).toMatchObject({ code: 'certificate-unknown-issuer', stage: 'tls' });
  });

  it.each<[string, string, Script, Partial<SmtpServerOptions>]>([
    ['turned-away', 'greeting', (line) => (line === 'connect' ? '421 too busy' : undefined), {}],
    ['turned-away', 'greeting', (line) => (line === 'connect' ? '554 you are listed' : undefined), {}],
    ['not-smtp', 'greeting', (line) => (line === 'connect' ? 'SSH-2.0-OpenSSH_9.6' : undefined), {}],
    ['no-greeting', 'greeting', () => undefined, {}],
    ['closed', 'greeting', () => 'drop', {}],
    [
      'tls-missing',
      'tls',
      (line) => (line === 'STARTTLS' ? '502 what?' : polite(line)),
      { tls: 'starttls-required' },
    ],
    [
      'tls-missing',
      'tls',
      (line) => (/^EHLO|^STARTTLS/.test(line) ? '502 what?' : polite(line)),
      { tls: 'starttls-required' },
    ],
    ['tls-not-from-the-start', 'tls', polite, { tls: 'tls' }],
    ['sign-in-not-offered', 'auth', polite, { auth: { user: 'me', pass: PASSWORD } }],
  ])('tells %s at the stage %s', async (...[problem, stage, answers, more]) => {
    const port = await script(answers);
    const dial = () => connectTo(port);
    const found = await diagnoseSmtp(settings(port, { ...more, dial }));
    expect([found.ok, found.problem?.code, found.problem?.stage, found.info]).toEqual([
      false,
      problem,
      stage,
      null,
    ]);
    expect(stages(found, 'failed')).toEqual([stage]);
    expect(found.problem?.message).toContain(`localhost:${port}`);
    expect(found.problem?.remedy).toMatch(/\.$/);
  });

  it('tells what a dialer found, and what the system says without one', async () => {
    const refuse = () =>
      Promise.reject(new ConnectError('host-not-allowed', 'localhost is in a private network.'));
    const found = await diagnoseSmtp(settings(25, { dial: refuse }));
    expect(found.problem).toMatchObject({ stage: 'resolve', code: 'host-not-allowed' });
    expect(stages(found, 'not-reached')).toEqual(['connect', 'greeting']);
    const closed = await diagnoseSmtp(settings(1, { host: '127.0.0.1' }));
    expect(closed.problem).toMatchObject({ stage: 'connect', code: 'refused' });
  });

  describe('signing in', () => {
    const withSignIn: SMTPServerOptions = {
      ...FOR_LOCALHOST,
      disabledCommands: [],
      onAuth: ({ username, password }, _session, done) => {
        if (password === 'later') return done(Object.assign(new Error('4.7.0 later'), { responseCode: 454 }));
        if (password === PASSWORD) return done(null, { user: username });
        return done(
          Object.assign(new Error(`5.7.8 not with ${username} and ${password}`), { responseCode: 535 }),
        );
      },
    };
    const as = (pass: string): Partial<SmtpServerOptions> => ({
      tls: 'starttls-required',
      auth: { user: 'relay-user', pass },
    });

    it('tells a wrong password, repeating neither it nor the user name', async () => {
      const port = await serve(withSignIn);
      expect(await diagnoseSmtp(trusting(settings(port, as(PASSWORD))))).toMatchObject({
        ok: true,
        info: { authenticated: true },
      });
      const wrong = await diagnoseSmtp(trusting(settings(port, as('verraten1'))));
      expect(wrong.problem).toMatchObject({ code: 'sign-in-refused', stage: 'auth' });
      expect(JSON.stringify(wrong)).not.toMatch(/verraten1|relay-user/);
      expect((await diagnoseSmtp(trusting(settings(port, as('later'))))).problem?.code).toBe('turned-away');
    });

    it('never happens over an open line to another machine, unless that was chosen', async () => {
      const seen: string[] = [];
      const port = await script((line) => {
        seen.push(line);
        if (line.startsWith('EHLO')) return '250-hello\r\n250 AUTH PLAIN LOGIN';
        return line.startsWith('AUTH') ? '235 welcome' : polite(line);
      });
      const elsewhere = {
        host: 'mail.example.com',
        dial: () => connectTo(port),
        auth: { user: 'me', pass: PASSWORD },
      };
      const refused = await diagnoseSmtp(settings(port, { ...elsewhere, tls: 'starttls-if-offered' }));
      expect(refused.problem).toMatchObject({ code: 'sign-in-not-encrypted', stage: 'tls' });
      expect(seen.join('\n')).not.toMatch(/AUTH/);
      const chosen = await diagnoseSmtp(settings(port, { ...elsewhere, tls: 'none' }));
      expect(chosen).toMatchObject({ ok: true, warnings: [expect.stringContaining('the password')] });
      const loopback = await diagnoseSmtp(
        settings(port, { ...elsewhere, host: '127.0.0.1', tls: 'starttls-if-offered' }),
      );
      expect(loopback).toMatchObject({ ok: true, info: { authenticated: true } });
    });
  });

  describe('a test mail', () => {
    const refusing: SMTPServerOptions = {
      onMailFrom: ({ address }, _session, done) =>
        address.startsWith('unknown')
          ? done(Object.assign(new Error('5.7.1 who?'), { responseCode: 550 }))
          : done(),
      onRcptTo: ({ address }, _session, done) => {
        if (address.startsWith('nobody'))
          return done(Object.assign(new Error('5.1.1 who?'), { responseCode: 550 }));
        if (address.startsWith('grey'))
          return done(Object.assign(new Error('4.7.1 later'), { responseCode: 450 }));
        return done();
      },
    };

    it('arrives as it was written', async () => {
      const server = await startSmtpServer();
      stop.push(server.stop);
      const sent = await diagnoseSmtp(settings(server.port), await mail());
      expect(sent).toMatchObject({ ok: true, accepted: expect.stringContaining('250') });
      expect(stages(sent, 'passed')).toEqual([
        'resolve',
        'connect',
        'greeting',
        'sender',
        'recipient',
        'message',
      ]);
      expect(server.received[0]?.data).toMatch(
        /^Auto-Submitted: auto-generated\r\nFrom: news@shop.example\r\n/,
      );
      expect(server.received[0]?.data).toMatch(/\r\n\r\nHello\r\n\.dot\r\n/);
    });

    it.each([
      ['sender-refused', 'sender', ['unknown@shop.example', 'grace@x.example']],
      ['recipient-refused', 'recipient', ['news@shop.example', 'nobody@x.example']],
      ['try-later', 'recipient', ['news@shop.example', 'grey@x.example']],
    ] as const)('tells %s', async (problem, stage, [from, to]) => {
      const found = await diagnoseSmtp(settings(await serve(refusing)), await mail(from, to));
      expect([found.problem?.code, found.problem?.stage]).toEqual([problem, stage]);
      expect(found.info).not.toBeNull();
    });

    it('may get lost', async () => {
      const port = await script((line) => (line === '.' ? 'drop' : polite(line)));
      expect((await diagnoseSmtp(settings(port), await mail())).problem?.code).toBe('lost');
    });
  });
});

function connectTo(port: number): Promise<Socket> {
  return Promise.resolve(connect(port, '127.0.0.1'));
}
