import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';
import { deliveryStatuses, mayBecome, type DeliveryStatus } from './delivery-status';

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

/** Whether the database lets a row go from one state to another. */
async function isLet(workspaceId: string, from: DeliveryStatus, to: DeliveryStatus): Promise<boolean> {
  const row = await database.queryOne<{ id: string }>(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, handed_over_at, finished_at)
     VALUES ($1, $2, 1, $3, 'ana@example.com', $4, now(), now()) RETURNING id`,
    [workspaceId, randomUUID(), randomUUID(), from],
  );
  const update = database.execute('UPDATE deliveries SET status = $2 WHERE id = $1', [row?.id, to]);
  return update.then(
    () => true,
    (error: { constraint?: string }) => {
      expect(error.constraint).toBe('tr_deliveries_status');
      return false;
    },
  );
}

it('the database makes exactly the moves of the table, and no others', async () => {
  const { id } = await aWorkspace(database);
  const different: string[] = [];
  for (const from of deliveryStatuses) {
    for (const to of deliveryStatuses) {
      const isLegal = from === to || mayBecome(from, to);
      if ((await isLet(id, from, to)) !== isLegal) different.push(`${from} → ${to}`);
    }
  }
  expect(different).toEqual([]);
});
