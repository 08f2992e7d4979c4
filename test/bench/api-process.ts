import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '@platform/processes';
import type { Stage } from './stage';
import { BENCH_SECRET } from './worker';

const ROOT = join(__dirname, '../..');

/** The api as built, on the stage's database, behind one proxy; ready when this returns. Must be killed. */
export async function startApiProcess(
  stage: Pick<Stage, 'url' | 'folder'>,
  { profile }: { profile: string | null },
): Promise<{ api: ChildProcess; port: number }> {
  const port = await freePort();
  const profiling = profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : [];
  const api = spawn(process.execPath, [...profiling, join(ROOT, 'dist/apps/api/src/main.js')], {
    cwd: stage.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: stage.url,
      SMTP_URL: 'smtp://127.0.0.1:1',
      APP_SECRET: BENCH_SECRET,
      APP_URL: 'https://mail.bench.example.com',
      PORT: String(port),
      TRUST_PROXY: '1',
      LOG_LEVEL: 'error',
      TIDINGS_DATA_DIR: stage.folder,
    },
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return { api, port };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  api.kill('SIGKILL');
  throw new Error('The api did not start.');
}
