import { randomUUID } from 'node:crypto';
import type { Contact } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { analysisServicesFor } from '../../../testing/factories/analysis';
import { aContact } from '../../../testing/factories/contact';
import { anOrder } from '../../../testing/factories/order';
import { aSegment } from '../../../testing/factories/segment';
import { aWorkspace } from '../../../testing/factories/workspace';

const NOW = new Date('2026-11-18T12:00:00Z');
const at = (text: string): Date => new Date(`2026-${text}Z`);

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof analysisServicesFor>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 3,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  services = analysisServicesFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db)).id;
});

async function aCampaign(resolvedAt: Date, finishedAt: Date | null): Promise<string> {
  const row = await db.queryOne<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, resolved_at, finished_at)
     VALUES ($1, 'Letter', 'cancelled', $2, $3) RETURNING id`,
    [workspaceId, resolvedAt, finishedAt],
  );
  return row?.id ?? '';
}

interface Mail {
  campaignId: string;
  contactId: string;
  handedOverAt: Date;
  trackable?: boolean;
  status?: 'accepted' | 'refused' | 'uncertain';
  bounced?: boolean;
  unsubscribed?: boolean;
}

async function aDelivery(mail: Mail): Promise<string> {
  const { trackable = true, status = 'accepted', bounced = false, unsubscribed = false } = mail;
  const row = await db.queryOne<{ id: string }>(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable, handed_over_at,
       finished_at, bounced_at, bounce_class, unsubscribed_at)
     VALUES ($1, $2, 1, $3, 'x@example.com', $4, $5, $6, $6, $7, $8, $9) RETURNING id`,
    [
      workspaceId,
      mail.campaignId,
      mail.contactId,
      status,
      trackable,
      mail.handedOverAt,
      bounced ? mail.handedOverAt : null,
      bounced ? 'soft' : null,
      unsubscribed ? mail.handedOverAt : null,
    ],
  );
  return row?.id ?? '';
}

async function aHit(
  deliveryId: string,
  hit: { kind: 'open' | 'click'; at: Date; isMachine?: boolean },
): Promise<void> {
  await db.execute(
    `INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine)
     SELECT workspace_id, campaign_id, id, contact_id, $2, $3, $4, $5 FROM deliveries WHERE id = $1`,
    [deliveryId, hit.kind, hit.kind === 'click' ? 0 : null, hit.at, hit.isMachine ?? false],
  );
}

const inCountry = (value: string): unknown => ({
  v: 1,
  match: 'all',
  rules: [{ field: 'country', op: 'is', value }],
});

async function people(...countries: (string | null)[]): Promise<Contact[]> {
  const contacts: Contact[] = [];
  for (const country of countries) contacts.push(await aContact(db, workspaceId, { country }));
  return contacts;
}

