import { Client } from 'pg';
import { createEmptyDatabase, type TestDatabase } from '@testing';
import { assertSchemaCurrent, migrateDatabase, revertLastMigration } from './migrate';
import { migrations } from './migrations';

let database: TestDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
});

afterAll(() => database.drop());

/** Columns, constraints, indexes and functions of our own schema, one line each. */
async function schema(): Promise<string[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(`
      SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line
        FROM information_schema.columns WHERE table_schema = 'public'
      UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND probin IS NULL
      ORDER BY 1`);
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}

/** Every migration there and back takes seconds on a busy machine. */
it('takes every migration back without a trace, and applies them all again to the same schema', async () => {
  await migrateDatabase({ url: database.url });
  const before = await schema();
  for (const migration of [...migrations].reverse()) {
    await revertLastMigration(database.url);
    await expect(assertSchemaCurrent(database.url)).rejects.toThrow(migration.name);
  }
  expect((await schema()).filter((line) => !/\bmigrations\b|migrations_/.test(line))).toEqual([]);

  await migrateDatabase({ url: database.url });
  await assertSchemaCurrent(database.url);
  expect(await schema()).toEqual(before);
});
