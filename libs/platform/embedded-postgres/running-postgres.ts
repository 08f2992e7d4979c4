import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commandLine } from '@platform/processes';
import { clusterPaths, DATABASE_NAME } from './create-cluster';
import { parsePostmaster, type Postmaster } from './postmaster-file';

/** Reads `postmaster.pid` of the data folder; undefined unless that very server is running. */
export function findPostmaster(data: string): Postmaster | undefined {
  const file = join(data, 'postmaster.pid');
  const postmaster = existsSync(file) ? parsePostmaster(readFileSync(file, 'utf8')) : undefined;
  // The number may belong to another program by now (a reboot, a container started again).
  return postmaster && commandLine(postmaster.pid)?.includes(`-D ${data} `) ? postmaster : undefined;
}

/** Address of the built-in server of `folder` when one is running and ready, started by whichever process. */
export function findRunningPostgres(folder: string): { url: string; port: number } | undefined {
  const paths = clusterPaths(folder);
  const postmaster = findPostmaster(paths.data);
  if (!postmaster?.ready) return undefined;
  return { url: databaseUrl(paths.password, postmaster.port), port: postmaster.port };
}

export function databaseUrl(passwordFile: string, port: number): string {
  const password = readFileSync(passwordFile, 'utf8').trim();
  return `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}

/** Asks the server to end at once but cleanly; insists after 10 s, and after 5 s more. */
export async function stopPostmaster(pid: number, hasEnded: () => boolean): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ];
  for (const [signal, patienceMs] of steps) {
    if (hasEnded()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    const deadline = Date.now() + patienceMs;
    while (!hasEnded() && Date.now() < deadline) await wait(15);
  }
}
