import { systemActor } from '@features/accounts';
import { BulkContactsService } from '@features/contacts';
import { audienceOf, DeliveriesRepository, DeliveryBatchesRepository } from '@features/deliveries';
import type { Database } from '@platform/database';
import { anAudience, type AudienceWorld } from '../../../testing/ledger/audience-world';
import { campaignServices, type CampaignServices } from '../../../testing/ledger/campaign-services';
import { until } from '../../../../test/support/until';
import { AudienceExplainService } from '../audience-explain.service';
import { CampaignLifecycleService } from '../campaign-lifecycle.service';
import { CampaignsRepository } from '../campaigns.repository';
import { ReopenCampaign } from '../control/reopen-campaign.service';
import { AudienceChunksRepository } from './audience-chunks.repository';
import { AudienceSnapshotRepository } from './audience-snapshot.repository';
import { ExpandAudience } from './expand-audience.service';
import { ResolveCampaign } from './resolve-campaign.service';

/** A first chunk of 500, two of 10 000 and the rest. */
const PEOPLE = 23_000;

let services: CampaignServices;
let database: Database;
let world: AudienceWorld;

beforeAll(async () => {
  services = await campaignServices();
  database = services.database;
});

afterAll(() => services.close());

beforeEach(async () => {
  world = await anAudience(database, PEOPLE);
});

const get = <T>(type: abstract new (...args: never[]) => T): T => services.get(type);
const resolve = () => get(ResolveCampaign).resolve(world.campaignId, 1);
const expand = (end: 'first' | 'last' = 'first') => get(ExpandAudience).expand(world.campaignId, end);
const counts = () => get(DeliveriesRepository).counts(world.workspaceId, world.campaignId);
const chunksLeft = async (): Promise<number> =>
  (await database.query('SELECT FROM audience_chunks WHERE campaign_id = $1', [world.campaignId])).length;

/** What is wrong with the written ledger: nothing, once it is complete. */
async function faults(): Promise<object | null> {
  return database.queryOne(
    `SELECT count(*) AS rows, count(DISTINCT contact_id) AS people, count(DISTINCT d.email) AS addresses, min(seq) AS first, max(seq) AS last,
       (SELECT count(*) FROM delivery_batches b WHERE b.campaign_id = $1) AS batches,
       (SELECT sum(last_seq - first_seq + 1) FROM delivery_batches b WHERE b.campaign_id = $1) AS "inBatches",
       count(*) FILTER (WHERE NOT EXISTS (SELECT FROM delivery_batches b
         WHERE b.campaign_id = $1 AND d.seq BETWEEN b.first_seq AND b.last_seq)) AS "inNoBatch",
       count(*) FILTER (WHERE c.email IS DISTINCT FROM d.email) AS "wrongAddress"
     FROM deliveries d LEFT JOIN contacts c ON c.id = d.contact_id WHERE d.campaign_id = $1`,
    [world.campaignId],
  );
}

const complete = {
  rows: PEOPLE,
  people: PEOPLE,
  addresses: PEOPLE,
  first: 1,
  last: PEOPLE,
  batches: Math.ceil(PEOPLE / 500),
  inBatches: PEOPLE,
  inNoBatch: 0,
  wrongAddress: 0,
};

it('is sending with the first batch written, and everybody once in the ledger in the end', async () => {
  expect(await resolve()).toMatchObject({ status: 'sending', audienceCount: PEOPLE });
  expect(await chunksLeft()).toBe(3);
  expect(await faults()).toMatchObject({ rows: 500, batches: 1, inNoBatch: 0 });
  await expand();
  expect(await chunksLeft()).toBe(0);
  expect(await faults()).toEqual(complete);
});

