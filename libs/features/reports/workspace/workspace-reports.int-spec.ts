import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anOrder } from '../../../testing/factories/order';
import { aHit, aMail, aSentCampaign, reportServicesFor } from '../../../testing/factories/report';
import { aWorkspace } from '../../../testing/factories/workspace';

const BERLIN = 'Europe/Berlin';
const NOW = new Date('2026-11-18T12:00:00Z');
const at = (text: string): Date => new Date(`2026-${text}Z`);

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let reports: ReturnType<typeof reportServicesFor>;

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
  reports = reportServicesFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = await inZone(BERLIN);
});

async function inZone(zone: string): Promise<string> {
  const { id } = await aWorkspace(db);
  await db.execute('UPDATE workspaces SET time_zone = $2 WHERE id = $1', [id, zone]);
  return id;
}

async function aPerson(createdAt: Date, source = 'form'): Promise<string> {
  const { id } = await aContact(db, workspaceId, { source });
  await db.execute('UPDATE contacts SET created_at = $2 WHERE id = $1', [id, createdAt]);
  return id;
}

async function decided(who: string, action: string, when: Date): Promise<void> {
  await db.execute(
    `INSERT INTO consent_records (workspace_id, address_hash, topic_id, action, method, occurred_at)
     VALUES ($1, $2, $3, $4, 'test', $5)`,
    [workspaceId, Buffer.from(who), randomUUID(), action, when],
  );
}

async function suppressed(who: string, reason: string, when: Date): Promise<void> {
  await db.execute(
    `INSERT INTO suppressions (workspace_id, address_hash, reason, source, occurred_at) VALUES ($1, $2, $3, 'test', $4)`,
    [workspaceId, Buffer.from(who), reason, when],
  );
}

describe('growth', () => {
  it('counts by days of the workspace, also on the day of 25 hours', async () => {
    // Summer time ends in Berlin at 03:00 of 25 October 2026: that day begins at 22:00 UTC and ends 25 hours later.
    for (const time of ['10-24T21:59:59.999', '10-24T22:00:00', '10-25T22:59:59.999', '10-25T23:00:00'])
      await aPerson(at(time));
    const { lines, total, period } = await reports.growth.report(
      workspaceId,
      { from: '2026-10-24', to: '2026-10-26' },
      NOW,
    );
    expect(lines.map(({ firstDay, newContacts }) => [firstDay, newContacts])).toEqual([
      ['2026-10-24', 1],
      ['2026-10-25', 2],
      ['2026-10-26', 1],
    ]);
    expect(total.newContacts).toBe(4);
    expect(period.to.getTime() - period.from.getTime()).toBe((24 + 25 + 24) * 3_600_000);
  });

  it('leaves out what lies a moment outside of the period, in a zone of three quarters of an hour', async () => {
    workspaceId = await inZone('Asia/Kathmandu');
    // Midnight in Kathmandu is 18:15 UTC.
    for (const time of ['10-01T18:14:59.999', '10-01T18:15:00', '10-02T18:14:59.999', '10-02T18:15:00'])
      await aPerson(at(time));
    const { total, before } = await reports.growth.report(
      workspaceId,
      { from: '2026-10-02', to: '2026-10-02' },
      NOW,
    );
    expect([total.newContacts, before.newContacts]).toEqual([2, 1]);
  });

  it('counts a person once a day, confirmations and no requests, and gives the net', async () => {
    await decided('ana', 'requested', at('10-05T08:00:00'));
    await decided('ana', 'confirmed', at('10-05T09:00:00'));
    await decided('ana', 'subscribed', at('10-05T10:00:00'));
    await decided('rui', 'subscribed', at('10-05T10:00:00'));
    await decided('rui', 'unsubscribed', at('10-06T10:00:00'));
    await suppressed('rui', 'unsubscribed', at('10-06T10:00:00'));
    await decided('eva', 'subscribed', at('09-01T10:00:00'));
    await suppressed('eva', 'hard-bounce', at('10-06T11:00:00'));
    await decided('old', 'expired', at('10-06T11:00:00'));
    // Never subscribed: no loss.
    await suppressed('nil', 'manual', at('10-06T11:00:00'));
    const { lines, total } = await reports.growth.report(
      workspaceId,
      { from: '2026-10-05', to: '2026-10-06' },
      NOW,
    );
    expect(lines).toEqual([
      expect.objectContaining({ subscribed: 2, unsubscribed: 0, suppressed: 0, net: 2 }),
      expect.objectContaining({ subscribed: 0, unsubscribed: 2, suppressed: 1, net: -3 }),
    ]);
    expect(total).toMatchObject({ subscribed: 2, unsubscribed: 2, suppressed: 1, net: -1 });
  });

  it('says where people came from, beside the period before; whoever was erased is no new contact', async () => {
    await aPerson(at('10-05T10:00:00'), 'form');
    await aPerson(at('10-05T10:00:00'), 'form');
    await aPerson(at('10-05T10:00:00'), 'import');
    await aPerson(at('10-04T10:00:00'), 'form');
    const gone = await aPerson(at('10-05T10:00:00'), 'form');
    await db.execute('DELETE FROM contacts WHERE id = $1', [gone]);
    const { sources } = await reports.growth.report(
      workspaceId,
      { from: '2026-10-05', to: '2026-10-05' },
      NOW,
    );
    expect(sources).toEqual([
      { source: 'form', newContacts: 2, before: 1 },
      { source: 'import', newContacts: 1, before: 0 },
    ]);
  });

  it('counts nothing of another workspace', async () => {
    await aPerson(at('10-05T10:00:00'));
    await decided('ana', 'subscribed', at('10-05T09:00:00'));
    const other = await inZone(BERLIN);
    const { total } = await reports.growth.report(other, { from: '2026-10-05', to: '2026-10-05' }, NOW);
    expect(total).toEqual({ newContacts: 0, subscribed: 0, unsubscribed: 0, suppressed: 0, net: 0 });
  });
});

