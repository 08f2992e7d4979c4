import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { VettedHosts, type AddressLookup } from '@platform/network';

const answering =
  (...addresses: string[]): AddressLookup =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
const failing =
  (code: string): AddressLookup =>
  () =>
    Promise.reject(Object.assign(new Error(code), { code }));

describe('VettedHosts', () => {
  let server: Server;
  let port: number;
  let connections = 0;

  beforeAll(async () => {
    server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => undefined);
      socket.end('hello');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => (connections = 0));

  const target = (host: string) => ({ host, port, timeoutMs: 5_000 });

  it.each([
    '127.0.0.1',
    'localhost',
    '127.1',
    '0177.1',
    '2130706433',
    '::ffff:127.0.0.1',
    '::1',
    '64:ff9b::7f00:1',
    '0.0.0.0',
    '169.254.169.254',
  ])('never opens a connection to %s', async (host) => {
    await expect(new VettedHosts({ allowPrivate: false }).connect(target(host))).rejects.toMatchObject({
      problem: 'host-not-allowed',
    });
    expect(connections).toBe(0);
  });

  it('stops a public name that leads to a private address, without saying which', async () => {
    const hosts = new VettedHosts({ allowPrivate: false, lookup: answering('10.1.2.3') });
    const refused = await hosts.connect(target('mail.example.com')).catch((error: Error) => error);
    expect(refused).toMatchObject({
      problem: 'host-not-allowed',
      message: 'mail.example.com is in a private network, where this installation does not connect to.',
    });
  });

  it('uses only the public ones of several addresses', async () => {
    const hosts = new VettedHosts({
      allowPrivate: false,
      lookup: answering('127.0.0.1', '8.8.8.8', '64:ff9b::808:808', '2606:4700::1111'),
    });
    expect((await hosts.resolve('mail.example.com', 1000)).map(({ address }) => address)).toEqual([
      '8.8.8.8',
      '2606:4700::1111',
    ]);
  });

  it('connects to the address it looked at, and asks no second time', async () => {
    let asked = 0;
    const rebinding: AddressLookup = (host) => {
      asked += 1;
      return answering(asked === 1 ? '127.0.0.1' : '127.0.0.2')(host);
    };
    const hosts = new VettedHosts({ allowPrivate: true, lookup: rebinding });
    const socket = await hosts.connect(target('rebinding.example'));
    expect([asked, socket.remoteAddress, connections]).toEqual([1, '127.0.0.1', 1]);
    socket.destroy();
  });

  it('tries the next address when one does not answer', async () => {
    const hosts = new VettedHosts({ allowPrivate: true, lookup: answering('::1', '127.0.0.1') });
    const socket = await hosts.connect(target('two.example'));
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('says what is wrong', async () => {
    const problem = async (lookup: AddressLookup, at = target('mail.example.com')) => {
      const error = await new VettedHosts({ allowPrivate: true, lookup }).connect(at).catch((e: Error) => e);
      return [(error as { problem?: string }).problem, (error as Error).message];
    };
    expect(await problem(failing('ENOTFOUND'))).toEqual([
      'host-not-found',
      'There is no host named mail.example.com.',
    ]);
    expect(await problem(failing('EAI_AGAIN'))).toEqual(['lookup-failed', expect.stringContaining('DNS')]);
    expect(await problem(answering())).toEqual(['host-not-found', expect.any(String)]);
    const closed = { host: 'mail.example.com', port: 1, timeoutMs: 5_000 };
    expect(await problem(answering('127.0.0.1'), closed)).toEqual([
      'refused',
      'mail.example.com:1 refuses connections: nothing listens on that port.',
    ]);
    const silence: AddressLookup = () => new Promise(() => undefined);
    expect(await problem(silence, { ...closed, timeoutMs: 30 })).toEqual([
      'lookup-failed',
      expect.any(String),
    ]);
  });

  it('judges IP addresses and this machine’s name before any connection', () => {
    expect(new VettedHosts({ allowPrivate: false }).whyNotAllowed('mail.LOCALHOST')).toMatch(/this machine/);
    expect(new VettedHosts({ allowPrivate: false }).whyNotAllowed('10.0.0.1')).toMatch(/private/);
    expect(new VettedHosts({ allowPrivate: false }).whyNotAllowed('mail.example.com')).toBeNull();
    expect(new VettedHosts({ allowPrivate: true }).whyNotAllowed('10.0.0.1')).toBeNull();
  });
});
