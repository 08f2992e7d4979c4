import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { DomainError } from '@platform/errors';
import { migrations } from './migrations';
import { assertQueueSchemaCurrent, migrateQueueSchema } from './queue-schema';

/** Lowest PostgreSQL we run on: `uuidv7()` and the built-in `pg_c_utf8` collation decide. */
const MINIMUM_POSTGRES = 180000;

/** Serialises two processes that migrate at the same time ("TIDI"). */
const MIGRATION_LOCK = 0x54494449;

export interface MigrateOptions {
  url: string;
  /** Called with the name of each migration applied. */
  onApplied?: (name: string) => void;
}

/**
 * Brings the schema up to this build: ours first, then BullMQ's own. Safe to repeat and to run twice at once;
 * each set is applied whole or not at all.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<void> {
  const lock = await connect(options.url);
  try {
    await assertServerVersion(lock);
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await withDataSource(options.url, async (dataSource) => {
      for (const migration of await dataSource.runMigrations({ transaction: 'all' })) {
        options.onApplied?.(migration.name);
      }
    });
    await migrateQueueSchema(lock);
  } finally {
    await lock.end();
  }
}

/** Undoes our newest migration. For the round-trip test and for development. */
export async function revertLastMigration(url: string): Promise<void> {
  await withDataSource(url, (dataSource) => dataSource.undoLastMigration({ transaction: 'all' }));
}

/**
 * Throws `database.schema-behind` when a migration of this build is missing: API and worker call it before they
 * start, so that nothing runs on a schema it does not understand.
 */
export async function assertSchemaCurrent(url: string): Promise<void> {
  const client = await connect(url);
  try {
    await assertServerVersion(client);
    const applied = await client
      .query<{ name: string }>('SELECT name FROM migrations')
      .catch(() => ({ rows: [] as { name: string }[] }));
    const names = new Set(applied.rows.map((row) => row.name));
    const missing = migrations.map((migration) => migration.name).filter((name) => !names.has(name));
    if (missing.length > 0)
      throw schemaBehind(`${missing.length} migration(s) are missing, the first is ${missing[0]}`);
    await assertQueueSchemaCurrent(client).catch((error: unknown) => {
      throw schemaBehind(`the job queue's own schema is behind (${String(error)})`);
    });
  } finally {
    await client.end();
  }
}

function schemaBehind(what: string): DomainError {
  return new DomainError({
    code: 'database.schema-behind',
    kind: 'unavailable',
    message: `The database schema is behind this build: ${what}. Back up the database, then run "npm run cli -- migrate".`,
  });
}

async function assertServerVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version_num') AS version`,
  );
  const version = Number(rows[0]?.version);
  if (version >= MINIMUM_POSTGRES) return;
  throw new DomainError({
    code: 'database.unsupported-version',
    kind: 'unavailable',
    message: `DATABASE_URL points to PostgreSQL ${Math.floor(version / 10000)}; Tidings needs 18 or later. Upgrade the server, or unset DATABASE_URL to use the embedded one.`,
  });
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new DomainError({
      code: 'database.unreachable',
      kind: 'unavailable',
      message: `PostgreSQL does not answer at ${withoutPassword(url)}: ${(error as Error).message}. Check DATABASE_URL and that the server runs.`,
      cause: error,
    });
  }
}

function withoutPassword(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.host}${parsed.pathname}`;
  } catch {
    return 'the given address';
  }
}

async function withDataSource<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    applicationName: 'tidings migrate',
  });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