it('counts mail as reports do: delivered, people who opened and clicked, who unsubscribed', async () => {
  const [ana, rui, eva, nil] = (await people('PT', 'PT', 'PT', null)) as [Contact, Contact, Contact, Contact];
  const autumn = await aCampaign(at('10-01T09:00:00'), at('10-01T10:00:00'));
  const mail = { campaignId: autumn, handedOverAt: at('10-01T09:30:00') };
  const first = await aDelivery({ ...mail, contactId: ana.id, unsubscribed: true });
  const second = await aDelivery({ ...mail, contactId: rui.id, trackable: false });
  const third = await aDelivery({ ...mail, contactId: eva.id, bounced: true });
  await aDelivery({ ...mail, contactId: nil.id, status: 'refused' });
  for (const minute of ['31', '32']) await aHit(first, { kind: 'open', at: at(`10-01T09:${minute}:00`) });
  await aHit(first, { kind: 'click', at: at('10-02T09:00:00') });
  await aHit(second, { kind: 'click', at: at('10-02T09:00:00'), isMachine: true });
  await aHit(third, { kind: 'open', at: at('10-02T09:00:00'), isMachine: true });
  // Handed over before the period, by a campaign that ended in it; and by one that nothing in it belongs to.
  const long = await aCampaign(at('07-01T00:00:00'), null);
  await aDelivery({ campaignId: long, contactId: rui.id, handedOverAt: at('08-20T11:59:59') });
  await aDelivery({ campaignId: long, contactId: ana.id, handedOverAt: at('08-20T12:00:00') });

  const { id } = await aSegment(db, workspaceId, { name: 'Portugal', tree: inCountry('PT') });
  const board = await services.leaderboard.rank(workspaceId, {}, NOW);
  expect(board.segments).toEqual([
    expect.objectContaining({
      segmentId: id,
      name: 'Portugal',
      contacts: 3,
      // Ana and Rui in October, Ana in August; Eva's bounced.
      delivered: 3,
      trackableDelivered: 2,
      uniqueHumanOpens: 1,
      uniqueHumanClicks: 1,
      unsubscribed: 1,
      openRate: 1 / 2,
      clickRate: 1 / 3,
      unsubscribeRate: 1 / 3,
      tooSmall: true,
    }),
  ]);
  expect(board.everyone).toMatchObject({ contacts: 4, delivered: 3 });
  const pivot = await services.pivot.divide(workspaceId, { rows: { field: 'country' } }, NOW);
  expect(pivot.cells.map(({ clickRate }) => clickRate)).toEqual([1 / 3, null]);
});

it('counts what orders brought, in the period and less what was paid back', async () => {
  const [ana, rui] = (await people('PT', 'ES', 'PT', null)) as [Contact, Contact];
  const sale = { contactId: ana.id, placedAt: at('11-01T00:00:00') };
  await anOrder(db, workspaceId, { ...sale, total: 30, refunded: 5 });
  await anOrder(db, workspaceId, { ...sale, total: 15, status: 'refunded' });
  await anOrder(db, workspaceId, { ...sale, total: 100, status: 'cancelled' });
  await anOrder(db, workspaceId, { contactId: rui.id, total: 80, placedAt: at('11-18T00:00:00') });
  await anOrder(db, workspaceId, { contactId: rui.id, total: 80, placedAt: at('10-31T23:59:59') });
  const segments = [
    await aSegment(db, workspaceId, { name: 'Portugal', tree: inCountry('PT') }),
    await aSegment(db, workspaceId, { name: 'Spain', tree: inCountry('ES') }),
    await aSegment(db, workspaceId, { name: 'Nobody', tree: inCountry('FR') }),
  ];
  const question = { from: '2026-11-01', to: '2026-11-18', segmentIds: segments.map(({ id }) => id) };
  const board = await services.leaderboard.rank(workspaceId, question, NOW);
  expect(board.currency).toBe('EUR');
  expect(board.segments.map(({ name }) => name)).toEqual(['Portugal', 'Spain', 'Nobody']);
  expect(board.segments[0]).toMatchObject({
    contacts: 2,
    buyers: 1,
    orders: 2,
    revenue: 25,
    revenuePerContact: 12.5,
    conversionRate: 0.5,
    attributedRevenue: 0,
  });
  expect(board.segments[1]).toMatchObject({ buyers: 0, revenue: 0, revenuePerContact: 0, openRate: null });
  expect(board.segments[2]).toMatchObject({ contacts: 0, conversionRate: null, revenuePerContact: null });
  expect(board.everyone).toMatchObject({ contacts: 4, buyers: 1, revenue: 25, conversionRate: 0.25 });
});

