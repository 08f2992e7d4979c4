import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { systemActor } from '@features/accounts';
import { DeliveryBatchesRepository } from '@features/deliveries';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { AbTestWorld } from '../../../testing/ledger/ab-test-world';
import { anAudience } from '../../../testing/ledger/audience-world';
import { CampaignSendingModule } from '../campaign-sending.module';
import { ExpandAudience } from '../resolve/expand-audience.service';
import { ResolveCampaign } from '../resolve/resolve-campaign.service';
import { DEFAULT_SETTINGS, type AbTestInput } from './ab-test';
import { AbTestControl } from './ab-test-control.service';
import { AbTestDecisionsRepository } from './ab-test-decisions.repository';
import { AbTestDecisions } from './ab-test-decisions.service';
import { AbTestReports } from './ab-test-reports.service';
import { AbTestsRepository } from './ab-tests.repository';

const PEOPLE = 600;
const PLAIN = { subject: null, preheader: null, senderId: null, templateId: null, offsetMinutes: 0 };

let server: TestDatabase;
let app: INestApplicationContext;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  app = await Test.createTestingModule({
    imports: [
      FoundationModule.forProcess({
        process: 'test',
        settings: testSettings({ DATABASE_URL: server.url }),
        logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
        poolSize: 8,
      }),
      CampaignSendingModule,
    ],
  }).compile();
  await app.init();
  database = app.get(Database);
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

const get = <T>(type: abstract new (...args: never[]) => T): T => app.get(type, { strict: false });
const decide = (world: AbTestWorld) => get(AbTestDecisions).decideByRule(world);
const report = (world: AbTestWorld) => get(AbTestReports).report(world.workspaceId, world.campaignId);
const actor = ({ workspaceId }: AbTestWorld) => systemActor(workspaceId, 'Ana');

/** A campaign to 600 people in the moment its audience was fixed: half of them try "A" or "B". */
async function aTest(
  input: Partial<AbTestInput> & { subjects?: string[]; people?: number } = {},
): Promise<AbTestWorld> {
  const { subjects = ['A', 'B'], people = PEOPLE, ...settings } = input;
  const { workspaceId, campaignId } = await anAudience(database, people);
  await database.transaction(() =>
    get(AbTestsRepository).replace(workspaceId, campaignId, {
      ...DEFAULT_SETTINGS,
      testPercent: 50,
      ...settings,
      variants: subjects.map((subject, index) => ({ ...PLAIN, subject, ...settings.variants?.[index] })),
    }),
  );
  await get(ResolveCampaign).resolve(campaignId, 1);
  return new AbTestWorld(database, workspaceId, campaignId);
}

async function decisions(world: AbTestWorld): Promise<number> {
  const rows = await database.query(
    `SELECT FROM audit_entries WHERE target_id = $1 AND action = 'campaign.ab-test-decided'`,
    [world.campaignId],
  );
  return rows.length;
}

/** Sizes of the groups by variant; the rest is '-'. */
async function sizes(world: AbTestWorld): Promise<Record<string, number>> {
  const { results } = await report(world);
  const variants = [...(results?.counts.variants ?? [])].map(([key, { audience }]) => [key, audience]);
  return Object.fromEntries([...variants, ['-', results?.counts.rest.audience]]) as Record<string, number>;
}

describe('a test that starts', () => {
  it('sends variants now and holds the rest; batches mix nothing and add up to the audience', async () => {
    const world = await aTest();
    const { a, b, '-': rest } = (await sizes(world)) as Record<'a' | 'b' | '-', number>;
    expect(a + b + rest).toBe(PEOPLE);
    expect(Math.abs(a - b)).toBeLessThan(80);
    expect(await world.openBatches()).toEqual([`- held ${rest}`, `a now ${a}`, `b now ${b}`]);
    expect((await report(world)).state).toBe('running');
  });

  it('keeps what each variant says as it is now', async () => {
    const world = await aTest();
    const { test } = await report(world);
    const versions = await database.query<{ subject: string }>(
      'SELECT subject FROM template_versions WHERE id = ANY ($1::uuid[]) ORDER BY 1',
      [test.variants.map(({ templateVersionId }) => templateVersionId)],
    );
    expect(versions.map(({ subject }) => subject)).toEqual(['A', 'B']);
  });

  it('sends a later variant later, and is decided after it', async () => {
    const world = await aTest({
      testPercent: 100,
      variants: [{ ...PLAIN }, { ...PLAIN, offsetMinutes: 90 }],
      durationMinutes: 60,
    });
    const { a, b } = (await sizes(world)) as Record<'a' | 'b', number>;
    expect(await world.openBatches()).toEqual([`a now ${a}`, `b later ${b}`]);
    const { test } = await report(world);
    expect((test.decideAt?.getTime() ?? 0) - (test.startedAt?.getTime() ?? 0)).toBe(150 * 60_000);
  });
});

