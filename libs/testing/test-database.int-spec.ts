import { Client } from 'pg';
import { createEmptyDatabase, createTestDatabase } from './index';

async function tables(url: string): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const sql = `SELECT tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`;
  const { rows } = await client.query<{ tablename: string }>(sql);
  await client.end();
  return rows.map((row) => row.tablename);
}

describe('createTestDatabase', () => {
  it('gives each caller an own migrated database', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    expect(first.url).not.toBe(second.url);
    expect(await tables(first.url)).toContain('migrations');
    expect(await tables(second.url)).toContain('migrations');
    await Promise.all([first.drop(), second.drop()]);
    await expect(tables(first.url)).rejects.toThrow(/does not exist/);
  });

  it('drops a database that somebody is still connected to', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    await expect(tables(database.url)).rejects.toThrow(/does not exist/);
    await client.end().catch(() => undefined);
  });

  it('has an empty one for tests of migrations', async () => {
    const database = await createEmptyDatabase();
    expect(await tables(database.url)).toEqual([]);
    await database.drop();
  });
});
