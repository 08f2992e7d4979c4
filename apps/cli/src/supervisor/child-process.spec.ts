import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, processIdentity } from '@platform/processes';
import { ChildProcess } from './child-process';

const SERVER = `
const { createServer } = require('node:http');
createServer((_, response) => response.end()).listen(Number(process.env.PORT), '127.0.0.1');
console.log(JSON.stringify({ level: 30, msg: 'listening' }));
`;

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited for 20 s in vain');
    await wait(20);
  }
}

describe('ChildProcess', () => {
  let folder: string;
  let child: ChildProcess;
  const lines: string[] = [];
  const restarts: string[] = [];

  async function make(script: string): Promise<ChildProcess> {
    const port = await freePort();
    writeFileSync(join(folder, 'child.js'), script);
    const plan = {
      name: 'worker',
      words: [join(folder, 'child.js')],
      env: { PORT: String(port) },
      healthUrl: `http://127.0.0.1:${port}/`,
      logFile: join(folder, 'worker.log'),
      stopPatienceMs: 300,
    };
    child = new ChildProcess(plan, {
      onLine: (_, { text }) => lines.push(text),
      onRestart: (_, reason) => restarts.push(reason),
    });
    return child;
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-child-'));
    lines.length = 0;
    restarts.length = 0;
  });

  afterEach(async () => {
    await child.stop();
    rmSync(folder, { recursive: true });
  });

  it('is started when it answers, keeps its log, and ends when asked', async () => {
    await (await make(SERVER)).start();
    const pid = child.pid ?? 0;
    expect(processIdentity(pid)).toBeDefined();
    await until(() => lines.includes('INFO listening'));
    await child.stop();
    expect(processIdentity(pid)).toBeUndefined();
    expect(readFileSync(join(folder, 'worker.log'), 'utf8')).toContain('listening');
    expect(restarts).toEqual([]);
  });

  it('shows the last words of one that does not start', async () => {
    const start = (await make(`console.error('no such schema'); process.exit(3)`)).start();
    await expect(start).rejects.toThrow(
      /The worker did not start: it ended with code 3\.\n {2}no such schema\n/,
    );
  });

  it('is started again when it ends by itself', async () => {
    await (await make(SERVER)).start();
    const first = child.pid ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => child.pid !== undefined && child.pid !== first);
    expect(restarts).toEqual(['ended unexpectedly (SIGKILL); starting it again in 1 s']);
  });

  it('is not started again once it was stopped while waiting for that', async () => {
    await (await make(SERVER)).start();
    process.kill(child.pid ?? 0, 'SIGKILL');
    await until(() => restarts.length === 1);
    await child.stop();
    await wait(1_200);
    expect(child.pid).toBeUndefined();
  });

  it('is killed when it does not end in time', async () => {
    await (await make(`process.on('SIGTERM', () => undefined); ${SERVER}`)).start();
    const pid = child.pid ?? 0;
    await child.stop();
    expect(processIdentity(pid)).toBeUndefined();
  });
});
