import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { segmentServicesFor } from '../../testing/factories/segment';
import { aWorkspace } from '../../testing/factories/workspace';

let testDatabase: TestDatabase;
let db: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

it('is frozen with a time limit and a share of memory, when it is made and whenever it is frozen again', async () => {
  const actor = systemActor((await aWorkspace(db)).id, 'test');
  const services = segmentServicesFor(db);
  const seen: (string | undefined)[] = [];
  jest.spyOn(services.members, 'freeze').mockImplementation(async () => {
    const row = await db.queryOne<{ limits: string }>(
      `SELECT concat_ws(' ', current_setting('statement_timeout'), current_setting('work_mem')) AS limits`,
    );
    seen.push(row?.limits);
    return 0;
  });
  const tree = { v: 1, match: 'all', rules: [] };
  const { id } = await services.segments.create(actor, { name: 'Frozen', kind: 'static', tree });
  await services.frozen.freeze(actor, id);
  expect(seen).toEqual(['1min 64MB', '1min 64MB']);
});

it('that takes too long is refused with a way out, and is not there', async () => {
  const actor = systemActor((await aWorkspace(db)).id, 'test');
  const services = segmentServicesFor(db);
  jest.spyOn(services.members, 'freeze').mockImplementation(async () => {
    await db.query(`SELECT set_config('statement_timeout', '20', true)`);
    await db.query('SELECT pg_sleep(60)');
    return 0;
  });
  const tree = { v: 1, match: 'all', rules: [] };
  const made = services.segments.create(actor, { name: 'Slow', kind: 'static', tree });
  await expect(made).rejects.toMatchObject({ code: 'segment.preview-timeout', kind: 'unavailable' });
  expect((await services.segments.list(actor.workspaceId, { limit: 5 })).items).toEqual([]);
});
