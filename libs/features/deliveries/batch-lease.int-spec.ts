import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';
import { aLedger, type LedgerWorld } from '../../testing/ledger/ledger-world';
import type { BatchLease } from './batch-lease.repository';
import { DeliveriesRepository } from './deliveries.repository';
import { DeliveryBatchesRepository } from './delivery-batches.repository';

let server: TestDatabase;
let database: Database;
let batches: DeliveryBatchesRepository;
let world: LedgerWorld;
let workspaceId: string;

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
  batches = new DeliveryBatchesRepository(database, new DeliveriesRepository(database));
});

afterAll(async () => {
  await database.dataSource.destroy();
  await server.drop();
});

beforeEach(async () => {
  ({ id: workspaceId } = await aWorkspace(database));
  world = await aLedger(database, workspaceId, { recipients: 4, batchSize: 4 });
});

const lease = async (): Promise<BatchLease> => (await batches.lease(world.campaignId, 1)) as BatchLease;

const claimAll = async (from: BatchLease): Promise<string[]> =>
  (await from.claim(10, [])).claimed.map(({ id }) => id);

const expire = (): Promise<number> =>
  database.execute(
    `UPDATE delivery_batches SET leased_until = now() - interval '1 second' WHERE campaign_id = $1`,
    [world.campaignId],
  );

const state = (): Promise<{ campaign: string; batch: string; statuses: string[] } | null> =>
  database.queryOne(
    `SELECT k.status AS campaign, b.status AS batch,
       (SELECT array_agg(DISTINCT d.status) FROM deliveries d WHERE d.campaign_id = k.id) AS statuses
     FROM campaigns k JOIN delivery_batches b ON b.campaign_id = k.id WHERE k.id = $1`,
    [world.campaignId],
  );

it('opens batch and campaign again when a late answer says that nothing was sent', async () => {
  const late = await lease();
  const ids = await claimAll(late);
  await late.handOver(ids);
  await expire();
  const other = await lease();
  expect(await other.release(0)).toMatchObject({ done: true });
  await database.execute(`UPDATE campaigns SET status = 'sent', finished_at = now() WHERE id = $1`, [
    world.campaignId,
  ]);
  await late.record(ids.map((id) => ({ id, status: 'pending' })));
  expect(await state()).toEqual({ campaign: 'sending', batch: 'open', statuses: ['pending'] });
  expect(await batches.findDue(10, world.campaignId)).toHaveLength(1);
});

it('lets a lost lease neither hand over nor put back', async () => {
  const late = await lease();
  const ids = await claimAll(late);
  await expire();
  expect((await late.handOver(ids)).size).toBe(0);
  expect(await late.renew()).toBe(false);
  const other = await lease();
  await claimAll(other);
  await late.putBack(ids);
  expect((await other.handOver(ids)).size).toBe(4);
});

it('hands nothing over once the campaign is paused', async () => {
  const mine = await lease();
  const ids = await claimAll(mine);
  await database.execute(`UPDATE campaigns SET status = 'paused' WHERE id = $1`, [world.campaignId]);
  expect((await mine.handOver(ids)).size).toBe(0);
  expect(await mine.renew()).toBe(false);
});

it('puts rows back without using up an attempt, and only those', async () => {
  const mine = await lease();
  const ids = await claimAll(mine);
  await mine.putBack(ids.slice(0, 2));
  expect((await mine.handOver(ids)).size).toBe(2);
  const again = await mine.claim(10, []);
  expect(again.claimed.map(({ id }) => id).sort()).toEqual(ids.slice(0, 2).sort());
});

it('leaves rows of held providers where they are', async () => {
  await database.execute(
    `UPDATE deliveries SET email = 'x@Held.example' WHERE campaign_id = $1 AND seq <= 3`,
    [world.campaignId],
  );
  const mine = await lease();
  expect((await mine.claim(10, ['held.example'])).claimed).toHaveLength(1);
  expect((await mine.claim(10, [])).claimed).toHaveLength(3);
});

it('leaves alone what waits for its time, and is due again then', async () => {
  await database.execute(
    `UPDATE deliveries SET next_attempt_at = now() + interval '1 hour', reason = 'quiet hours' WHERE campaign_id = $1 AND seq <= 2`,
    [world.campaignId],
  );
  const mine = await lease();
  const ids = await claimAll(mine);
  expect(ids).toHaveLength(2);
  await mine.handOver(ids);
  await mine.record(ids.map((id) => ({ id, status: 'accepted', reply: 'ok', replyCode: 250 })));
  const { done, dueInMs } = await mine.release(0);
  expect(done).toBe(false);
  expect(dueInMs).toBeGreaterThan(3_500_000);
});

it('counts how often in a row nothing went, and begins anew once something did', async () => {
  const idle = async (): Promise<number> => {
    const mine = await lease();
    await mine.putBack(await claimAll(mine));
    await mine.release(0);
    return mine.idleTries;
  };
  expect([await idle(), await idle(), await idle()]).toEqual([1, 2, 3]);
  const mine = await lease();
  const [first, ...others] = await claimAll(mine);
  await mine.handOver([first!]);
  await mine.record([{ id: first!, status: 'accepted', reply: 'ok', replyCode: 250 }]);
  await mine.putBack(others);
  await mine.release(0);
  expect(mine.idleTries).toBe(4);
  expect([await idle(), await idle()]).toEqual([1, 2]);
});

describe('when what it may wait for is taken away', () => {
  it('a batch that waits is due now', async () => {
    const { tries, release } = await waiting(60_000);
    await release();
    expect(await batches.findDue(10, world.campaignId)).toEqual([]);
    expect(await batches.makeDue(workspaceId)).toMatchObject([{ campaignId: world.campaignId, number: 1 }]);
    const [due] = await batches.findDue(10, world.campaignId);
    expect(due?.tries).toBeGreaterThan(tries);
  });

  it('a batch that a worker has is due when it is given back, once', async () => {
    const first = await waiting(60_000);
    expect(await batches.makeDue(workspaceId)).toEqual([]);
    expect(await first.release()).toMatchObject({ done: false, dueInMs: 0 });
    expect(await batches.findDue(10, world.campaignId)).toHaveLength(1);
    const second = await waiting(60_000);
    expect((await second.release()).dueInMs).toBeGreaterThan(50_000);
  });
});

/** A worker has the batch, and is told that nothing goes now. */
async function waiting(delayMs: number) {
  const mine = await lease();
  await mine.putBack(await claimAll(mine));
  return { tries: mine.tries, release: () => mine.release(delayMs) };
}
