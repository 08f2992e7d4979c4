import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '@platform/processes';
import { until } from './until';

export interface WorkerProcess {
  /** SIGKILL: no shutdown, no clean-up, as when the machine loses power. */
  kill(): Promise<void>;
}

const root = join(__dirname, '../..');

/** The worker as its own process, from the same sources, with the settings of `env`. */
export async function startWorkerProcess(env: Record<string, string>): Promise<WorkerProcess> {
  const port = await freePort();
  const loader = join(root, 'test/support/run-typescript.cjs');
  const child = spawn(
    process.execPath,
    ['-r', 'reflect-metadata', '-r', loader, join(root, 'apps/worker/src/main.ts')],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env.PATH,
        APP_SECRET: 'a secret that only the tests use, 32+',
        LOG_LEVEL: 'silent',
        DNS_SERVERS: '127.0.0.1:1',
        WORKER_PORT: String(port),
        ...env,
      },
    },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = once(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  await until('the worker process is healthy', async () => {
    if (child.exitCode !== null) throw new Error(`The worker ended: ${errors}`);
    return fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
  });
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
