import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@platform/processes';
import type { Stage } from './stage';

const ROOT = join(__dirname, '../..');

export interface BenchWorkerOptions {
  smtpUrl: string;
  /** To the mail server, over all workers. */
  connections: number;
  /** Folder for a CPU profile, if wanted. */
  profile?: string | null;
}

/** The real worker, as built, on the stage's database; ready when this returns. */
export async function startBenchWorker(
  stage: Stage,
  { smtpUrl, connections, profile }: BenchWorkerOptions,
): Promise<ChildProcess> {
  const port = await freePort();
  const profiling = profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : [];
  const worker = spawn(process.execPath, [...profiling, join(ROOT, 'dist/apps/worker/src/main.js')], {
    cwd: stage.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: stage.url,
      SMTP_URL: smtpUrl,
      SMTP_CONNECTIONS: String(connections),
      SMTP_PRIVATE_HOSTS: 'yes',
      APP_SECRET: BENCH_SECRET,
      DNS_SERVERS: '127.0.0.1:1',
      APP_URL: 'https://mail.bench.example.com',
      WORKER_PORT: String(port),
      LOG_LEVEL: 'error',
      TIDINGS_DATA_DIR: stage.folder,
    },
  });
  for (let tries = 0; tries < 300; tries += 1) {
    const ok = await fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return worker;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The worker did not start.');
}

export const BENCH_SECRET = 'a secret for benchmarks only, of 32 characters';

export async function stopped(worker: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGTERM');
  await exit;
}

const PATIENCE_MS = 15 * 60_000;

/** When the campaign was sent. Looks seldom: looking takes time from what is measured. */
export async function untilSent({ sql }: Stage, campaignId: string): Promise<Date> {
  for (const since = Date.now(); ;) {
    const { rows } = await sql.query<{ status: string; reason: string | null; finishedAt: Date }>(
      'SELECT status, reason, finished_at AS "finishedAt" FROM campaigns WHERE id = $1',
      [campaignId],
    );
    if (rows[0]?.status === 'sent') return rows[0].finishedAt;
    if (rows[0]?.status === 'failed') throw new Error(`The campaign failed: ${rows[0].reason}`);
    if (Date.now() - since > PATIENCE_MS) throw new Error(`The campaign does not end: ${rows[0]?.reason}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Peak resident memory of a process in MB (Linux). */
export function peakRss(worker: ChildProcess): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${worker.pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}