it('is worked out by one process at a time, and by the next one when that ends without having done it', async () => {
  let go = (): void => undefined;
  const other = new Promise<void>((done) => (go = done)).then(resolve);
  const crash = database.transaction(async () => {
    expect(await get(AudienceSnapshotRepository).isOurs(world.campaignId)).toBe(true);
    go();
    expect(await other).toBeNull();
    throw new Error('crash');
  });
  await expect(crash).rejects.toThrow('crash');
  expect(await resolve()).toMatchObject({ status: 'sending', audienceCount: PEOPLE });
});

it('writes nobody twice when four workers write at once, and counts the audience at every moment', async () => {
  await resolve();
  let isWritten = false;
  const seen: number[] = [];
  const watch = (async () => {
    while (!isWritten) seen.push(audienceOf(await counts()));
  })();
  await Promise.all([expand('first'), expand('last'), expand('first'), expand('last')]);
  isWritten = true;
  await watch;
  expect(new Set(seen)).toEqual(new Set([PEOPLE]));
  expect(await chunksLeft()).toBe(0);
  expect(await faults()).toEqual(complete);
});

it('is written by two at a time, one from each end, and not by more', async () => {
  await resolve();
  const chunks = get(AudienceChunksRepository);
  let go = (): void => undefined;
  const others = new Promise<void>((done) => (go = done)).then(async () => ({
    same: await chunks.take(world.campaignId, 'first'),
    other: await chunks.take(world.campaignId, 'last'),
  }));
  await database.transaction(async () => {
    const ours = await chunks.take(world.campaignId, 'first');
    expect(ours).toMatchObject({ firstSeq: 501, lastSeq: 10_500 });
    go();
    expect(await others).toMatchObject({ same: null, other: { firstSeq: 20_501, lastSeq: PEOPLE } });
  });
});

it('continues after a crash in the middle of a chunk', async () => {
  await resolve();
  const chunks = get(AudienceChunksRepository);
  const crash = database.transaction(async () => {
    const chunk = await chunks.take(world.campaignId, 'first');
    await chunks.write(chunk as NonNullable<typeof chunk>);
    expect(await chunksLeft()).toBe(2);
    throw new Error('the power is gone');
  });
  await expect(crash).rejects.toThrow('the power is gone');
  expect(await faults()).toMatchObject({ rows: 500 });
  expect(audienceOf(await counts())).toBe(PEOPLE);
  expect(await chunks.findUnwritten()).toContain(world.campaignId);
  await expand();
  expect(await faults()).toEqual(complete);
});

it('is not sent before everybody is written, though all that was written is done', async () => {
  await resolve();
  await database.execute(`UPDATE delivery_batches SET status = 'done' WHERE campaign_id = $1`, [
    world.campaignId,
  ]);
  const campaigns = get(CampaignsRepository);
  expect(await campaigns.finishIfDone(world.campaignId)).toBe(false);
  expect(await campaigns.findFinished()).not.toContain(world.campaignId);
  await expand();
  await database.execute(`UPDATE delivery_batches SET status = 'done' WHERE campaign_id = $1`, [
    world.campaignId,
  ]);
  expect(await campaigns.findFinished()).toContain(world.campaignId);
  expect(await campaigns.finishIfDone(world.campaignId)).toBe(true);
});

it('can be paused meanwhile: what is written then waits, and is found when it is resumed', async () => {
  await resolve();
  const lifecycle = get(CampaignLifecycleService);
  const actor = systemActor(world.workspaceId, 'test');
  await lifecycle.pause(actor, world.campaignId);
  await expand();
  expect(await counts()).toMatchObject({ pending: PEOPLE });
  const batches = get(DeliveryBatchesRepository);
  expect(await batches.findDue(1_000, world.campaignId)).toEqual([]);
  await lifecycle.resume(actor, world.campaignId);
  expect(await batches.findDue(1_000, world.campaignId)).toHaveLength(complete.batches);
  expect(await faults()).toEqual(complete);
});

