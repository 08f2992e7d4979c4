import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** How to start a program so that PostgreSQL accepts the user it runs as. */
export interface Launch {
  /** Words before the program and its arguments. */
  prefix: string[];
  /** Passed to spawn. */
  identity: { uid?: number; gid?: number };
}

const PREFERRED = ['postgres', '_postgres', 'nobody'];

/** The account that root starts PostgreSQL as: an own one if the machine has it, else nobody. Pure. */
export function chooseUser(passwd: string): SystemUser | undefined {
  const users = passwd.split('\n').map((line) => line.split(':'));
  const candidates = PREFERRED.flatMap((name) => users.filter((fields) => fields[0] === name));
  return candidates
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find(({ uid, gid }) => uid > 0 && gid > 0);
}

/** The unprivileged account of this machine; undefined unless this process is root. */
export function userInsteadOfRoot(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = chooseUser(existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '');
  if (user) return user;
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and this machine has neither a user "postgres" nor a user "nobody". ' +
      'Start Tidings as a normal user, or set DATABASE_URL.',
  );
}

/**
 * How to start PostgreSQL. As root it gets the unprivileged user; when that user cannot reach one of `paths` (a
 * checkout below a private folder), it also keeps the single right to pass closed folders.
 */
export function planLaunch(user: SystemUser | undefined, paths: string[]): Launch {
  if (!user) return { prefix: [], identity: {} };
  const closed = paths.map((path) => findClosed(path, user)).find((path) => path !== undefined);
  if (!closed) return { prefix: [], identity: { uid: user.uid, gid: user.gid } };
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (!setpriv) throw unreachable(user, closed);
  const account = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const right = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  // access(2), with which PostgreSQL looks for its own files, drops ambient rights unless this bit is set.
  return { prefix: [setpriv, ...account, ...right, '--securebits=+no_setuid_fixup', '--'], identity: {} };
}

function unreachable(user: SystemUser, closed: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `PostgreSQL refuses to run as root, and the user "${user.name}" that it runs as instead may not enter ${closed}. ` +
      'Start Tidings as a normal user, move the folder to a place that everyone may enter, ' +
      'install setpriv (package util-linux), or set DATABASE_URL.',
  );
}

/** The first folder on the way to `path`, or the file itself, that `user` may not pass or read. */
function findClosed(path: string, user: SystemUser): string | undefined {
  const up = dirname(path);
  const above = up === path ? undefined : findClosed(up, user);
  if (above) return above;
  const stat = statSync(path);
  const needed = stat.isDirectory() ? 0o1 : 0o4;
  const shift = stat.uid === user.uid ? 6 : stat.gid === user.gid ? 3 : 0;
  return (stat.mode >> shift) & needed ? undefined : path;
}
