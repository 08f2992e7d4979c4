import { DeliveriesRepository, DeliveryBatchesRepository, type BatchLease } from '@features/deliveries';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../../testing/factories/workspace';
import { aLedger } from '../../../testing/ledger/ledger-world';
import { CampaignsRepository } from '../campaigns.repository';
import { CampaignFiguresRepository } from './campaign-figures.repository';
import type { ProgressFigures } from './progress-figures';

let server: TestDatabase;
let database: Database;
let batches: DeliveryBatchesRepository;
let figures: CampaignFiguresRepository;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 4,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  batches = new DeliveryBatchesRepository(database, new DeliveriesRepository(database));
  figures = new CampaignFiguresRepository(database);
});

afterAll(async () => {
  await database.dataSource.destroy();
  await server.drop();
});

async function aCampaign(recipients: number) {
  const { id: workspaceId } = await aWorkspace(database);
  const world = await aLedger(database, workspaceId, { recipients, batchSize: 50 });
  const found = async (): Promise<ProgressFigures> =>
    (await figures.figures(workspaceId, world.campaignId)) as ProgressFigures;
  const run = async (): Promise<void> => {
    await database.execute('UPDATE delivery_batches SET due_at = now() WHERE campaign_id = $1', [
      world.campaignId,
    ]);
    const lease = (await batches.lease(world.campaignId, world.batchNumbers[0] ?? 0)) as BatchLease;
    await lease.claim(50, []);
    await lease.release(0);
  };
  return { ...world, workspaceId, found, run };
}

it('people who are put off are counted by their reason, with the first time, until they are taken in hand', async () => {
  const { workspaceId, campaignId, contactIds, found, run } = await aCampaign(5);
  await database.execute(
    `UPDATE workspaces SET cap_emails = 1, cap_days = 7, time_zone = 'Etc/UTC',
       quiet_from = (now() AT TIME ZONE 'Etc/UTC' - interval '1 hour')::time,
       quiet_to = (now() AT TIME ZONE 'Etc/UTC' + interval '3 hours')::time WHERE id = $1`,
    [workspaceId],
  );
  await database.execute(`UPDATE campaigns SET on_cap = 'defer', on_quiet_hours = 'defer' WHERE id = $1`, [
    campaignId,
  ]);
  await database.execute('UPDATE contacts SET time_zone = NULL WHERE id = ANY ($1)', [contactIds]);
  await database.execute(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, handed_over_at, finished_at)
     VALUES ($1, uuidv7(), 1, $2, 'x@example.com', 'accepted', now() - interval '160 hours', now())`,
    [workspaceId, contactIds[0]],
  );
  expect(await found()).toMatchObject({ tallies: {}, putOffUntil: {} });
  await run();
  const { tallies, putOffUntil } = await found();
  expect(tallies).toEqual({ 'frequency-cap': 1, 'quiet-hours': 4 });
  const hours = (at: Date | undefined): number => Math.round(((at?.getTime() ?? 0) - Date.now()) / 3_600_000);
  expect(hours(putOffUntil['frequency-cap'])).toBe(8);
  expect(hours(putOffUntil['quiet-hours'])).toBe(3);

  await database.execute('UPDATE workspaces SET quiet_from = NULL, quiet_to = NULL WHERE id = $1', [
    workspaceId,
  ]);
  await database.execute(
    `UPDATE deliveries SET next_attempt_at = now() WHERE campaign_id = $1 AND reason = 'quiet-hours'`,
    [campaignId],
  );
  await run();
  expect((await found()).tallies).toEqual({ 'frequency-cap': 1, 'quiet-hours': 0 });
});

it('a campaign keeps what it waits for and until when as long as it does', async () => {
  const { campaignId, found } = await aCampaign(1);
  const campaigns = new CampaignsRepository(database);
  const until = new Date(Date.now() + 60_000);
  await campaigns.setWaiting(campaignId, { by: 'provider', until, reason: 'Gmail asks us to slow down.' });
  expect(await found()).toMatchObject({ waitingBy: 'provider', waitingUntil: until });
  await campaigns.move(campaignId, { from: ['sending'], to: 'paused', reason: 'Paused.' });
  expect(await found()).toMatchObject({ waitingBy: null, waitingUntil: null, reason: 'Paused.' });
});