describe('a decision by rule', () => {
  it('comes once, however many workers decide, and sends the rest the winner', async () => {
    const world = await aTest();
    await world.sendTest();
    await world.react('a', 10);
    await world.react('b', 40);
    await world.react('a', 100, { isMachine: true });
    expect(await decide(world)).toBe('nothing');
    await world.timeIsOver();
    const outcomes = await Promise.all([decide(world), decide(world), decide(world)]);
    expect(outcomes.sort()).toEqual(['decided', 'nothing', 'nothing']);
    expect(await decide(world)).toBe('nothing');
    const { '-': rest } = await sizes(world);
    expect(await world.openBatches()).toEqual([`b now ${rest}`]);
    expect(await decisions(world)).toBe(1);
    const decided = await report(world);
    expect(decided).toMatchObject({ state: 'decided', test: { winner: 'b', decidedBy: null } });
    expect(decided.test.decisionReason).toMatch(
      /^B leads with a click rate of .* significant \(p < 0.001\)\. B wins\.$/,
    );
  });

  it('leaves nothing behind when the worker dies in the middle of it', async () => {
    const world = await aTest();
    await world.sendTest();
    await world.react('b', 40);
    await world.timeIsOver();
    const before = await world.openBatches();
    const crash = database.transaction(async () => {
      expect(await decide(world)).toBe('decided');
      expect(await world.openBatches()).not.toEqual(before);
      throw new Error('the power is gone');
    });
    await expect(crash).rejects.toThrow('the power is gone');
    expect([await world.openBatches(), await decisions(world)]).toEqual([before, 0]);
    expect((await report(world)).state).toBe('running');
    await get(AbTestDecisions).decideDue();
    expect((await report(world)).test.winner).toBe('b');
  });

  it('waits while the campaign is paused, and never comes when it is cancelled', async () => {
    const world = await aTest();
    await world.sendTest();
    await world.timeIsOver();
    await world.moveCampaign('paused');
    expect([await decide(world), (await report(world)).state]).toEqual(['nothing', 'paused']);
    await world.moveCampaign('sending');
    expect(await decide(world)).toBe('decided');
    const other = await aTest();
    await other.sendTest();
    await other.timeIsOver();
    await other.moveCampaign('cancelled');
    expect([await decide(other), (await report(other)).state]).toEqual(['nothing', 'ended']);
  });

  it('comes also when everybody took part and the campaign is sent: then it tells, and sends nothing', async () => {
    const world = await aTest({ testPercent: 100 });
    await world.sendTest();
    await world.react('b', 60);
    await world.moveCampaign('sent');
    await world.timeIsOver();
    expect(await decide(world)).toBe('decided');
    expect((await report(world)).test.winner).toBe('b');
    expect(await world.openBatches()).toEqual([]);
  });

  it('is put off by the duration while much of the test has not been sent', async () => {
    const world = await aTest({ durationMinutes: 60 });
    await world.sendTest({ except: ['b'] });
    await world.timeIsOver();
    expect(await decide(world)).toBe('postponed');
    const { test } = await report(world);
    expect((test.decideAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(59 * 60_000);
    await world.sendTest({ except: ['a'] });
    await world.timeIsOver();
    expect(await decide(world)).toBe('decided');
  });

  it('is left to a person where the settings say so, or nothing was delivered', async () => {
    const unclear = await aTest({ whenUnclear: 'wait' });
    await unclear.sendTest();
    const byHand = await aTest({ decision: 'manual' });
    await byHand.sendTest();
    await byHand.react('b', 80);
    for (const world of [unclear, byHand]) {
      await world.timeIsOver();
      expect([await decide(world), await decide(world)]).toEqual(['waiting', 'nothing']);
      expect((await report(world)).state).toBe('waiting');
      expect(await world.openBatches()).toEqual([expect.stringMatching(/^- held/)]);
    }
    await get(AbTestControl).extend(actor(unclear), unclear.campaignId, 30);
    expect((await report(unclear)).state).toBe('running');
  });

  it('reaches whoever is written into the ledger only afterwards', async () => {
    const world = await aTest({ people: 1_800, testPercent: 10 });
    expect(await world.openBatches()).not.toContainEqual(expect.stringMatching(/^- held 1[67]/));
    await get(AbTestControl).chooseWinner(actor(world), world.campaignId, 'b');
    await get(ExpandAudience).expand(world.campaignId, 'first');
    const { a, b, '-': rest } = (await sizes(world)) as Record<'a' | 'b' | '-', number>;
    expect(a + b + rest).toBe(1_800);
    const released = [`a now ${a}`, `b now ${b + rest}`];
    expect(await world.openBatches()).toEqual(released);
    // Whatever is held all the same, the next sweep finds.
    await database.execute(
      `UPDATE delivery_batches SET variant = NULL, due_at = 'infinity' WHERE campaign_id = $1 AND variant = 'b'`,
      [world.campaignId],
    );
    await get(AbTestDecisions).decideDue();
    expect(await world.openBatches()).toEqual(released);
  });

  it('is one row that changes once, whoever writes it', async () => {
    const world = await aTest();
    const decisions = get(AbTestDecisionsRepository);
    const written = await Promise.all(
      (['a', 'b', 'a', 'b'] as const).map((winner) =>
        decisions.decide(world, { winner, by: null, reason: 'x' }),
      ),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
  });
});

describe('a person', () => {
  it('chooses once, at any time from the start on, also against the numbers', async () => {
    const world = await aTest();
    await world.sendTest();
    await world.react('b', 40);
    const choose = (key: string) => get(AbTestControl).chooseWinner(actor(world), world.campaignId, key);
    await expect(choose('c')).rejects.toMatchObject({ code: 'ab-test.unknown-variant' });
    await choose('a');
    await expect(choose('b')).rejects.toMatchObject({ code: 'ab-test.not-running' });
    const { test } = await report(world);
    expect(test).toMatchObject({ winner: 'a', decidedBy: 'Ana' });
    expect(test.decisionReason).toMatch(/^Ana chose A\. At that time: B leads/);
  });

  it('and the rules at the same time decide once', async () => {
    const world = await aTest();
    await world.sendTest();
    await world.react('b', 40);
    await world.timeIsOver();
    await Promise.allSettled([
      decide(world),
      get(AbTestControl).chooseWinner(actor(world), world.campaignId, 'a'),
      decide(world),
    ]);
    expect(await decisions(world)).toBe(1);
  });

  it('excludes a variant: a worker that sends it stops, and its people get the winner', async () => {
    const world = await aTest();
    await world.sendTest({ except: ['b'] });
    const before = await sizes(world);
    const batches = get(DeliveryBatchesRepository);
    const [batch] = await database.query<{ number: number }>(
      `SELECT number FROM delivery_batches WHERE campaign_id = $1 AND variant = 'b'`,
      [world.campaignId],
    );
    const lease = await batches.lease(world.campaignId, batch?.number ?? 0);
    const claimed = (await lease?.claim(20, []))?.claimed.map(({ id }) => id) ?? [];
    expect(claimed).toHaveLength(20);
    const request = { key: 'b', reason: 'Many complaints' };
    await get(AbTestControl).exclude(actor(world), world.campaignId, request);
    expect((await lease?.handOver(claimed))?.size).toBe(0);
    await lease?.release(0);
    expect(await world.openBatches()).toEqual([`- held ${(before['b'] ?? 0) + (before['-'] ?? 0)}`]);
    expect(await sizes(world)).toEqual({
      a: before['a'],
      b: 0,
      '-': (before['b'] ?? 0) + (before['-'] ?? 0),
    });
    // It may even take more rows in hand before it notices; they get the winner all the same.
    expect((await lease?.claim(5, []))?.claimed).toHaveLength(5);
    await world.timeIsOver();
    await get(AbTestDecisions).decideDue();
    const rows = await database.query(
      `SELECT FROM deliveries WHERE campaign_id = $1 AND status <> 'accepted' AND (variant IS NOT NULL OR status <> 'pending')`,
      [world.campaignId],
    );
    expect(rows).toEqual([]);
    expect(await world.openBatches()).toEqual([`a now ${PEOPLE - (before['a'] ?? 0)}`]);
    expect((await report(world)).test.decisionReason).toContain('no other variant may win. B was excluded.');
  });

  it('does not exclude the last one, and excluded ones cannot be chosen', async () => {
    const world = await aTest();
    const exclude = (key: string) =>
      get(AbTestControl).exclude(actor(world), world.campaignId, { key, reason: 'x' });
    await exclude('a');
    await expect(exclude('b')).rejects.toMatchObject({ code: 'ab-test.last-variant' });
    await expect(get(AbTestControl).chooseWinner(actor(world), world.campaignId, 'a')).rejects.toMatchObject({
      code: 'ab-test.variant-excluded',
    });
  });

  it('cannot stretch a test beyond 14 days', async () => {
    const world = await aTest();
    await expect(get(AbTestControl).extend(actor(world), world.campaignId, 20_000)).rejects.toMatchObject({
      code: 'ab-test.too-long',
    });
  });
});

describe('what is counted', () => {
  it('is what people did while their message was watched, by the variant they got', async () => {
    const world = await aTest({ durationMinutes: 30 });
    await world.sendTest();
    await world.react('a', 12);
    await world.react('a', 12);
    await world.react('a', 50, { kind: 'open' });
    await world.react('b', 9, { isMachine: true });
    await world.react('b', 5, { afterMinutes: 29 });
    await world.react('b', 20, { afterMinutes: 31 });
    await world.buy('a', 4, { total: 25 });
    await world.buy('a', 8, { afterMinutes: 40 });
    await world.unsubscribe('b', 3);
    const { results } = await report(world);
    expect(results?.counts.variants.get('a')).toMatchObject({
      clickers: 12,
      openers: 50,
      buyers: 4,
      orders: 4,
      revenue: 100,
      revenueSquares: 2_500,
    });
    expect(results?.counts.variants.get('b')).toMatchObject({
      clickers: 5,
      machineClickers: 9,
      buyers: 0,
      unsubscribed: 3,
      unwanted: 3,
    });
    expect(results?.counts.rest).toMatchObject({ delivered: 0, clickers: 0 });
    const states = [...(results?.counts.variants.values() ?? []), results?.counts.rest].flatMap((group) =>
      Object.values(group?.deliveries ?? {}),
    );
    expect(states.reduce((sum, count) => sum + count, 0)).toBe(PEOPLE);
  });
});

describe('the database', () => {
  it('knows no winner without a decision, none that is no variant, nor half of anything', async () => {
    const world = await aTest();
    const refused = async (sql: string): Promise<string | undefined> =>
      database.execute(sql, [world.campaignId]).then(
        () => 'accepted',
        (error: { constraint?: string }) => error.constraint,
      );
    const decided = `decided_at = now(), decision_reason = 'x'`;
    expect([
      await refused(`UPDATE ab_tests SET winner_variant = 'a' WHERE campaign_id = $1`),
      await refused(`UPDATE ab_tests SET winner_variant = 'd', ${decided} WHERE campaign_id = $1`),
      await refused(`UPDATE ab_tests SET duration_minutes = 5 WHERE campaign_id = $1`),
      await refused(`UPDATE ab_tests SET decide_at = NULL WHERE campaign_id = $1`),
      await refused(`UPDATE campaign_variants SET key = 'e' WHERE campaign_id = $1 AND key = 'b'`),
      await refused(`UPDATE campaign_variants SET excluded_at = now() WHERE campaign_id = $1`),
    ]).toEqual([
      'ck_ab_tests_decided',
      'fk_ab_tests_winner',
      'ck_ab_tests_duration',
      'ck_ab_tests_started',
      'ck_campaign_variants_key',
      'ck_campaign_variants_excluded',
    ]);
  });
});