describe('engagement', () => {
  const october = { from: '2026-10-01', to: '2026-10-31' };

  async function people(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => aPerson(at('01-01T00:00:00'))));
  }

  /** Four mails around midnight in Berlin of 10 October (22:00 UTC), one of which comes back. */
  async function autumn(): Promise<{ campaignId: string; mails: string[]; contacts: string[] }> {
    const contacts = await people(4);
    const campaignId = await aSentCampaign(db, workspaceId, {
      resolvedAt: at('10-09T21:00:00'),
      finishedAt: at('10-09T23:00:00'),
    });
    const of = { workspaceId, campaignId };
    const late = at('10-09T21:59:59');
    const mails = [
      await aMail(db, of, { contactId: contacts[0] ?? '', handedOverAt: late, unsubscribed: true }),
      await aMail(db, of, { contactId: contacts[1] ?? '', handedOverAt: late, bounced: 'hard' }),
      await aMail(db, of, { contactId: contacts[2] ?? '', handedOverAt: at('10-09T22:00:00') }),
      await aMail(db, of, { contactId: contacts[3] ?? '', handedOverAt: late, status: 'refused' }),
    ];
    await aHit(db, mails[0] ?? '', { at: at('10-10T07:00:00') });
    await aHit(db, mails[0] ?? '', { at: at('11-17T07:00:00') });
    await aHit(db, mails[0] ?? '', { at: at('11-17T07:00:00'), link: 0 });
    // Machines are no people.
    await aHit(db, mails[2] ?? '', { at: at('10-10T07:00:00'), isMachine: true });
    await aHit(db, mails[2] ?? '', { at: at('10-10T07:00:00'), link: 0, isMachine: true });
    return { campaignId, mails, contacts };
  }

  const linesOf = async (input = october) => {
    const { lines } = await reports.engagement.report(workspaceId, { ...input, per: 'day' }, NOW);
    return lines.filter(({ sent }) => sent > 0);
  };

  it('puts mail on the day of hand-over, with what people did whenever, and leaves machines out', async () => {
    await autumn();
    const [ninth, tenth, ...none] = await linesOf();
    expect(ninth).toMatchObject({ firstDay: '2026-10-09', sent: 2, delivered: 1, bounced: 1 });
    expect(ninth).toMatchObject({ opened: 1, clicked: 1, unsubscribed: 1, openRate: 1, clickRate: 1 });
    expect(tenth).toMatchObject({ firstDay: '2026-10-10', sent: 1, delivered: 1, opened: 0, clicked: 0 });
    expect(none).toEqual([]);
    const { total, before } = await reports.engagement.report(workspaceId, october, NOW);
    expect(total).toMatchObject({
      sent: 3,
      delivered: 2,
      trackableDelivered: 2,
      openRate: 1 / 2,
      clickRate: 1 / 2,
    });
    expect(before).toMatchObject({ sent: 0, openRate: null });
  });

  it('counts again what people do after it was counted', async () => {
    const { campaignId, mails } = await autumn();
    await linesOf();
    await aHit(db, mails[2] ?? '', { at: new Date() });
    await db.execute(
      `UPDATE campaign_counts SET counted_at = now() - interval '1 minute' WHERE campaign_id = $1`,
      [campaignId],
    );
    expect((await linesOf())[1]).toMatchObject({ opened: 1 });
  });

  it('counts again what came back and who left after it was counted', async () => {
    const { campaignId, mails } = await autumn();
    await linesOf();
    await db.execute(
      `UPDATE campaign_counts SET counted_at = now() - interval '1 hour' WHERE campaign_id = $1`,
      [campaignId],
    );
    await db.execute(
      `UPDATE deliveries SET bounced_at = now(), bounce_class = 'soft', complained_at = now() WHERE id = $1`,
      [mails[2]],
    );
    expect((await linesOf())[1]).toMatchObject({ sent: 1, delivered: 0, bounced: 1, complained: 1 });
  });

  it('forgets what was counted of a person with the person, at once', async () => {
    const { contacts } = await autumn();
    await linesOf();
    await db.execute('DELETE FROM tracking_hits WHERE workspace_id = $1 AND contact_id = $2', [
      workspaceId,
      contacts[0],
    ]);
    expect((await linesOf())[0]).toMatchObject({ sent: 2, opened: 0, clicked: 0, unsubscribed: 1 });
  });

  it('counts by the new days once the workspace has another zone', async () => {
    await autumn();
    await linesOf();
    await db.execute(`UPDATE workspaces SET time_zone = 'America/New_York' WHERE id = $1`, [workspaceId]);
    expect((await linesOf()).map(({ firstDay, sent }) => [firstDay, sent])).toEqual([['2026-10-09', 3]]);
  });

  it('names campaigns of the period with the orders that belong to them', async () => {
    const { campaignId, contacts } = await autumn();
    const order = { contactId: contacts[0] ?? '', total: 40, refunded: 10 };
    await anOrder(db, workspaceId, { ...order, placedAt: at('11-17T08:00:00') });
    await anOrder(db, workspaceId, { ...order, placedAt: at('11-17T06:00:00') });
    await aSentCampaign(db, workspaceId, {
      name: 'Older',
      resolvedAt: at('08-01T00:00:00'),
      finishedAt: at('08-02T00:00:00'),
    });
    const { campaigns } = await reports.engagement.campaigns(workspaceId, october, NOW);
    expect(campaigns).toEqual([
      expect.objectContaining({
        campaignId,
        firstDay: '2026-10-09',
        sent: 3,
        opened: 1,
        orders: 1,
        revenue: 30,
      }),
    ]);
  });

  it('counts nothing of another workspace', async () => {
    await autumn();
    const other = await inZone(BERLIN);
    expect((await reports.engagement.report(other, october, NOW)).total.sent).toBe(0);
    expect((await reports.engagement.campaigns(other, october, NOW)).campaigns).toEqual([]);
  });
});

