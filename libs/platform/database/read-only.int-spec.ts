import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '@testing';
import { openDatabase } from './database.module';
import type { Database } from './database';
import { isStatementTimeout } from './violations';

let testDatabase: TestDatabase;
let db: Database;
let other: Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 1,
    applicationName: 'read-only',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  other = new Client({ connectionString: testDatabase.url });
  await other.connect();
});

afterAll(async () => {
  await other.end();
  await db.dataSource.destroy();
  await testDatabase.drop();
});

/** In the order of these names. */
const NAMES = ['statement_timeout', 'work_mem', 'jit', 'transaction_read_only'];

async function settings(): Promise<string[]> {
  const rows = await db.query<{ value: string }>(
    'SELECT current_setting(name) AS value FROM unnest($1::text[]) WITH ORDINALITY AS n(name, place) ORDER BY place',
    [NAMES],
  );
  return rows.map(({ value }) => value);
}

describe('a question that users compose', () => {
  it('writes nothing, has a time limit and a share of memory, and leaves the connection as it was', async () => {
    const before = await settings();
    const during = await db.readOnly(1500, settings, { workMemMb: 7 });
    expect(during).toEqual(['1500ms', '7MB', 'off', 'on']);
    expect(await settings()).toEqual(before);
    const write = db.readOnly(1500, () =>
      db.execute(`INSERT INTO workspaces (slug, name) VALUES ('a', 'a')`),
    );
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('gets less memory for each part the more parts it has, and its full share again afterwards', async () => {
    const parts = Array.from({ length: 1023 }, () => '(SELECT 1)').join(' + ');
    const asked = async (sql: string): Promise<unknown> =>
      (await db.queryOne<{ mem: string }>(`SELECT current_setting('work_mem') AS mem, ${sql} AS one`))?.mem;
    const during = await db.readOnly(1500, async () => [
      await asked('1'),
      await asked(parts),
      await asked('1'),
    ]);
    expect(during).toEqual(['64MB', '512kB', '64MB']);
  });

  it('waits while others of its workspace are being answered, and leaves connections to everybody else', async () => {
    const turns = [1, 2, 3].map(() => db.readOnly(5000, settings, { turnOf: 'mine' }));
    await expect(Promise.all(turns)).resolves.toHaveLength(3);
  });

  it('ends when its time is over', async () => {
    const slow = db.readOnly(20, () => db.query('SELECT pg_sleep(60)'));
    await expect(slow.catch(isStatementTimeout)).resolves.toBe(true);
  });

  it('is cancelled in PostgreSQL with its signal, though the pool has no connection left to say so', async () => {
    const caller = new AbortController();
    const asked = db.readOnly(60_000, () => db.query('SELECT pg_sleep(60)'), { signal: caller.signal });
    const refused = expect(asked).rejects.toBe('gone');
    const isRunning = async (): Promise<boolean> =>
      (
        await other.query(
          `SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'`,
        )
      ).rowCount === 1;
    while (!(await isRunning()));
    caller.abort('gone');
    await refused;
    expect(await isRunning()).toBe(false);
    // The next user of the same connection is left alone.
    expect(await db.query('SELECT pg_sleep(0.05), 1 AS one')).toMatchObject([{ one: 1 }]);
  });

  it('starts no further statement once its signal is aborted', async () => {
    const caller = new AbortController();
    let reached = 0;
    const asked = db.readOnly(
      60_000,
      async () => {
        caller.abort('gone');
        reached += 1;
        await db.query('SELECT pg_sleep(60)');
        reached += 1;
      },
      { signal: caller.signal },
    );
    await expect(asked).rejects.toBe('gone');
    expect(reached).toBe(1);
  });
});
