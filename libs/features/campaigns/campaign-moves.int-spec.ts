import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';
import { campaignStatuses, campaignTransitions, type CampaignStatus } from './campaign-status';

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

/** Whether the trigger lets a campaign go from one state to another; what other columns must hold is not its business. */
async function isLet(workspaceId: string, from: CampaignStatus, to: CampaignStatus): Promise<boolean> {
  return database
    .transaction(async () => {
      await database.execute(
        'ALTER TABLE campaigns DROP CONSTRAINT ck_campaigns_scheduled, DROP CONSTRAINT ck_campaigns_resolved',
      );
      const row = await database.queryOne<{ id: string }>(
        'INSERT INTO campaigns (workspace_id, name, status) VALUES ($1, $2, $3) RETURNING id',
        [workspaceId, `${from} to ${to}`, from],
      );
      await database.execute('UPDATE campaigns SET status = $2 WHERE id = $1', [row?.id, to]);
      throw new Error('rolled back');
    })
    .then(
      () => true,
      (error: { constraint?: string; message: string }) => {
        if (error.message === 'rolled back') return true;
        expect(error.constraint).toBe('tr_campaigns_status');
        return false;
      },
    );
}

it('the database makes exactly the moves of the table, and no others', async () => {
  const { id } = await aWorkspace(database);
  const different: string[] = [];
  for (const from of campaignStatuses) {
    for (const to of campaignStatuses) {
      const isLegal = from === to || campaignTransitions[from].includes(to);
      if ((await isLet(id, from, to)) !== isLegal) different.push(`${from} → ${to}`);
    }
  }
  expect(different).toEqual([]);
});
