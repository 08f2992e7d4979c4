import fc from 'fast-check';
import {
  DeliveriesRepository,
  DeliveryReopeningRepository,
  emptyCounts,
  type DeliveryCounts,
  type DeliveryStatus,
  type ReopenedRows,
  type ReopenWhat,
} from '@features/deliveries';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../../testing/factories/workspace';
import { FATES, LedgerModel, type Fate } from '../../../testing/ledger/ledger-model';
import { aLedger } from '../../../testing/ledger/ledger-world';
import { CampaignsRepository } from '../campaigns.repository';
import { CampaignFiguresRepository } from './campaign-figures.repository';
import { countsOf } from './campaign-progress';

const RECIPIENTS = 9;
const BATCH_SIZE = 5;

let server: TestDatabase;
let database: Database;
let campaigns: CampaignsRepository;
let figures: CampaignFiguresRepository;
let reopening: DeliveryReopeningRepository;

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
  campaigns = new CampaignsRepository(database);
  figures = new CampaignFiguresRepository(database);
  reopening = new DeliveryReopeningRepository(database, new DeliveriesRepository(database));
});

afterAll(async () => {
  await database.dataSource.destroy();
  await server.drop();
});

interface Play {
  model: LedgerModel;
  workspaceId: string;
  campaignId: string;
}

/** As `ReopenCampaign` does it, without what follows from it. */
async function reopen({ workspaceId, campaignId }: Play, what: ReopenWhat): Promise<ReopenedRows | null> {
  return database.transaction(async () => {
    const isSettled = await reopening.lockBatches(workspaceId, campaignId);
    const campaign = await campaigns.lock(campaignId);
    if (!isSettled || !['sent', 'cancelled'].includes(campaign?.status ?? '')) return null;
    const rows = await reopening.reopen(workspaceId, campaignId, what);
    await reopening.reopenBatches(workspaceId, campaignId);
    await campaigns.move(campaignId, { from: ['sent', 'cancelled'], to: 'sending' });
    return rows;
  });
}

/** Tallies grow old: some become sums of ten seconds, some part of the one row of what is past. */
async function growOld(campaignId: string, seconds: number): Promise<void> {
  await database.execute(
    `UPDATE delivery_tallies SET at = at - make_interval(secs => $2) WHERE campaign_id = $1 AND at > '-infinity'`,
    [campaignId, seconds],
  );
  await figures.addUp();
}

type Step = { who: number; n: number; fates: Fate[]; does: keyof typeof steps };

const steps = {
  /** What a worker does when nothing disturbs it. */
  send: async ({ model }: Play, { who, n, fates }: Step) => {
    await model.lease(who, n);
    await model.claim(who, n + 1);
    await model.handOver(who, fates);
    await model.finish(who);
  },
  lease: ({ model }: Play, { who, n }: Step) => model.lease(who, n),
  claim: ({ model }: Play, { who, n }: Step) => model.claim(who, n + 1),
  handOver: ({ model }: Play, { who, fates }: Step) => model.handOver(who, fates),
  finish: ({ model }: Play, { who }: Step) => model.finish(who),
  crash: async ({ model }: Play, { who }: Step) => model.crash(who),
  expireLeases: ({ model }: Play) => model.expireLeases(),
  sweep: ({ model }: Play) => model.sweep(),
  passTime: ({ model }: Play) => model.passTime(),
  pause: ({ model }: Play) => model.pause(),
  resume: ({ model }: Play) => model.resume(),
  cancel: ({ model }: Play) => model.cancel(),
  finishCampaign: ({ campaignId }: Play) => campaigns.finishIfDone(campaignId),
  sendToRest: (play: Play) => reopen(play, { kind: 'rest', includeUncertain: false }),
  retryFailed: (play: Play) => reopen(play, { kind: 'failed' }),
  growOld: ({ campaignId }: Play, { n }: Step) => growOld(campaignId, n * 100),
  giveUp: ({ campaignId }: Play) =>
    database.execute(
      `UPDATE deliveries SET next_attempt_at = NULL WHERE campaign_id = $1 AND status = 'deferred'`,
      [campaignId],
    ),
  comeBack: ({ campaignId }: Play, { n }: Step) =>
    database.execute(
      `UPDATE deliveries SET bounced_at = now(), bounce_class = 'hard', complained_at = now()
       WHERE campaign_id = $1 AND status = 'accepted' AND seq = $2`,
      [campaignId, n + 1],
    ),
};

const aStep = fc.record({
  does: fc.constantFrom(
    ...(Object.keys(steps) as (keyof typeof steps)[]),
    ...(['send', 'send', 'send', 'send', 'lease', 'claim', 'handOver', 'finish', 'giveUp'] as const),
  ),
  who: fc.nat(2),
  n: fc.nat(RECIPIENTS - 1),
  fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 }),
});

it('in any order of sending, stopping and reopening, nobody gets it twice, the figures are those of the rows, and the rest is sent in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aStep, { minLength: 10, maxLength: 40 }), async (chosen) => {
      const { id: workspaceId } = await aWorkspace(database);
      const world = await aLedger(database, workspaceId, { recipients: RECIPIENTS, batchSize: BATCH_SIZE });
      const play = { model: new LedgerModel(database, world), workspaceId, campaignId: world.campaignId };
      for (const step of chosen) {
        await steps[step.does](play, step);
        await expectSound(play);
      }
      await play.model.drain();
      await play.model.sweep();
      await campaigns.finishIfDone(play.campaignId);
      await reopen(play, { kind: 'rest', includeUncertain: false });
      await play.model.drain();
      await expectSound(play);
      const states = (await play.model.rows()).map(({ status }) => status);
      // Only a server's word, or its silence, keeps anybody from it now.
      expect(states.filter((status) => !['accepted', 'refused', 'uncertain'].includes(status))).toEqual([]);
      await campaigns.finishIfDone(play.campaignId);
      const nothing = { cancelled: 0, deferred: 0, uncertain: 0, refused: 0 };
      expect(await reopen(play, { kind: 'rest', includeUncertain: false })).toEqual(nothing);
    }),
    { numRuns: 60 },
  );
});

async function expectSound({ model, workspaceId, campaignId }: Play): Promise<void> {
  for (const { id, status } of await model.rows()) {
    const received = model.received.get(id ?? '') ?? 0;
    expect(received).toBeLessThanOrEqual(1);
    if (status === 'accepted') expect(received).toBe(1);
    if (received > 0) expect(['handed_over', 'accepted', 'uncertain']).toContain(status);
  }
  const told = await figures.figures(workspaceId, campaignId);
  expect(told && merged(countsOf(told))).toEqual(merged(await countRows(campaignId)));
  const came = await database.queryOne<{ back: number }>(
    'SELECT count(complained_at) AS back FROM deliveries WHERE campaign_id = $1',
    [campaignId],
  );
  const [brake] = await figures.brakeCases(campaignId);
  expect(brake?.figures).toMatchObject({ bounced: came?.back, complained: came?.back });
}

async function countRows(campaignId: string): Promise<DeliveryCounts> {
  const rows = await database.query<{ status: DeliveryStatus; count: number }>(
    'SELECT status, count(*) AS count FROM deliveries WHERE campaign_id = $1 GROUP BY status',
    [campaignId],
  );
  return { ...emptyCounts(), ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
}

/** What a worker claimed whose lease is gone looks as if it waited, which it soon does. */
function merged({ pending, claimed, ...counts }: DeliveryCounts): object {
  return { ...counts, waiting: pending + claimed };
}
