import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';
import { aLedger } from '../../testing/ledger/ledger-world';
import { CampaignsRepository } from './campaigns.repository';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 2,
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

const statusOf = async (id: string): Promise<string | undefined> =>
  (await database.queryOne<{ status: string }>('SELECT status FROM campaigns WHERE id = $1', [id]))?.status;

it('goes on with a campaign that was called sent while one of its batches was being opened again', async () => {
  const { id: workspaceId } = await aWorkspace(database);
  const unfinished = await aLedger(database, workspaceId, { recipients: 1, batchSize: 1 });
  const finished = await aLedger(database, workspaceId, { recipients: 1, batchSize: 1 });
  await database.execute(`UPDATE delivery_batches SET status = 'done' WHERE campaign_id = $1`, [
    finished.campaignId,
  ]);
  await database.execute(
    `UPDATE campaigns SET status = 'sent', finished_at = now() WHERE workspace_id = $1`,
    [workspaceId],
  );
  expect(await new CampaignsRepository(database).reopenUnfinished()).toBe(1);
  expect(await statusOf(unfinished.campaignId)).toBe('sending');
  expect(await statusOf(finished.campaignId)).toBe('sent');
});
