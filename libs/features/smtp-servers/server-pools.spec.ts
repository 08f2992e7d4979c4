import { smtpSettings } from '@platform/mail';
import { startSmtpServer, type TestSmtpServer } from '../../testing/smtp/smtp-server';
import { ServerPools, type PoolRequest } from './server-pools';

const message = { raw: Buffer.from('Subject: hello\r\n\r\nHello\r\n'), size: 25 };
const envelope = { from: 'news@shop.example', to: 'a@x.example' };

describe('ServerPools', () => {
  let stop: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of stop.reverse()) await end();
    stop = [];
  });

  /** A server that takes messages only when it is let go. */
  const holding = async () => {
    let letGo = (): void => undefined;
    let arrive = (): void => undefined;
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await startSmtpServer({
      onMessage: () => {
        arrive();
        return gone;
      },
    });
    stop.push(server.stop);
    return { ...server, letGo, arrived };
  };
  const requestFor = ({ port }: TestSmtpServer, more: Partial<PoolRequest> = {}): PoolRequest => ({
    id: 'one',
    fingerprint: String(port),
    connections: 4,
    settings: () => smtpSettings({ host: '127.0.0.1', port, tls: 'none', verifyCertificate: true }),
    ...more,
  });

  it('keep to their share only when the last message beyond it has its answer', async () => {
    const server = await holding();
    let share = 2;
    const pools = new ServerPools(() => share);
    stop.push(() => pools.close());
    const sent = [1, 2].map(() => pools.get(requestFor(server)).send(envelope, message));
    await server.arrived;
    expect(pools.fits).toBe(true);
    share = 0;
    pools.fit();
    expect(pools.fits).toBe(false);
    server.letGo();
    await Promise.all(sent);
    for (let tries = 0; !pools.fits && tries < 400; tries += 1)
      await new Promise((done) => setTimeout(done, 10));
    expect([pools.fits, server.openNow()]).toEqual([true, 0]);
  });

  it('are one per server, follow changed settings and limits, and close after what is on the wire', async () => {
    const [old, next] = [await holding(), await startSmtpServer()];
    stop.push(next.stop);
    const asked: number[] = [];
    const pools = new ServerPools((connections) => {
      asked.push(connections);
      return connections;
    });
    const first = pools.get(requestFor(old));
    expect(pools.get(requestFor(old))).toBe(first);
    const onTheWire = first.send(envelope, message);
    await old.arrived;
    const changed = pools.get(requestFor(next, { connections: 7 }));
    expect([changed, asked.at(-1)]).toEqual([first, 7]);
    expect(await changed.send(envelope, message)).toMatchObject({ outcome: 'accepted' });
    expect(next.received).toHaveLength(1);
    expect(pools.get(requestFor(next, { id: 'two' }))).not.toBe(first);
    const closed = pools.close();
    old.letGo();
    expect(await onTheWire).toMatchObject({ outcome: 'accepted' });
    await closed;
    expect(await pools.get(requestFor(next, { id: 'three' })).send(envelope, message)).toMatchObject({
      outcome: 'not-sent',
      notNow: true,
    });
  });
});
