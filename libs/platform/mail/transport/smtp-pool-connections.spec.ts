import { polite, startScriptedServer } from '../../../testing/smtp/scripted-server';
import { startSmtpServer, type TestSmtpServerOptions } from '../../../testing/smtp/smtp-server';
import { SmtpPool, type SmtpPoolOptions } from './smtp-pool';
import { parseSmtpUrl } from './smtp-settings';

const hello = { raw: Buffer.from('Subject: hello\r\n\r\nHello\r\n'), size: 25 };
const to = (address: string) => ({ from: 'news@shop.example', to: address });

describe('connections of SmtpPool', () => {
  let stop: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of stop.reverse()) await end();
    stop = [];
  });

  const poolFor = (options: SmtpPoolOptions) => {
    const pool = new SmtpPool(options);
    stop.push(() => pool.close(100));
    return pool;
  };

  /** A server that takes every message only when it is let go. */
  const holding = async (options: TestSmtpServerOptions = {}) => {
    const held: { to: string; go: () => void }[] = [];
    let arrived = (): void => undefined;
    const server = await startSmtpServer({
      ...options,
      onMessage: (message) =>
        new Promise((go) => {
          held.push({ to: message.to, go });
          arrived();
        }),
    });
    stop.push(async () => {
      held.forEach(({ go }) => go());
      await server.stop();
    });
    const untilHeld = async (count: number): Promise<void> => {
      while (held.length < count) await new Promise<void>((resolve) => (arrived = resolve));
    };
    return { ...server, held, untilHeld };
  };

  it('serve who is urgent first, and among equals who came first', async () => {
    const server = await holding();
    const pool = poolFor({ url: server.url, connections: 1 });
    const sent = [pool.send(to('first@x.example'), hello)];
    await server.untilHeld(1);
    for (const [name, urgency] of [
      ['campaign-1', 0],
      ['sequence-1', 1],
      ['campaign-2', 0],
      ['password-1', 2],
      ['sequence-2', 1],
      ['password-2', 2],
    ] as const) {
      sent.push(pool.send(to(`${name}@x.example`), hello, { urgency }));
    }
    for (let index = 0; index < 7; index += 1) {
      await server.untilHeld(index + 1);
      server.held[index]?.go();
    }
    await Promise.all(sent);
    expect(server.received.map((mail) => mail.to.split('@')[0])).toEqual([
      'first',
      'password-1',
      'password-2',
      'sequence-1',
      'sequence-2',
      'campaign-1',
      'campaign-2',
    ]);
  });

  it('are asked for again by those who may not go when it is their turn, and serve the next', async () => {
    const server = await holding();
    const pool = poolFor({ url: server.url, connections: 1 });
    const first = pool.send(to('first@x.example'), hello);
    await server.untilHeld(1);
    let may = true;
    const late = pool.send(to('late@x.example'), hello, { mayGo: () => Promise.resolve(may) });
    const lost = pool.send(to('lost@x.example'), hello, { mayGo: () => Promise.reject(new Error('away')) });
    const next = pool.send(to('next@x.example'), hello, { mayGo: () => Promise.resolve(true) });
    may = false;
    server.held[0]?.go();
    await server.untilHeld(2);
    server.held[1]?.go();
    expect(await first).toMatchObject({ outcome: 'accepted' });
    expect([await late, await lost]).toMatchObject(Array(2).fill({ outcome: 'not-sent', notNow: true }));
    expect(await next).toMatchObject({ outcome: 'accepted' });
    expect(server.received.map((mail) => mail.to)).toEqual(['first@x.example', 'next@x.example']);
  });

  it('become fewer, each after the message it is sending, and more again', async () => {
    const server = await holding();
    const pool = poolFor({ url: server.url, connections: 3 });
    const sent = Array.from({ length: 6 }, (_, n) => pool.send(to(`a${n}@x.example`), hello));
    await server.untilHeld(3);
    pool.resize(1);
    expect(pool.open).toBe(3);
    server.held.splice(0).forEach(({ go }) => go());
    await server.untilHeld(1);
    await untilTrue(() => pool.open === 1 && server.openNow() === 1);
    pool.resize(2);
    await server.untilHeld(2);
    expect(server.openNow()).toBe(2);
    for (let index = 0; index < 3; index += 1) {
      await server.untilHeld(index + 1);
      server.held[index]?.go();
    }
    expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(Array(6).fill('accepted'));
    expect(server.mostAtOnce()).toBe(3);
  });

  it('are given up for others: what waits hears "not now", what is on the wire gets its answer', async () => {
    const server = await holding();
    const pool = poolFor({ url: server.url, connections: 1 });
    const sent = [pool.send(to('a@x.example'), hello), pool.send(to('b@x.example'), hello)];
    await server.untilHeld(1);
    pool.resize(0);
    expect(await sent[1]).toMatchObject({ outcome: 'not-sent', notNow: true });
    expect(await pool.send(to('c@x.example'), hello)).toMatchObject({ outcome: 'not-sent', notNow: true });
    server.held[0]?.go();
    expect(await sent[0]).toMatchObject({ outcome: 'accepted' });
    await untilTrue(() => pool.open === 0);
    pool.resize(1);
    const again = pool.send(to('d@x.example'), hello);
    await server.untilHeld(2);
    server.held[1]?.go();
    expect(await again).toMatchObject({ outcome: 'accepted' });
  });

  it('lead to the new server after a change; what is on the wire ends where it is', async () => {
    const [old, next] = [await holding(), await startSmtpServer()];
    stop.push(next.stop);
    const pool = poolFor({ settings: parseSmtpUrl(old.url), connections: 1 });
    const sent = [pool.send(to('a@x.example'), hello), pool.send(to('b@x.example'), hello)];
    await old.untilHeld(1);
    pool.use(parseSmtpUrl(next.url));
    old.held[0]?.go();
    expect((await Promise.all(sent)).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    expect([old.received, next.received].map((mails) => mails.map((mail) => mail.to))).toEqual([
      ['a@x.example'],
      ['b@x.example'],
    ]);
    expect(pool.label).toBe(`127.0.0.1:${next.port}`);
    await untilTrue(() => old.openNow() === 0);
  });

  it('are never more than the limit, also while one takes the place of another', async () => {
    const server = await startSmtpServer();
    stop.push(server.stop);
    const pool = poolFor({ url: server.url, connections: 2, maxMessages: 1 });
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, n) => pool.send(to(`a${n}@x.example`), hello)),
    );
    expect(results.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    expect([server.connections(), server.mostAtOnce()]).toEqual([40, 2]);
  });

  it('do not knock for every message at a server that lets no more of them in', async () => {
    const server = await startScriptedServer((line, connection) => {
      if (line === 'connect' && connection > 2) return '421 4.7.0 too many connections';
      return polite(line);
    });
    stop.push(server.stop);
    const pool = poolFor({ url: server.url, connections: 5 });
    const results = await Promise.all(
      Array.from({ length: 100 }, (_, n) => pool.send(to(`a${n}@x.example`), hello)),
    );
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect(server.connections()).toBeLessThanOrEqual(5);
  });

  it('are each tried once at a server that lets nobody in, however they fail one after the other', async () => {
    let knocks = 0;
    const turnedAway = async (): Promise<void> => {
      knocks += 1;
      await new Promise((resolve) => setTimeout(resolve, knocks * 20));
      throw new Error('nothing listens there');
    };
    const settings = { ...parseSmtpUrl('smtp://127.0.0.1:1'), dial: turnedAway as () => Promise<never> };
    const pool = poolFor({ settings, connections: 5 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => pool.send(to(`a${n}@x.example`), hello)),
    );
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['not-sent']));
    expect(knocks).toBe(5);
  });
});

async function untilTrue(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition() && tries < 400; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(condition()).toBe(true);
}
