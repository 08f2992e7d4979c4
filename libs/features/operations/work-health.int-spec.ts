import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';
import { aLedger, type LedgerWorld } from '../../testing/ledger/ledger-world';
import { OperationsRepository } from './operations.repository';
import { WorkHealthService, type WorkHealth } from './work-health.service';

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

/** Asks anew: the service itself is content with what it knew some seconds ago. */
const check = (): Promise<WorkHealth> => new WorkHealthService(new OperationsRepository(database)).check();

const aDueLedger = async (): Promise<LedgerWorld> => {
  const { id } = await aWorkspace(database);
  const world = await aLedger(database, id, { recipients: 2, batchSize: 1 });
  await database.execute(
    `UPDATE delivery_batches SET due_at = now() - interval '10 minutes' WHERE campaign_id = $1`,
    [world.campaignId],
  );
  return world;
};

const leave = (world: LedgerWorld): Promise<number> =>
  database.execute(`UPDATE campaigns SET status = 'paused' WHERE id = $1`, [world.campaignId]);

it('calls batches that nobody takes stuck, and says so in one sentence', async () => {
  const world = await aDueLedger();
  const { isStuck, problems } = await check();
  expect(isStuck).toBe(true);
  expect(problems).toEqual([
    expect.stringMatching(/^2 batches of campaigns wait to be sent, the oldest for 10 minutes/),
  ]);
  await leave(world);
});

it('calls a long queue healthy while somebody works through it', async () => {
  const world = await aDueLedger();
  await database.execute(
    `UPDATE delivery_batches SET leased_by = uuidv7(), leased_until = now() + interval '1 minute'
     WHERE campaign_id = $1 AND number = 1`,
    [world.campaignId],
  );
  expect(await check()).toEqual({ isStuck: false, problems: [] });
  await leave(world);
});

it('calls nothing stuck that is paused, or that waits for its time', async () => {
  const world = await aDueLedger();
  await database.execute(
    `UPDATE delivery_batches SET due_at = now() + interval '1 hour' WHERE campaign_id = $1`,
    [world.campaignId],
  );
  expect(await check()).toEqual({ isStuck: false, problems: [] });
  await leave(world);
  await database.execute(
    `UPDATE delivery_batches SET due_at = now() - interval '1 hour' WHERE campaign_id = $1`,
    [world.campaignId],
  );
  expect(await check()).toEqual({ isStuck: false, problems: [] });
});

it('calls a campaign stuck whose time came minutes ago and that nobody started', async () => {
  const { id } = await aWorkspace(database);
  await database.execute(
    `INSERT INTO campaigns (workspace_id, name, status, scheduled_at)
     VALUES ($1, 'Late', 'scheduled', now() - interval '5 minutes')`,
    [id],
  );
  expect((await check()).problems).toEqual([expect.stringMatching(/^1 campaign is due to start/)]);
  await database.execute('DELETE FROM campaigns WHERE workspace_id = $1', [id]);
});

it('counts uncertain deliveries of campaigns', async () => {
  const { id } = await aWorkspace(database);
  const world = await aLedger(database, id, { recipients: 2, batchSize: 2 });
  for (const status of ['claimed', 'handed_over', 'uncertain']) {
    await database.execute(
      `UPDATE deliveries SET status = $2, handed_over_at = now(), finished_at = now() WHERE campaign_id = $1`,
      [world.campaignId, status],
    );
  }
  expect(await new OperationsRepository(database).uncertainDeliveries()).toBe(2);
});
