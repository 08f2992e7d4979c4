import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort } from '@platform/processes';
import { checkPorts, findClash, type NeededPort } from './check-ports';

const needed = (port: number, variable: string): NeededPort => ({
  port,
  variable,
  host: '127.0.0.1',
  purpose: 'test',
});

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('checkPorts', () => {
  it('names two settings that want the same port', () => {
    expect(findClash([needed(1, 'PORT'), needed(2, 'WORKER_PORT'), needed(1, 'MAILBOX_PORT')])).toBe(
      'PORT and MAILBOX_PORT are both 1. Give each a port of its own.',
    );
    expect(findClash([needed(1, 'PORT'), needed(2, 'WORKER_PORT')])).toBeUndefined();
  });

  it('names every taken port with the setting that moves it', async () => {
    const [free, taken] = [await freePort(), await freePort()];
    const server = await occupy(taken);
    await expect(checkPorts([needed(free, 'PORT'), needed(taken, 'WORKER_PORT')])).rejects.toThrow(
      `Port ${taken} (test) is taken by another program. Set WORKER_PORT to a free one.`,
    );
    server.close();
    await once(server, 'close');
    await checkPorts([needed(free, 'PORT'), needed(taken, 'WORKER_PORT')]);
  });

  it('waits for a port that is about to be given back', async () => {
    const port = await freePort();
    const server = await occupy(port);
    const check = checkPorts([needed(port, 'PORT')], 20_000);
    server.close();
    await check;
  });
});
