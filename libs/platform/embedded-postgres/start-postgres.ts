import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, guardProcess, isPortFree, lockFolder } from '@platform/processes';
import { clusterPaths, ensureCluster, POSTGRES_ENVIRONMENT, type ClusterPaths } from './create-cluster';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { findPostgresBinaries } from './postgres-binaries';
import { prepareOwner } from './prepare-owner';
import { postgresArguments, type PostgresSettings } from './postgres-settings';
import { databaseUrl, findPostmaster, stopPostmaster } from './running-postgres';
import { planLaunch, type Launch } from './unprivileged-user';

export interface StartPostgresOptions {
  /** Folder of the server: files, password, log. Made when missing. */
  dataDir: string;
  /** TCP port on 127.0.0.1; 'free' takes any. */
  port: number | 'free';
  /** Values of postgresql.conf that differ from ours. */
  settings?: PostgresSettings;
  /** Trades safety against a crash for speed: for tests. */
  fast?: boolean;
  /** Removes the folder at the end, also when this process is killed. */
  deleteAtEnd?: boolean;
  /** Told about things a person may want to know. */
  log?: (message: string) => void;
}

export interface RunningPostgres {
  url: string;
  port: number;
  pid: number;
  /** Called when the server ends although nobody stopped it. */
  onUnexpectedExit: (listener: (message: string) => void) => void;
  /** Ends the server cleanly; safe to call twice. */
  stop: () => Promise<void>;
}

const READY_PATIENCE_MS = 120_000;
const LOG_LIMIT_BYTES = 10_000_000;

/**
 * Starts a PostgreSQL that belongs to this process: it ends with it, whatever happens. Works as root (the server then
 * runs as an unprivileged user). Throws EmbeddedPostgresError, or FolderInUseError when another process has the folder.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const paths = clusterPaths(resolve(options.dataDir));
  mkdirSync(paths.folder, { recursive: true });
  const unlock = lockFolder(paths.folder, 'lock');
  try {
    return await startLocked({ ...options, paths, unlock });
  } catch (error) {
    unlock();
    throw error;
  }
}

type LockedOptions = StartPostgresOptions & { paths: ClusterPaths; unlock: () => void };

async function startLocked(options: LockedOptions): Promise<RunningPostgres> {
  const { paths } = options;
  const fast = options.fast ?? false;
  const binaries = findPostgresBinaries();
  const user = prepareOwner(paths);
  const launch = planLaunch(user, [...binaries.samples, paths.folder]);
  await clearLeftovers(options);
  ensureCluster({ paths, binaries, launch, user, fast });
  rotateLog(paths.log);
  const start = async (port: number) => {
    const words = postgresArguments({ dataDir: paths.data, port, fast, own: options.settings ?? {} });
    const child = launchServer({ program: binaries.postgres, words, launch, log: paths.log });
    await untilReady(child, paths);
    return running(child, port, options);
  };
  if (options.port !== 'free') {
    if (!(await isPortFree(options.port))) throw portTaken(options.port);
    return start(options.port);
  }
  return start(await freePort()).catch(async (error: Error) => {
    // Another program may take the port between finding and using it.
    if (!error.message.includes('Address already in use')) throw error;
    return start(await freePort());
  });
}

function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `Port ${port} of 127.0.0.1 is taken; the built-in PostgreSQL needs another one.`,
  );
}

/** A server that outlived its killed parent is ended cleanly; a file that names a process of something else goes. */
async function clearLeftovers({ paths, log }: LockedOptions): Promise<void> {
  const orphan = findPostmaster(paths.data);
  if (orphan) {
    log?.('Stopping the database of a run that was killed.');
    await stopPostmaster(orphan.pid, () => findPostmaster(paths.data) === undefined);
  }
  rmSync(join(paths.data, 'postmaster.pid'), { force: true });
}

function launchServer(input: {
  program: string;
  words: string[];
  launch: Launch;
  log: string;
}): ChildProcess {
  const [command = input.program, ...words] = [...input.launch.prefix, input.program, ...input.words];
  const log = openSync(input.log, 'a', 0o600);
  try {
    // Its own process group: Ctrl-C on the terminal must not reach the server before its users have finished.
    const stdio: ['ignore', number, number] = ['ignore', log, log];
    const options = { ...input.launch.identity, cwd: '/', env: POSTGRES_ENVIRONMENT, detached: true, stdio };
    return spawn(command, words, options);
  } finally {
    closeSync(log);
  }
}

async function untilReady(child: ChildProcess, paths: ClusterPaths): Promise<void> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? `code ${code}`}`));
  const deadline = Date.now() + READY_PATIENCE_MS;
  while (failure === undefined && Date.now() < deadline) {
    const postmaster = findPostmaster(paths.data);
    if (postmaster?.ready && postmaster.pid === child.pid) return;
    await wait(15);
  }
  child.kill('SIGQUIT');
  throw new EmbeddedPostgresError(
    `The built-in PostgreSQL did not start: ${failure ?? 'it did not answer in time'}.\n${lastLines(paths.log)}` +
      `\nThe whole log is ${paths.log}.`,
  );
}

function running(child: ChildProcess, port: number, options: LockedOptions): RunningPostgres {
  const { paths } = options;
  const pid = child.pid ?? 0;
  const deleteFolder = options.deleteAtEnd ? paths.folder : undefined;
  const callOffGuardian = guardProcess({
    pid,
    signal: 'INT',
    graceSeconds: deleteFolder ? 0 : 5,
    deleteFolder,
  });
  child.unref();
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(pid, () => child.exitCode !== null || child.signalCode !== null);
    callOffGuardian();
    options.unlock();
    if (deleteFolder) rmSync(deleteFolder, { recursive: true, force: true });
  };
  return {
    url: databaseUrl(paths.password, port),
    port,
    pid,
    onUnexpectedExit: (listener) => {
      child.once('exit', () => {
        if (!stopping) listener(`The built-in PostgreSQL ended.\n${lastLines(paths.log)}`);
      });
    },
    stop: () => (stopping ??= stop()),
  };
}

function rotateLog(log: string): void {
  if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) renameSync(log, `${log}.1`);
  closeSync(openSync(log, 'a', 0o600));
  chmodSync(log, 0o600);
}

function lastLines(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('\n') : '';
}
