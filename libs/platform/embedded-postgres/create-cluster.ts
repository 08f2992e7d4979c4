import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import type { PostgresBinaries } from './postgres-binaries';
import type { Launch, SystemUser } from './unprivileged-user';

/** Name of the database, and of its owner. */
export const DATABASE_NAME = 'tidings';

const MAJOR_VERSION = '18';

/** Where things are below the folder of the built-in server. */
export interface ClusterPaths {
  folder: string;
  data: string;
  password: string;
  log: string;
}

export function clusterPaths(folder: string): ClusterPaths {
  const at = (name: string) => join(folder, name);
  return { folder, data: at('data'), password: at('password'), log: at('postgres.log') };
}

/** Environment of every PostgreSQL program: nothing of ours may leak in (PGPORT, PGDATA…). */
export const POSTGRES_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/**
 * Makes the database files on first use: UTF-8, and a locale that is the same on every machine. They appear in one
 * step, so that an interrupted first start leaves nothing half-made.
 */
export function ensureCluster(input: {
  paths: ClusterPaths;
  binaries: PostgresBinaries;
  launch: Launch;
  user?: SystemUser;
  fast: boolean;
}): void {
  const { paths, user } = input;
  if (existsSync(join(paths.data, 'PG_VERSION'))) return checkVersion(paths.data);
  const fresh = `${paths.data}.new`;
  const passwordFile = join(fresh, '..', 'password.new');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (user) for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  run(input.launch, input.binaries.initdb, {
    words: initdbArguments({ data: fresh, passwordFile, fast: input.fast }),
    stdin: '',
  });
  const single = ['--single', '-D', fresh, '-c', 'log_min_messages=warning', 'postgres'];
  run(input.launch, input.binaries.postgres, { words: single, stdin: `CREATE DATABASE ${DATABASE_NAME}\n` });
  if (user) chownSync(passwordFile, 0, 0);
  renameSync(passwordFile, paths.password);
  renameSync(fresh, paths.data);
}

function initdbArguments(input: { data: string; passwordFile: string; fast: boolean }): string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${DATABASE_NAME}`, `--pwfile=${input.passwordFile}`, '--auth=scram-sha-256'];
  const speed = input.fast ? ['--no-sync'] : [];
  return ['-D', input.data, ...locale, ...access, ...speed, '--no-instructions'];
}

function checkVersion(data: string): void {
  const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (version === MAJOR_VERSION) return;
  throw new EmbeddedPostgresError(
    `The database in ${data} was made by PostgreSQL ${version}, and this copy of Tidings brings ${MAJOR_VERSION}. ` +
      `Dump it with PostgreSQL ${version} and restore it into a new folder, or set DATABASE_URL.`,
  );
}

function run(launch: Launch, program: string, input: { words: string[]; stdin: string }): void {
  const [command = program, ...words] = [...launch.prefix, program, ...input.words];
  const options = { ...launch.identity, cwd: '/', env: POSTGRES_ENVIRONMENT, input: input.stdin };
  const result = spawnSync(command, words, { ...options, encoding: 'utf8' });
  if (result.status === 0) return;
  const output = `${result.error?.message ?? ''}\n${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim();
  throw new EmbeddedPostgresError(
    `The built-in PostgreSQL could not create its files. ${output.slice(-1500)}\nOr set DATABASE_URL to a PostgreSQL of your own.`,
  );
}