it('can be cancelled meanwhile: people not yet written are cancelled like the others, and none is lost', async () => {
  await resolve();
  const actor = systemActor(world.workspaceId, 'test');
  await get(CampaignLifecycleService).cancel(actor, world.campaignId);
  expect(await counts()).toMatchObject({ cancelled: 500, pending: PEOPLE - 500 });
  const seen: number[] = [];
  const isLeft = async (): Promise<boolean> => {
    seen.push(audienceOf(await counts()));
    return (await chunksLeft()) > 0;
  };
  const reopening = get(ReopenCampaign).reopen(actor, world.campaignId, {
    kind: 'rest',
    includeUncertain: false,
  });
  await expect(reopening).rejects.toMatchObject({ code: 'campaign.still-finishing' });
  while (await isLeft()) await expandOne();
  await expand();
  expect(await counts()).toMatchObject({ cancelled: PEOPLE, pending: 0 });
  expect(new Set(seen)).toEqual(new Set([PEOPLE]));
});

/** Stops after one chunk, as a worker does that is told to. */
async function expandOne(): Promise<void> {
  const stop = new AbortController();
  const before = await chunksLeft();
  const done = get(ExpandAudience).expand(world.campaignId, 'first', stop.signal);
  stop.abort();
  await done;
  expect(await chunksLeft()).toBe(before - 1);
}

it('keeps a row without address for whoever is erased between the snapshot and the writing', async () => {
  await resolve();
  const chunk = await database.queryOne<{ id: string }>(
    'SELECT contact_ids[7] AS id FROM audience_chunks WHERE campaign_id = $1 ORDER BY first_seq LIMIT 1',
    [world.campaignId],
  );
  const id = chunk?.id ?? '';
  await get(BulkContactsService).eraseOne(systemActor(world.workspaceId, 'test'), id, 'test');
  await expand();
  expect(await database.query('SELECT email, status FROM deliveries WHERE contact_id = $1', [id])).toEqual([
    { email: '', status: 'pending' },
  ]);
  expect(await faults()).toMatchObject({ rows: PEOPLE, people: PEOPLE, wrongAddress: 1 });
});

it('leaves no address behind when somebody is erased in the moment of the writing', async () => {
  await resolve();
  const actor = systemActor(world.workspaceId, 'test');
  let written = (_id: string): void => undefined;
  // Begins outside of the transaction below, and so takes no part in it.
  const erasure = new Promise<string>((done) => (written = done)).then(async (id) => {
    await get(BulkContactsService).eraseOne(actor, id, 'test');
    return id;
  });
  const chunks = get(AudienceChunksRepository);
  await database.transaction(async () => {
    const chunk = await chunks.take(world.campaignId, 'first');
    await chunks.write(chunk as NonNullable<typeof chunk>);
    const row = await database.queryOne<{ id: string }>(
      'SELECT contact_id AS id FROM deliveries WHERE campaign_id = $1 AND seq = 501',
      [world.campaignId],
    );
    written(row?.id ?? '');
    await until('the erasure waits', async () => {
      const waiting = await database.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
      );
      return waiting.length > 0;
    });
  });
  const id = await erasure;
  expect(
    await database.query('SELECT email, status, reason FROM deliveries WHERE contact_id = $1', [id]),
  ).toEqual([{ email: '', status: 'suppressed', reason: 'erased' }]);
});

it('says of somebody who is not yet written that they are in the audience', async () => {
  await resolve();
  const chunk = await database.queryOne<{ id: string }>(
    'SELECT contact_ids[1] AS id FROM audience_chunks WHERE campaign_id = $1 LIMIT 1',
    [world.campaignId],
  );
  const explanation = await get(AudienceExplainService).explain(world.workspaceId, {
    campaignId: world.campaignId,
    contactId: chunk?.id ?? '',
  });
  expect(explanation).toMatchObject({ isIn: true, isFixed: true, reasons: [], delivery: null });
  expect(explanation.sentence).toContain('is in the audience: the message waits to be sent');
});
