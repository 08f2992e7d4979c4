import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, guardProcess } from '@platform/processes';

export interface TestRedis {
  url: string;
  port: number;
  stop: () => Promise<void>;
}

/** Whether tests on Redis can run: the program `redis-server` is installed. */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * `describe` for tests on Redis: skipped, and named so, where `redis-server` is missing; a failure where CI=true,
 * because there nobody would notice.
 */
export function describeOnRedis(name: string, tests: () => void): void {
  if (hasRedis()) describe(name, tests);
  else if (process.env.CI === 'true') {
    describe(name, () => {
      it('needs redis-server', () => {
        throw new Error('redis-server is not installed (Debian: apt-get install redis-server).');
      });
    });
  } else describe.skip(`${name} (skipped: redis-server is not installed)`, tests);
}

/** Starts an own, empty Redis that keeps nothing on disk and ends with this process. Default: any free port. */
export async function startRedis(wanted?: number): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-redis-'));
  const port = wanted ?? (await freePort());
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: 'no',
    'maxmemory-policy': 'noeviction',
  };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', words, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  await once(child, 'spawn');
  const exited = once(child, 'exit');
  const callOff = guardProcess({ pid: child.pid ?? 0, signal: 'TERM', deleteFolder: folder });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    callOff();
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('Ready to accept connections')) {
      child.stdout.resume();
      return { url: `redis://127.0.0.1:${port}`, port, stop };
    }
  }
  await stop();
  throw new Error(`redis-server did not start on port ${port}.`);
}
