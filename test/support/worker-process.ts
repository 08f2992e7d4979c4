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

/** The sources, compiled as they are loaded: always current. */
const SOURCES = [
  '-r',
  'reflect-metadata',
  '-r',
  join(root, 'test/support/run-typescript.cjs'),
  'apps/worker/src/main.ts',
];
/** What `npm run build` left: starts several times as fast. */
export const BUILT_WORKER = ['dist/apps/worker/src/main.js'];

/** The worker as its own process, with the settings of `env`. */
export async function startWorkerProcess(
  env: Record<string, string>,
  program: readonly string[] = SOURCES,
): Promise<WorkerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [...program], {
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
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exit = once(child, 'exit');
  const killAtEnd = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtEnd);
  void exit.then(() => process.off('exit', killAtEnd));
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
