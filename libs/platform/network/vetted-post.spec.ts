import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postVetted, VettedHosts } from './index';

let server: Server;

async function serve(listener: RequestListener): Promise<URL> {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=1`);
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const open = new VettedHosts({ allowPrivate: true });
const post = (url: URL, hosts = open) =>
  postVetted(hosts, {
    url,
    headers: { 'X-One': '1' },
    body: Buffer.from('hello'),
    timeoutMs: 300,
    maxAnswerBytes: 10,
  });

describe('postVetted', () => {
  it('posts once, with host, path and length, and reads the beginning of the answer', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      const { method, url: path, headers } = request;
      seen.push([method, path, headers.host, headers['content-length'], headers['x-one']]);
      response.writeHead(200, { 'X-Two': '2' }).end('x'.repeat(1_000_000));
    });
    const answer = await post(url);
    expect(answer).toMatchObject({ status: 200, text: 'x'.repeat(10), headers: { 'x-two': '2' } });
    expect(seen).toEqual([['POST', '/hook?a=1', url.host, '5', '1']]);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['begins and never ends', (_request, response) => void response.write('x')],
  ])('gives up on who %s', async (_what, listener) => {
    await expect(post(await serve(listener))).rejects.toMatchObject({ problem: 'timeout' });
  });

  it('says that a connection broke off', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(post(url)).rejects.toMatchObject({
      name: 'ConnectError',
      message: expect.stringContaining('broke off'),
    });
  });

  it('goes to no private address, whatever a name says', async () => {
    let count = 0;
    const url = await serve((_request, response) => {
      count += 1;
      response.end();
    });
    const rebinding = new VettedHosts({
      allowPrivate: false,
      lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    });
    url.hostname = 'public.example';
    await expect(post(url, rebinding)).rejects.toMatchObject({ problem: 'host-not-allowed' });
    expect(count).toBe(0);
  });

  it('speaks no TLS with who has none', async () => {
    const url = await serve((_request, response) => void response.end());
    url.protocol = 'https:';
    await expect(post(url)).rejects.toMatchObject({ message: expect.stringMatching(/no secure connection/) });
  });
});
