import { randomUUID } from 'node:crypto';
import { DateTime } from 'luxon';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { reportServicesFor } from '../../../testing/factories/report';
import { aWorkspace } from '../../../testing/factories/workspace';
import { GrowthRepository } from '../workspace/growth.repository';
import { CountGrowth } from './count-growth.service';
import { KeptGrowthRepository } from './kept-growth.repository';

/** Both changes of the clock lie in the days that these tests use. */
const BERLIN = 'Europe/Berlin';
const DAYS = 400;
const HOUR_MS = 3_600_000;

let testDatabase: TestDatabase;
let db: Database;
let kept: KeptGrowthRepository;
let growth: CountGrowth;
let workspaceId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 6,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  kept = new KeptGrowthRepository(db);
  growth = new CountGrowth(db, kept);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db)).id;
  await db.execute('UPDATE workspaces SET time_zone = $2 WHERE id = $1', [workspaceId, BERLIN]);
});

/** Numbers from 0 to below `below`, the same in each run. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * HOUR_MS);

async function decided(who: string, action: string, when: Date): Promise<void> {
  await db.execute(
    `INSERT INTO consent_records (workspace_id, address_hash, topic_id, action, method, occurred_at) VALUES ($1, $2, $3, $4, 'test', $5)`,
    [workspaceId, Buffer.from(who), randomUUID(), action, when],
  );
}

async function suppressed(who: string, reason: string, when: Date): Promise<void> {
  await db.execute(
    `INSERT INTO suppressions (workspace_id, address_hash, reason, source, occurred_at) VALUES ($1, $2, $3, 'test', $4) ON CONFLICT DO NOTHING`,
    [workspaceId, Buffer.from(who), reason, when],
  );
}

async function aPerson(createdAt: Date, source: string): Promise<void> {
  const { id } = await aContact(db, workspaceId, { source });
  await db.execute('UPDATE contacts SET created_at = $2 WHERE id = $1', [id, createdAt]);
}

const DELETES = [
  'DELETE FROM contacts WHERE id = (SELECT id FROM contacts WHERE workspace_id = $1 ORDER BY md5(id::text || $2) LIMIT 1)',
  'DELETE FROM consent_records WHERE id = (SELECT id FROM consent_records WHERE workspace_id = $1 ORDER BY md5(id::text || $2) LIMIT 1)',
  'DELETE FROM suppressions WHERE id = (SELECT id FROM suppressions WHERE workspace_id = $1 ORDER BY md5(id::text || $2) LIMIT 1)',
  `UPDATE contacts SET source = 'api' WHERE id = (SELECT id FROM contacts WHERE workspace_id = $1 ORDER BY md5(id::text || $2) LIMIT 1)`,
  `UPDATE suppressions SET reason = 'complaint' WHERE id = (SELECT id FROM suppressions WHERE workspace_id = $1 ORDER BY md5(id::text || $2) LIMIT 1)`,
];

async function changeByChance(next: (below: number) => number, times: number): Promise<void> {
  const actions = ['subscribed', 'confirmed', 'unsubscribed', 'expired', 'requested'];
  const reasons = ['hard-bounce', 'unsubscribed', 'manual'];
  for (let at = 0; at < times; at += 1) {
    const who = `person ${next(25)}`;
    const when = hoursAgo(next(DAYS * 24));
    const kind = next(4);
    if (kind === 0) await aPerson(when, ['form', 'import', 'fair'][next(3)] ?? 'form');
    else if (kind === 1) await decided(who, actions[next(5)] ?? 'subscribed', when);
    else if (kind === 2) await suppressed(who, reasons[next(3)] ?? 'manual', when);
    else await db.execute(DELETES[next(DELETES.length)] ?? '', [workspaceId, String(next(1e6))]);
  }
}

async function countAgain(): Promise<void> {
  await db.execute('UPDATE growth_counts SET next_at = now() WHERE workspace_id = $1', [workspaceId]);
  await growth.run(undefined, { from: 1 });
}

async function both(zone = BERLIN) {
  const today = DateTime.now().setZone(zone).startOf('day');
  const [first, until] = [today.minus({ days: DAYS + 5 }), today.plus({ days: 1 })];
  const days = { first: first.toFormat('yyyy-MM-dd'), until: until.toFormat('yyyy-MM-dd') };
  const span = { from: first.toJSDate(), to: until.toJSDate(), zone };
  const live = new GrowthRepository(db);
  const sorted = (rows: object[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
  return {
    kept: {
      decisions: sorted(await kept.decisions(workspaceId, days)),
      people: sorted(await kept.newContacts(workspaceId, days)),
    },
    live: {
      decisions: sorted(await live.decisions(workspaceId, span)),
      people: sorted(await live.newContacts(workspaceId, span)),
    },
  };
}

describe('kept growth', () => {
  it.each([1, 2, 3])('is what the rows say, after whatever changes (seed %i)', async (seed) => {
    const next = chance(seed);
    await aPerson(hoursAgo(1), 'form');
    await changeByChance(next, 80);
    await growth.run(undefined, { from: 1 });
    for (let round = 0; round < 4; round += 1) {
      const { kept: sums, live } = await both();
      expect(sums).toEqual(live);
      await changeByChance(next, 8);
      await countAgain();
    }
  });

  it('counts somebody as lost who was suppressed long before subscribing', async () => {
    await aPerson(hoursAgo(1), 'form');
    await suppressed('late', 'manual', hoursAgo(100 * 24));
    await growth.run(undefined, { from: 1 });
    await decided('late', 'subscribed', hoursAgo(0));
    await countAgain();
    const { kept: sums, live } = await both();
    expect(sums).toEqual(live);
    expect(sums.decisions).toHaveLength(2);
  });

  it('is begun anew in another zone, and no day is shown meanwhile', async () => {
    await aPerson(hoursAgo(1), 'form');
    await changeByChance(chance(4), 60);
    await growth.run(undefined, { from: 1 });
    await db.execute(`UPDATE workspaces SET time_zone = 'Asia/Kathmandu' WHERE id = $1`, [workspaceId]);
    const report = async () => reportServicesFor(db).growth.report(workspaceId, {});
    await expect(report()).resolves.toMatchObject({ countedAt: null });
    await countAgain();
    const { kept: sums, live } = await both('Asia/Kathmandu');
    expect(sums).toEqual(live);
    await expect(report()).resolves.toMatchObject({ countedAt: expect.any(Date) as Date });
  });

  it('is counted once by workers at the same time, also while rows are written', async () => {
    await aPerson(hoursAgo(1), 'form');
    await changeByChance(chance(5), 60);
    await Promise.all([
      growth.run(undefined, { from: 1 }),
      growth.run(undefined, { from: 1 }),
      changeByChance(chance(6), 40),
      countAgain(),
    ]);
    await countAgain();
    const { kept: sums, live } = await both();
    expect(sums).toEqual(live);
  });

  it('gives the same report as the rows, with the time of the count', async () => {
    await aPerson(hoursAgo(30), 'form');
    await changeByChance(chance(7), 60);
    const { growth: reports } = reportServicesFor(db);
    const rows = await reports.report(workspaceId, {});
    await growth.run(undefined, { from: 1 });
    const sums = await reports.report(workspaceId, {});
    expect(rows.countedAt).toBeNull();
    expect(sums.countedAt).toEqual(expect.any(Date));
    expect({ ...sums, countedAt: null }).toEqual(rows);
  });

  it('keeps nothing of a small workspace, and shows no sums that are hours old', async () => {
    await aPerson(hoursAgo(1), 'form');
    await growth.run();
    const { kept: sums } = await both();
    expect(sums.people).toEqual([]);
    await countAgain();
    await db.execute(
      `UPDATE growth_counts SET counted_at = now() - interval '3 hours' WHERE workspace_id = $1`,
      [workspaceId],
    );
    await expect(kept.countedAt(workspaceId, BERLIN)).resolves.toBeNull();
  });
});
