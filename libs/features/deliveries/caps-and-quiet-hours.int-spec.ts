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
let workspaceId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 12,
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
  workspaceId = (await aWorkspace(database)).id;
});

const set = (columns: string): Promise<number> =>
  database.execute(`UPDATE workspaces SET ${columns} WHERE id = $1`, [workspaceId]);

const policy = (world: LedgerWorld, columns: string): Promise<number> =>
  database.execute(`UPDATE campaigns SET ${columns} WHERE id = $1`, [world.campaignId]);

const lease = async (world: LedgerWorld): Promise<BatchLease> =>
  (await batches.lease(world.campaignId, world.batchNumbers[0] ?? 0)) as BatchLease;

const claim = async (world: LedgerWorld): Promise<string[]> =>
  (await (await lease(world)).claim(50, [])).claimed.map(({ contactId }) => contactId);

interface Row {
  contactId: string;
  status: string;
  reason: string | null;
  inHours: number | null;
}

const rows = (world: LedgerWorld): Promise<Row[]> =>
  database.query<Row>(
    `SELECT contact_id AS "contactId", status, reason,
       round(extract(epoch FROM next_attempt_at - now()) / 3600)::int AS "inHours"
     FROM deliveries WHERE campaign_id = $1 ORDER BY seq`,
    [world.campaignId],
  );

/** Messages of other campaigns that a person got some hours ago. */
async function got(contactId: string, hoursAgo: number[], as = 'campaign_id'): Promise<void> {
  for (const hours of hoursAgo) {
    await database.execute(
      `INSERT INTO deliveries (workspace_id, ${as}, seq, contact_id, email, status, handed_over_at, finished_at)
       VALUES ($1, uuidv7(), 1, $2, 'x@example.com', 'accepted', now() - make_interval(hours => $3), now())`,
      [workspaceId, contactId, hours],
    );
  }
}

const aCampaign = (recipients = 2): Promise<LedgerWorld> =>
  aLedger(database, workspaceId, { recipients, batchSize: 50 });

describe('the frequency cap', () => {
  beforeEach(() => set('cap_emails = 2, cap_days = 7'));

  it('leaves out who has had enough, and says so', async () => {
    const world = await aCampaign();
    const [full, other] = world.contactIds as [string, string];
    await got(full, [10, 20]);
    await got(other, [10, 24 * 8]);
    expect(await claim(world)).toEqual([other]);
    expect(await rows(world)).toContainEqual({
      contactId: full,
      status: 'suppressed',
      reason: 'frequency-cap',
      inHours: null,
    });
  });

  it('puts off until the oldest of the last messages is old enough, where the campaign says defer', async () => {
    const world = await aCampaign(1);
    await policy(world, `on_cap = 'defer'`);
    const [full] = world.contactIds as [string];
    await got(full, [160, 30, 100]);
    expect(await claim(world)).toEqual([]);
    expect(await rows(world)).toEqual([
      { contactId: full, status: 'pending', reason: 'frequency-cap', inHours: 7 * 24 - 100 },
    ]);
  });

  it('mails them all the same where the campaign says ignore', async () => {
    const world = await aCampaign(1);
    await policy(world, `on_cap = 'ignore'`);
    await got(world.contactIds[0] ?? '', [1, 2, 3]);
    expect(await claim(world)).toHaveLength(1);
  });

  it('does not count transactional messages, nor mail that never left', async () => {
    const world = await aCampaign(1);
    const [contact] = world.contactIds as [string];
    await got(contact, [1, 2, 3], 'message_id');
    await database.execute(
      `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, finished_at)
       SELECT $1, uuidv7(), 1, $2, 'x@example.com', 'refused', now() FROM generate_series(1, 5)`,
      [workspaceId, contact],
    );
    expect(await claim(world)).toEqual([contact]);
  });

  it('does not leave people out because a campaign was paused for long', async () => {
    const world = await aCampaign(1);
    await policy(world, `on_cap = 'defer', resolved_at = now() - interval '30 days'`);
    await got(world.contactIds[0] ?? '', [24, 48]);
    await claim(world);
    expect(await rows(world)).toMatchObject([{ status: 'pending', inHours: 7 * 24 - 48 }]);
  });

  it('leaves out who would have to wait more than seven days', async () => {
    await set('cap_emails = 1, cap_days = 30');
    const world = await aCampaign(1);
    await policy(world, `on_cap = 'defer'`);
    await got(world.contactIds[0] ?? '', [24]);
    await claim(world);
    expect(await rows(world)).toMatchObject([{ status: 'suppressed', reason: 'frequency-cap' }]);
  });

  it('lets only as many campaigns through as it allows when many claim one person at once', async () => {
    const worlds = [];
    for (let i = 0; i < 8; i += 1) worlds.push(await aCampaign(1));
    const [person] = (worlds[0] as LedgerWorld).contactIds as [string];
    for (const { campaignId } of worlds) {
      await database.execute('UPDATE deliveries SET contact_id = $2 WHERE campaign_id = $1', [
        campaignId,
        person,
      ]);
      await database.execute(
        `UPDATE campaigns SET topic_id = (SELECT topic_id FROM subscriptions WHERE contact_id = $2 LIMIT 1) WHERE id = $1`,
        [campaignId, person],
      );
    }
    const leases = await Promise.all(worlds.map(lease));
    const claims = await Promise.all(leases.map((one) => one.claim(50, [])));
    expect(claims.flatMap(({ claimed }) => claimed)).toHaveLength(2);
  });
});

