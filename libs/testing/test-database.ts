import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { migrateDatabase } from '@platform/database';

export interface TestDatabase {
  url: string;
  /** Removes the database, with whoever is still connected. */
  drop: () => Promise<void>;
}

/**
 * An own, migrated, empty database: a copy of the template that was migrated once for the whole run. One per test
 * file, made in `beforeAll` and dropped in `afterAll`.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_SERVER;
  const template = process.env.TEST_DATABASE_TEMPLATE;
  if (!server || !template) {
    throw new Error('No test server: only integration and e2e tests have one (name the file *.int-spec.ts).');
  }
  return createDatabase(server, `TEMPLATE ${template}`);
}

/** An own database without any table, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(process.env.TEST_DATABASE_SERVER ?? '', 'TEMPLATE template0');
}

/** Makes and migrates the database that `createTestDatabase` copies. Called once per run by the global set-up. */
export async function prepareTemplate(server: string): Promise<{ name: string; drop: () => Promise<void> }> {
  const { url, drop } = await createDatabase(server, 'TEMPLATE template0');
  const name = nameOf(url);
  try {
    await migrateDatabase({ url });
    // Nobody may connect to it: a connection would make the next copy fail.
    await run(server, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    return { name, drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function createDatabase(server: string, options: string): Promise<TestDatabase> {
  const name = `tidings_test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE DATABASE ${name} ${options}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function run(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
