import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { describeOnRedis, startRedis } from './index';

async function ask(url: string, command: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`${command}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
}

describeOnRedis('startRedis', () => {
  it('gives an own empty Redis and takes it away again', async () => {
    const redis = await startRedis();
    expect(await ask(redis.url, 'DBSIZE')).toBe(':0\r\n');
    const folder = /(\/\S*tidings-redis-\S*)\r/.exec(await ask(redis.url, 'CONFIG GET dir'))?.[1] ?? '';
    expect(existsSync(folder)).toBe(true);
    await redis.stop();
    expect(existsSync(folder)).toBe(false);
    await expect(ask(redis.url, 'PING')).rejects.toThrow(/ECONNREFUSED/);
  });
});
