import type { Socket } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@testing';
import type { Database } from './database';
import { openDatabase } from './database.module';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 1,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await database.dataSource.destroy();
  await server.drop();
});

it('a connection that breaks fails the statement on it, not the process, and the next one gets another', async () => {
  const broken = database.session(async (client) => {
    const answer = client.query('SELECT pg_sleep(30)');
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    stream.destroy(new Error('connection reset'));
    return answer;
  });
  await expect(broken).rejects.toThrow('connection reset');
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('a connection that breaks while nobody asks it anything is not lent again', async () => {
  const broken = database.session(async (client) => {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy(new Error('connection reset'));
    await closed;
    await client.query('SELECT 1');
  });
  await expect(broken).rejects.toThrow();
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});
