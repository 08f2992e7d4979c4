import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { diagnoseSmtp } from './diagnose-smtp';
import { SmtpOpenError } from './smtp-problem';
import { SmtpSession } from './smtp-session';
import { smtpSettings, type SmtpServerOptions, type SmtpSettings } from './smtp-settings';
import { composeTestMail } from './test-mail';

interface TricklingServer {
  port: number;
  /** Ends when the other side has really gone. */
  gone: Promise<unknown>;
  stop: () => void;
}

/** Polite, but answers a line that matches `at` with the beginning of an answer, over and over: it is never silent. */
async function trickle(at: RegExp, code = '250'): Promise<TricklingServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const talk = () => {
      const timer = setInterval(() => socket.write(`${code}-x\r\n`), 50);
      socket.once('close', () => clearInterval(timer));
    };
    let inMessage = false;
    if (at.test('connect')) talk();
    else socket.write('220 ready\r\n');
    socket.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        if (inMessage && line !== '.') continue;
        inMessage = line === 'DATA' && !at.test(line);
        if (at.test(line)) talk();
        else if (line.startsWith('RCPT TO:<nobody@')) socket.write('550 5.1.1 who?\r\n');
        else if (line.startsWith('EHLO')) socket.write('250-hello\r\n250 AUTH PLAIN\r\n');
        else socket.write(inMessage ? '354 go on\r\n' : '250 fine\r\n');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Not `once`: a connection that is cut off may end with an error before it closes.
  const gone = once(server, 'connection').then(
    ([socket]) => new Promise((resolve) => (socket as Socket).once('close', resolve)),
  );
  const stop = () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, gone, stop };
}

describe('a server that never stops talking', () => {
  let server: TricklingServer;
  afterEach(() => server.stop());

  /** Silence would end sooner than the deadline, if there were any. */
  const settings = (more: Partial<SmtpServerOptions> = {}): SmtpSettings =>
    smtpSettings({
      host: '127.0.0.1',
      port: server.port,
      tls: 'none',
      verifyCertificate: true,
      timeouts: { connectMs: 300, greetingMs: 300, idleMs: 300, openMs: 600, sendMs: 600 },
      ...more,
    });
  const message = { raw: Buffer.from('Subject: x\r\n\r\nx\r\n'), size: 17 };
  const send = async (to = 'grace@x.example') => {
    const session = new SmtpSession(settings());
    await session.open();
    return { session, result: await session.send({ from: 'news@shop.example', to }, message) };
  };

  it.each([
    ['greeting', /^EHLO|^HELO/, '250', {}],
    ['auth', /^AUTH/, '334', { auth: { user: 'me', pass: 'secret' } }],
  ])('does not hold the opening of a session (%s)', async (...[stage, at, code, more]) => {
    server = await trickle(at, code);
    const session = new SmtpSession(settings(more));
    const error = await session.open().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SmtpOpenError);
    expect(error).toMatchObject({ stage, problem: 'too-slow', noSession: 'unreachable' });
    expect((error as Error).message).toContain('longer than 0.6 seconds in all');
    await Promise.all([server.gone, session.gone]);
    expect(session.usable).toBe(false);
  });

  it('does not get a connection that was there only after the time was over', async () => {
    server = await trickle(/never/);
    let letIn: (socket: Socket) => void = () => undefined;
    const dialled = new Promise<Socket>((resolve) => (letIn = resolve));
    const session = new SmtpSession(settings({ dial: () => dialled }));
    await expect(session.open()).rejects.toMatchObject({ stage: 'connect', problem: 'too-slow' });
    const socket = connect(server.port, '127.0.0.1');
    await once(socket, 'connect');
    letIn(socket);
    await server.gone;
    expect(socket.destroyed).toBe(true);
  });

  it.each([
    ['not-sent', /^MAIL/, '250'],
    ['not-sent', /^RCPT/, '250'],
    ['not-sent', /^DATA/, '354'],
    ['uncertain', /^\.$/, '250'],
  ])('does not hold a message, which is %s after %s', async (...[outcome, at, code]) => {
    server = await trickle(at, code);
    const { session, result } = await send();
    expect(result).toMatchObject({
      outcome,
      reason: expect.stringContaining('longer than 0.6 seconds in all'),
    });
    await Promise.all([server.gone, session.gone]);
    expect(session.usable).toBe(false);
  });

  it('does not hold what was refused before, when asked to forget it', async () => {
    server = await trickle(/^RSET/);
    const { session, result } = await send('nobody@x.example');
    expect(result).toMatchObject({ outcome: 'refused', code: 550 });
    await Promise.all([server.gone, session.gone]);
  });

  it('does not hold its test', async () => {
    server = await trickle(/^EHLO|^HELO/);
    const found = await diagnoseSmtp(settings());
    expect(found.problem).toMatchObject({ code: 'too-slow', stage: 'greeting' });
    expect(found.problem?.remedy).toContain('overloaded');
    server.stop();
    server = await trickle(/^\.$/);
    const mail = await composeTestMail({
      from: 'news@shop.example',
      to: 'grace@x.example',
      subject: 'Test',
      text: 'Hello\r\n',
    });
    expect((await diagnoseSmtp(settings(), mail)).problem).toMatchObject({
      code: 'lost',
      stage: 'message',
      message: expect.stringContaining('longer than 0.6 seconds in all'),
    });
  });
});

describe('the time that steps may take together', () => {
  const of = (timeouts = {}) =>
    smtpSettings({ host: 'x.example', port: 25, tls: 'none', verifyCertificate: true, timeouts });

  it('follows from the single ones, and grows with the message', () => {
    const { openMs, sendMs } = of({ connectMs: 10_000, greetingMs: 60_000, idleMs: 60_000 });
    expect(openMs).toBe(160_000);
    expect([sendMs(0), sendMs(160_000), sendMs(1e9)]).toEqual([120_000, 130_000, 720_000]);
    expect(of({ idleMs: 1_000, connectMs: 1_000, greetingMs: 1_000 }).openMs).toBe(5_000);
  });

  it('can be set', () => {
    const { openMs, sendMs } = of({ openMs: 25_000, sendMs: 20_000 });
    expect([openMs, sendMs(1e9)]).toEqual([25_000, 20_000]);
  });
});
