import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { SmtpPool } from './smtp-pool';
import { parseSmtpUrl } from './smtp-settings';
import { SystemMailer } from './system-mailer';
import { polite, startScriptedServer, type Script } from '../../../testing/smtp/scripted-server';

const body = (text: string) => ({ raw: Buffer.from(text, 'latin1'), size: text.length });
const hello = body('Subject: hello\r\n\r\nHello\r\n..dot\r\n');
const to = (address: string) => ({ from: 'news@shop.example', to: address });

describe('SmtpPool against a real SMTP server', () => {
  let stop: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of stop.reverse()) await close();
    stop = [];
  });

  const failure = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

  const serve = async (options: SMTPServerOptions = {}) => {
    let connections = 0;
    const received: { to: string; data: string; session: string }[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onConnect(_session, done) {
        connections += 1;
        done();
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const address = session.envelope.rcptTo[0]?.address ?? '';
          if (address.startsWith('data5')) return done(failure(554, '5.7.1 Spam\u0007 is not\u202e welcome'));
          if (address.startsWith('data4')) return done(failure(451, '4.3.0 Try later'));
          received.push({ to: address, data: Buffer.concat(chunks).toString('latin1'), session: session.id });
          done(null, 'queued as 1');
        });
      },
      onRcptTo({ address }, _session, done) {
        if (address.startsWith('rcpt5')) return done(failure(550, '5.1.1 No such user'));
        if (address.startsWith('rcpt4')) return done(failure(450, '4.2.0 Greylisted'));
        done();
      },
      onMailFrom({ address }, _session, done) {
        if (address.startsWith('blocked')) return done(failure(550, '5.7.1 You may not send'));
        done();
      },
      ...options,
    });
    // A dropped connection is part of some tests.
    server.on('error', () => undefined);
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    stop.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return {
      received,
      connections: () => connections,
      url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    };
  };

  const poolFor = (url: string, more: object = {}) => {
    const pool = new SmtpPool({ url, ...more });
    stop.push(() => pool.close(100));
    return pool;
  };

  it('sends bytes as they are over few connections', async () => {
    const { received, url } = await serve();
    const pool = poolFor(url, { connections: 2 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => pool.send(to(`a${i}@x.example`), hello)),
    );
    expect(new Set(results.map((result) => result.outcome))).toEqual(new Set(['accepted']));
    expect(received.map((mail) => mail.to).sort()).toEqual(
      Array.from({ length: 20 }, (_, i) => `a${i}@x.example`).sort(),
    );
    expect(received[0]?.data).toBe('Subject: hello\r\n\r\nHello\r\n.dot\r\n');
    expect(new Set(received.map((mail) => mail.session)).size).toBeLessThanOrEqual(2);
  });

  it.each([
    ['with PIPELINING and 8BITMIME', {}],
    [
      'without any extension',
      {
        hidePIPELINING: true,
        hide8BITMIME: true,
        hideSMTPUTF8: true,
        hideSize: true,
        hideENHANCEDSTATUSCODES: true,
      },
    ],
  ])('tells refusals, deferrals and acceptance apart on one connection, %s', async (_name, options) => {
    const { received, url, connections } = await serve(options);
    const pool = poolFor(url, { connections: 1 });
    expect(await pool.send(to('rcpt5@x.example'), hello)).toEqual({
      outcome: 'refused',
      permanent: true,
      code: 550,
      enhanced: '5.1.1',
      reply: '550 5.1.1 No such user',
      stage: 'recipient',
    });
    expect(await pool.send(to('rcpt4@x.example'), hello)).toMatchObject({
      outcome: 'deferred',
      code: 450,
      enhanced: '4.2.0',
    });
    expect(await pool.send(to('data5@x.example'), hello)).toMatchObject({
      outcome: 'refused',
      code: 554,
      stage: 'data',
      reply: '554 5.7.1 Spam is not welcome',
    });
    expect(await pool.send(to('data4@x.example'), hello)).toMatchObject({
      outcome: 'deferred',
      code: 451,
    });
    // Only a reset transaction takes the next MAIL FROM.
    expect(connections()).toBe(1);
    expect(await pool.send({ from: 'blocked@x.example', to: 'a@x.example' }, hello)).toMatchObject({
      outcome: 'not-sent',
    });
    expect(await pool.send(to('fine@x.example'), hello)).toMatchObject({ outcome: 'accepted' });
    expect(await pool.send(to('fine@x.example>\r\nRCPT TO:<b@x.example'), hello)).toMatchObject({
      outcome: 'refused',
    });
    expect(received.map((mail) => mail.to)).toEqual(['fine@x.example']);
  });

  it('replaces a connection after its number of messages', async () => {
    const { received, url } = await serve();
    const pool = poolFor(url, { connections: 1, maxMessages: 2 });
    for (let i = 0; i < 5; i += 1) await pool.send(to(`a${i}@x.example`), hello);
    expect(received).toHaveLength(5);
    expect(new Set(received.map((mail) => mail.session)).size).toBe(3);
  });

  it('refuses a message that is larger than the server announced', async () => {
    const { url } = await serve({ size: 100 });
    expect(await poolFor(url).send(to('a@x.example'), { ...hello, size: 5000 })).toMatchObject({
      outcome: 'refused',
      code: 552,
    });
  });

  it('says not-sent when nobody listens, and for everybody in line', async () => {
    const pool = poolFor('smtp://127.0.0.1:1', { connections: 1 });
    const results = await Promise.all([1, 2, 3].map(() => pool.send(to('a@x.example'), hello)));
    expect(results).toEqual(
      Array(3).fill({
        outcome: 'not-sent',
        reason: expect.stringContaining('127.0.0.1:1'),
        noSession: 'unreachable',
      }),
    );
  });

  const script = async (answers: Script) => {
    const server = await startScriptedServer(answers);
    stop.push(server.stop);
    return server;
  };

  it('is uncertain when the connection ends after the final dot, and only then', async () => {
    const after = await script((line) => (line === '.' ? 'drop' : polite(line)));
    expect(await poolFor(after.url).send(to('a@x.example'), hello)).toMatchObject({ outcome: 'uncertain' });
    const before = await script((line) => (line === 'DATA' ? 'drop' : polite(line)));
    expect(await poolFor(before.url).send(to('a@x.example'), hello)).toMatchObject({ outcome: 'not-sent' });
    const silent = await script((line) => (line === '.' ? undefined : polite(line)));
    const pool = poolFor(silent.url, { timeouts: { idleMs: 150 } });
    expect(await pool.send(to('a@x.example'), hello)).toMatchObject({ outcome: 'uncertain' });
  });

  it('is not-sent when the connection ends while a large message is still leaving', async () => {
    const large = body(`Subject: x\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(1_000_000));
    const { url } = await script((line) => (line.startsWith('xxx') ? 'drop' : polite(line)));
    expect(await poolFor(url).send(to('a@x.example'), large)).toMatchObject({ outcome: 'not-sent' });
  });

  it('treats 421 as the server asking for a pause, and a busy greeting as not sent', async () => {
    const atRcpt = await script((line) => (line.startsWith('RCPT') ? '421 4.7.0 slow down' : polite(line)));
    expect(await poolFor(atRcpt.url).send(to('a@x.example'), hello)).toMatchObject({
      outcome: 'deferred',
      code: 421,
    });
    const busy = await script((line) => (line === 'connect' ? '421 too busy' : polite(line)));
    expect(await poolFor(busy.url).send(to('a@x.example'), hello)).toMatchObject({
      outcome: 'not-sent',
      reason: expect.stringContaining('too busy'),
    });
    const mute = await script(() => undefined);
    const pool = poolFor(mute.url, { timeouts: { greetingMs: 100 } });
    expect(await pool.send(to('a@x.example'), hello)).toMatchObject({ outcome: 'not-sent' });
  });

  it('replaces a connection that the server ended between messages', async () => {
    let messages = 0;
    const { url, connections } = await script((line, connection) => {
      if (line === '.') messages += 1;
      if (line.startsWith('MAIL') && connection === 1 && messages === 1) return 'drop';
      return polite(line);
    });
    const pool = poolFor(url, { connections: 1 });
    expect(await pool.send(to('a@x.example'), hello)).toMatchObject({ outcome: 'accepted' });
    expect(await pool.send(to('b@x.example'), hello)).toMatchObject({ outcome: 'accepted' });
    expect([connections(), messages]).toEqual([2, 2]);
  });

  it('finishes what is on the wire and refuses the rest when it closes', async () => {
    const { url } = await serve();
    const pool = poolFor(url, { connections: 1 });
    const first = pool.send(to('a@x.example'), hello);
    const second = pool.send(to('b@x.example'), hello);
    await pool.close();
    expect((await Promise.all([first, second])).map((result) => result.outcome)).toEqual([
      'not-sent',
      'not-sent',
    ]);
    expect(await pool.send(to('c@x.example'), hello)).toMatchObject({ outcome: 'not-sent' });
  });

  describe('signing in', () => {
    const withAuth: SMTPServerOptions = {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'geheim!' ? done(null, { user: username }) : done(failure(535, `5.7.8 no, ${password}`)),
    };
    const signedIn = (url: string, user: string) => url.replace('smtp://', `smtp://${user}@`);

    it('signs in, and a wrong password is not-sent without being repeated anywhere', async () => {
      const { url } = await serve(withAuth);
      expect(await poolFor(signedIn(url, 'me:geheim!')).send(to('a@x.example'), hello)).toMatchObject({
        outcome: 'accepted',
      });
      const wrong = await poolFor(signedIn(url, 'me:verraten1')).send(to('a@x.example'), hello);
      expect(wrong).toMatchObject({
        outcome: 'not-sent',
        reason: expect.stringContaining('user name and password'),
      });
      expect(JSON.stringify(wrong)).not.toContain('verraten1');
    });
  });

  it('encrypts by STARTTLS or from the start', async () => {
    // The test server warns about its built-in certificate.
    const warning = jest.spyOn(console, 'error').mockImplementation();
    stop.push(async () => warning.mockRestore());
    const starttls = await serve({ disabledCommands: ['AUTH'] });
    const pool = poolFor(`${starttls.url}?verify=off&tls=required`);
    expect(await pool.send(to('a@x.example'), hello)).toMatchObject({ outcome: 'accepted' });
    expect(starttls.received[0]?.data).toBe('Subject: hello\r\n\r\nHello\r\n.dot\r\n');
    const tls = await serve({ disabledCommands: ['AUTH'], secure: true });
    const url = `${tls.url.replace('smtp:', 'smtps:')}?verify=off`;
    expect(await poolFor(url).send(to('a@x.example'), hello)).toMatchObject({ outcome: 'accepted' });
  });

  it('never sends a password over an open line to another machine', () => {
    expect(parseSmtpUrl('smtp://u:p@mail.example.com')).toMatchObject({ plainAuthAllowed: false, port: 587 });
    expect(parseSmtpUrl('smtp://u:p@mail.example.com?tls=off').plainAuthAllowed).toBe(true);
    expect(parseSmtpUrl('smtp://u:p%40@127.0.0.1:25')).toMatchObject({
      plainAuthAllowed: true,
      auth: { user: 'u', pass: 'p@' },
    });
    for (const bad of ['x', 'http://u:geheim@x', 'smtp://u:geheim%@x', 'smtp://u:geheim@x?tls=maybe']) {
      expect(() => parseSmtpUrl(bad)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('geheim') }),
      );
    }
  });

  it('sends system mail the simple way', async () => {
    const { url, received } = await serve();
    const mailer = new SystemMailer({ url });
    const mail = {
      from: { name: 'Tidings\r\nBcc: evil@x.example', address: 'no-reply@shop.example' },
      to: { address: 'anna@x.example' },
      subject: 'Your link\r\nX-Evil: 1',
      text: 'Hello',
    };
    await expect(mailer.send(mail)).resolves.toMatchObject({ reply: expect.stringContaining('250') });
    expect(received[0]?.data).toContain('Subject: Your link X-Evil: 1\r\n');
    expect(received[0]?.data).not.toMatch(/^(?:Bcc|X-Evil):/m);
    await expect(mailer.send({ ...mail, to: { address: 'rcpt5@x.example' } })).rejects.toMatchObject({
      code: 'mail.refused',
    });
    await expect(mailer.send({ ...mail, to: { address: 'nobody' } })).rejects.toMatchObject({
      code: 'mail.invalid-address',
    });
    await expect(mailer.send({ ...mail, headers: { Bcc: 'x@x.example' } })).rejects.toThrow('Bcc');
  });
});