describe('revenue', () => {
  it('sums orders by day, without cancelled ones, and says what followed a click within five days', async () => {
    const contactId = await aPerson(at('01-01T00:00:00'));
    const campaignId = await aSentCampaign(db, workspaceId, {
      resolvedAt: at('10-01T00:00:00'),
      finishedAt: at('10-01T01:00:00'),
    });
    const mail = await aMail(
      db,
      { workspaceId, campaignId },
      { contactId, handedOverAt: at('10-01T00:30:00') },
    );
    await aHit(db, mail, { at: at('10-01T12:00:00'), link: 0 });
    const order = { contactId, total: 20 };
    await anOrder(db, workspaceId, { ...order, placedAt: at('10-06T12:00:00') });
    await anOrder(db, workspaceId, { ...order, placedAt: at('10-06T12:00:01'), refunded: 5 });
    await anOrder(db, workspaceId, { ...order, placedAt: at('10-06T12:00:00'), status: 'cancelled' });
    // 7 October in Berlin.
    await anOrder(db, workspaceId, { ...order, placedAt: at('10-06T22:00:00') });
    const { lines, total, before, hasOrders } = await reports.others.revenue(
      workspaceId,
      { from: '2026-10-06', to: '2026-10-07' },
      NOW,
    );
    expect(
      lines.map(({ orders, revenue, attributedRevenue }) => [orders, revenue, attributedRevenue]),
    ).toEqual([
      [2, 35, 20],
      [1, 20, 0],
    ]);
    expect(total).toEqual({ orders: 3, revenue: 55, attributedOrders: 1, attributedRevenue: 20 });
    expect([before.orders, hasOrders]).toEqual([0, true]);
  });
});