it('attributes an order once: to the last mail clicked in the five days before it', async () => {
  const [ana, rui] = (await people('PT', 'ES')) as [Contact, Contact];
  const [early, late] = [
    await aCampaign(at('11-01T00:00:00'), null),
    await aCampaign(at('11-02T00:00:00'), null),
  ];
  const mails = [
    await aDelivery({ campaignId: early, contactId: ana.id, handedOverAt: at('11-01T08:00:00') }),
    await aDelivery({ campaignId: late, contactId: ana.id, handedOverAt: at('11-02T08:00:00') }),
  ] as [string, string];
  await aHit(mails[0], { kind: 'click', at: at('11-01T09:00:00') });
  await aHit(mails[1], { kind: 'click', at: at('11-02T09:00:00') });
  await aHit(mails[1], { kind: 'click', at: at('11-12T09:00:00'), isMachine: true });
  await aHit(mails[0], { kind: 'open', at: at('11-12T09:00:00') });
  const prices: [string, number][] = [
    ['11-01T08:59:59', 1], // before any click
    ['11-01T09:00:00', 10], // early
    ['11-02T09:00:01', 100], // late
    ['11-07T09:00:00', 1000], // late, to the second five days after
    ['11-07T09:00:01', 10_000], // too late
    ['11-12T10:00:00', 100_000], // a machine's click, a person's open
  ];
  for (const [placedAt, total] of prices) {
    await anOrder(db, workspaceId, { contactId: ana.id, total, placedAt: at(placedAt) });
  }
  await anOrder(db, workspaceId, { contactId: rui.id, total: 7, placedAt: at('11-01T09:30:00') });
  await aSegment(db, workspaceId, { name: 'Portugal', tree: inCountry('PT') });
  const board = await services.leaderboard.rank(workspaceId, {}, NOW);
  expect(board.segments[0]).toMatchObject({ attributedRevenue: 1110, revenue: 111_111 });
  expect(board.everyone.attributedRevenue).toBe(1110);
});

it('sorts by any column, without values last, ties by name; and sets broken segments apart', async () => {
  const [ana] = (await people('PT', 'ES')) as [Contact];
  await anOrder(db, workspaceId, { contactId: ana.id, placedAt: at('11-01T00:00:00') });
  for (const [name, country] of [
    ['Zebra', 'ES'],
    ['Portugal', 'PT'],
    ['Nobody', 'FR'],
    ['Alpha', 'ES'],
  ] as const) {
    await aSegment(db, workspaceId, { name, tree: inCountry(country) });
  }
  const gone = await aSegment(db, workspaceId, { name: 'Gone' });
  await db.execute('UPDATE segments SET tree = $2 WHERE id = $1', [
    gone.id,
    JSON.stringify({ v: 1, match: 'all', rules: [{ field: 'attributes.gone', op: 'isSet' }] }),
  ]);
  const names = async (question: object): Promise<string[]> =>
    (await services.leaderboard.rank(workspaceId, question, NOW)).segments.map(({ name }) => name);
  expect(await names({})).toEqual(['Portugal', 'Alpha', 'Zebra', 'Nobody']);
  expect(await names({ direction: 'asc' })).toEqual(['Alpha', 'Zebra', 'Portugal', 'Nobody']);
  expect(await names({ sort: 'contacts', direction: 'asc' })).toEqual([
    'Nobody',
    'Alpha',
    'Portugal',
    'Zebra',
  ]);
  const { broken } = await services.leaderboard.rank(workspaceId, {}, NOW);
  expect(broken).toEqual([
    { segmentId: gone.id, name: 'Gone', reason: expect.stringContaining('attributes.gone') as string },
  ]);
});

it("another workspace's segments, and ones that never were, are not found", async () => {
  const foreign = await aSegment(db, (await aWorkspace(db)).id);
  for (const id of [foreign.id, randomUUID()]) {
    await expect(services.leaderboard.rank(workspaceId, { segmentIds: [id] }, NOW)).rejects.toMatchObject({
      code: 'segment.not-found',
    });
  }
  expect((await services.leaderboard.rank(workspaceId, {}, NOW)).segments).toEqual([]);
});

it('ends with a clear error when it takes too long', async () => {
  const holdUp = jest.spyOn(db, 'readOnly').mockImplementation(async (_timeout, work) =>
    db.transaction(async () => {
      await db.query(`SELECT set_config('statement_timeout', '1', true)`);
      await db.query('SELECT pg_sleep(1)');
      return work();
    }),
  );
  await expect(services.leaderboard.rank(workspaceId, {}, NOW)).rejects.toMatchObject({
    code: 'analysis.timeout',
  });
  holdUp.mockRestore();
});