describe('the frequency that a person chose', () => {
  const wants = (contactId: string, days: number): Promise<number> =>
    database.execute('UPDATE contacts SET own_cap_days = $2 WHERE id = $1', [contactId, days]);

  it.each(['skip', 'defer', 'ignore'])('leaves them out, also where the campaign says %s', async (onCap) => {
    const world = await aCampaign(3);
    await policy(world, `on_cap = '${onCap}'`);
    const [weekly, monthly, all] = world.contactIds as [string, string, string];
    await wants(weekly, 7);
    await wants(monthly, 28);
    for (const one of [weekly, monthly, all]) await got(one, [24 * 3]);
    expect(await claim(world)).toEqual([all]);
    for (const contactId of [weekly, monthly])
      expect(await rows(world)).toContainEqual({
        contactId,
        status: 'suppressed',
        reason: 'own-frequency',
        inHours: null,
      });
  });

  it('lets the letter of every Tuesday through that leaves some hours earlier than the last', async () => {
    const world = await aCampaign(2);
    const [weekly, monthly] = world.contactIds as [string, string];
    await wants(weekly, 7);
    await wants(monthly, 28);
    await got(weekly, [24 * 7 - 11]);
    await got(monthly, [24 * 28 - 11]);
    expect(await claim(world)).toHaveLength(2);
  });

  it('does not count single messages', async () => {
    const world = await aCampaign(1);
    const [weekly] = world.contactIds as [string];
    await wants(weekly, 7);
    await got(weekly, [1, 2], 'message_id');
    expect(await claim(world)).toEqual([weekly]);
  });

  it('counts together with the workspace’s cap and quiet hours', async () => {
    await set('cap_emails = 2, cap_days = 7');
    const world = await aCampaign(2);
    await policy(world, `on_cap = 'defer'`);
    const [weekly, full] = world.contactIds as [string, string];
    await wants(weekly, 7);
    await got(weekly, [24]);
    await got(full, [24, 48]);
    expect(await claim(world)).toEqual([]);
    expect((await rows(world)).map(({ status, reason }) => [status, reason])).toEqual([
      ['suppressed', 'own-frequency'],
      ['pending', 'frequency-cap'],
    ]);
  });

  it('lets one campaign through when many claim the person at once', async () => {
    const worlds = [];
    for (let i = 0; i < 6; i += 1) worlds.push(await aCampaign(1));
    const [person] = (worlds[0] as LedgerWorld).contactIds as [string];
    await wants(person, 7);
    for (const { campaignId } of worlds) {
      await database.execute('UPDATE deliveries SET contact_id = $2 WHERE campaign_id = $1', [
        campaignId,
        person,
      ]);
      await database.execute(
        `UPDATE campaigns SET topic_id = (SELECT topic_id FROM subscriptions WHERE contact_id = $2 LIMIT 1) WHERE id = $1`,
        [campaignId, person],
      );
    }
    const leases = await Promise.all(worlds.map(lease));
    const claims = await Promise.all(leases.map((one) => one.claim(50, [])));
    expect(claims.flatMap(({ claimed }) => claimed)).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  /** A window around the time it is now on the clocks of a zone. */
  const quietAround = (zone: string): Promise<number> =>
    set(`quiet_from = ((now() AT TIME ZONE '${zone}') - interval '1 hour')::time,
      quiet_to = ((now() AT TIME ZONE '${zone}') + interval '3 hours')::time, time_zone = '${zone}'`);

  const liveIn = (contactId: string, zone: string | null): Promise<number> =>
    database.execute('UPDATE contacts SET time_zone = $2 WHERE id = $1', [contactId, zone]);

  it('wait in the zone of each person, and in the workspace’s where theirs is unknown', async () => {
    const world = await aCampaign(4);
    const [here, far, unknown, strange] = world.contactIds as [string, string, string, string];
    await liveIn(here, 'Europe/Lisbon');
    await liveIn(far, 'Asia/Tokyo');
    await liveIn(unknown, null);
    await liveIn(strange, 'Mars/Olympus');
    await quietAround('Europe/Lisbon');
    expect(await claim(world)).toEqual([far]);
    for (const contactId of [here, unknown, strange]) {
      expect(await rows(world)).toContainEqual({
        contactId,
        status: 'pending',
        reason: 'quiet-hours',
        inHours: 3,
      });
    }
  });

  it('leave people out where the campaign says skip, and nobody where it says ignore', async () => {
    await quietAround('UTC');
    const skipping = await aCampaign(1);
    await policy(skipping, `on_quiet_hours = 'skip'`);
    expect(await claim(skipping)).toEqual([]);
    expect(await rows(skipping)).toMatchObject([{ status: 'suppressed', reason: 'quiet-hours' }]);
    const ignoring = await aCampaign(1);
    await policy(ignoring, `on_quiet_hours = 'ignore'`);
    expect(await claim(ignoring)).toHaveLength(1);
  });

  it.each([
    ['before midnight', '2026-11-23T22:30:00Z', 'UTC', '2026-11-24T08:00:00Z'],
    ['after midnight', '2026-11-24T07:59:59Z', 'UTC', '2026-11-24T08:00:00Z'],
    ['at the first minute', '2026-11-24T21:00:00Z', 'UTC', '2026-11-25T08:00:00Z'],
    ['at the end', '2026-11-24T08:00:00Z', 'UTC', null],
    ['by day', '2026-11-24T12:00:00Z', 'UTC', null],
    ['on the other side of the world', '2026-11-24T12:00:00Z', 'Pacific/Auckland', '2026-11-24T19:00:00Z'],
    // Clocks go forward at 01:00 UTC on 29 March: eight o'clock comes an hour earlier.
    ['in the night that summer time begins', '2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29T06:00:00Z'],
    ['in the night that it ends', '2026-10-24T22:30:00Z', 'Europe/Berlin', '2026-10-25T07:00:00Z'],
  ])('end at eight: %s', async (_name, moment, zone, end) => {
    const row = await database.queryOne<{ at: Date | null }>(
      `SELECT quiet_until($1::timestamptz, $2, '21:00', '08:00') AS at`,
      [moment, zone],
    );
    expect(row?.at?.toISOString() ?? null).toBe(end === null ? null : new Date(end).toISOString());
  });
});
