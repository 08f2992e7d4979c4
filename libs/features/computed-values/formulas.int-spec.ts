import { openDatabase, type Database } from '@platform/database';
import type { IncomingOrder } from '@features/orders';
import { createTestDatabase, type TestDatabase } from '@testing';
import { valueServicesFor } from '../../testing/factories/computed-values';
import { aContact } from '../../testing/factories/contact';
import { anEvent } from '../../testing/factories/event';
import { anOrder } from '../../testing/factories/order';
import { aWorkspace } from '../../testing/factories/workspace';

// Every formula of docs/segments/computed-values.md with an example worked out by hand.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;

const NOW = new Date('2026-11-22T12:00:00Z');

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const onAfterCommitError = (error: unknown) => {
    throw error;
  };
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 5,
    applicationName: 'test',
    onAfterCommitError,
  });
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db)).id;
});

const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

async function person(input: Parameters<typeof aContact>[2] = {}): Promise<string> {
  return (await aContact(db, workspaceId, input)).id;
}

async function bought(
  contactId: string,
  ...orders: (Partial<IncomingOrder> & { ago: number })[]
): Promise<void> {
  for (const { ago, ...order } of orders) {
    await anOrder(db, workspaceId, { contactId, placedAt: daysAgo(ago), ...order });
  }
}

async function did(contactId: string, ...events: [name: string, ago: number][]): Promise<void> {
  for (const [name, ago] of events)
    await anEvent(db, workspaceId, { contactId, name, occurredAt: daysAgo(ago) });
}

async function read(
  contactId: string,
  ...hits: [kind: string, userAgent: string, ago: number][]
): Promise<void> {
  for (const [kind, userAgent, ago] of hits) {
    await db.execute(
      `INSERT INTO tracking_hits (workspace_id, delivery_id, contact_id, kind, link_position, occurred_at, is_machine, user_agent)
       VALUES ($1, uuidv7(), $2, $3, CASE $3 WHEN 'click' THEN 1 END, $4, $5, $6)`,
      [workspaceId, contactId, kind, daysAgo(ago), userAgent === 'machine', userAgent],
    );
  }
}

/** All values of a contact after a refresh, by key. */
async function valuesOf(contactId: string, now = NOW): Promise<Record<string, unknown>> {
  const { refresh, contacts } = valueServicesFor(db);
  await refresh.refreshWorkspace(workspaceId, now);
  const { values } = await contacts.explain(workspaceId, contactId, now);
  return Object.fromEntries(values.map(({ definition, value }) => [definition.key, value]));
}

describe('orders', () => {
  it('count without the cancelled ones, with what was not paid back', async () => {
    const ana = await person();
    await bought(
      ana,
      { ago: 100, total: 60 },
      { ago: 40, total: 50, refunded: 20 },
      { ago: 10.5, total: 30, status: 'refunded' },
      { ago: 1, total: 999, status: 'cancelled' },
    );
    expect(await valuesOf(ana)).toMatchObject({
      ordersCount: 3,
      lifetimeValue: 90,
      averageOrder: 30,
      firstOrderAt: daysAgo(100).toISOString(),
      lastOrderAt: daysAgo(10.5).toISOString(),
      daysSinceLastOrder: 10,
      meanOrderGapDays: 44.75,
    });
  });

  it('have no values where all were cancelled', async () => {
    const ana = await person();
    await bought(ana, { ago: 1, status: 'cancelled' });
    expect(await valuesOf(ana)).toMatchObject({
      ordersCount: null,
      lifetimeValue: null,
      lifecycleStage: 'subscriber',
    });
  });

  it('leave a margin where a cost is known: of the order, of serving the contact, or both', async () => {
    await db.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'costToServe', 'Cost to serve', 'number')`,
      [workspaceId],
    );
    const [unknown, ofOrders, ofServing, both] = [
      await person(),
      await person(),
      await person({ attributes: { costToServe: 7.5 } }),
      await person({ attributes: { costToServe: 7.5 } }),
    ];
    await bought(unknown, { ago: 1, total: 100 });
    await bought(ofOrders, { ago: 1, total: 100, cost: 40 }, { ago: 2, total: 10 });
    await bought(ofServing, { ago: 1, total: 5 });
    await bought(both, { ago: 1, total: 100, cost: 40 }, { ago: 1, total: 50, cost: 9, status: 'cancelled' });
    expect((await valuesOf(unknown)).margin).toBeNull();
    expect((await valuesOf(ofOrders)).margin).toBe(70);
    expect((await valuesOf(ofServing)).margin).toBe(-2.5);
    expect((await valuesOf(both)).margin).toBe(52.5);
  });
});

describe('churn', () => {
  it.each<[number[], number | null, string]>([
    [[9], null, 'not-enough-data'],
    [[29.9, 9.9], 0.5, 'low'],
    [[30, 10], 0.5, 'low'],
    [[40, 20], 1, 'medium'],
    [[60, 40], 2, 'medium'],
    [[61, 41], 2.05, 'high'],
    [[5, 5], 5, 'high'],
  ])('of orders %j days ago', async (ages, ratio, risk) => {
    const ana = await person();
    await bought(ana, ...ages.map((ago) => ({ ago })));
    expect(await valuesOf(ana)).toMatchObject({ churnRatio: ratio, churnRisk: risk });
  });
});

describe('recency, frequency, monetary', () => {
  /** Orders of 10, 20, … of as many contacts: the first bought longest ago, least and least often. */
  async function buyers(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 1; n <= count; n += 1) {
      const id = await person();
      await bought(id, ...Array.from({ length: n }, () => ({ ago: 100 - n, total: 10 })));
      ids.push(id);
    }
    return ids;
  }

  it('are quintiles among the buyers, five for the best', async () => {
    const ids = await buyers(5);
    for (const [index, id] of ids.entries()) {
      const quintile = index + 1;
      expect(await valuesOf(id)).toMatchObject({
        rfmRecency: quintile,
        rfmFrequency: quintile,
        rfmMonetary: quintile,
      });
    }
    const groups = await Promise.all(ids.map(async (id) => (await valuesOf(id)).rfmGroup));
    expect(groups).toEqual(['lost', 'at-risk', 'needs-attention', 'champions', 'champions']);
  });

  it('say nothing of four buyers', async () => {
    const [first = ''] = await buyers(4);
    expect(await valuesOf(first)).toMatchObject({ rfmRecency: null, rfmGroup: 'not-enough-data' });
  });

  it('give equals the same quintile', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => person()));
    for (const id of ids) await bought(id, { ago: 5, total: 10 });
    await bought(ids[0]!, { ago: 5, total: 1 });
    expect(await valuesOf(ids[1]!)).toMatchObject({ rfmRecency: 1, rfmFrequency: 1, rfmMonetary: 1 });
    expect(await valuesOf(ids[0]!)).toMatchObject({ rfmRecency: 1, rfmFrequency: 5, rfmMonetary: 5 });
    expect((await valuesOf(ids[0]!)).rfmGroup).toBe('at-risk');
  });
});

describe('engagement', () => {
  it('halves every thirty days, clicks five points and opens one', async () => {
    const ana = await person();
    await did(ana, ['email.clicked', 0], ['email.opened', 0], ['email.clicked', 30], ['email.opened', 60]);
    // 5 + 1 + 2.5 + 0.25 = 8.75
    expect(await valuesOf(ana)).toMatchObject({
      engagementScore: 8.8,
      emailOpens: 2,
      emailClicks: 2,
      lastEngagedAt: NOW.toISOString(),
    });
  });

  it('of a century ago is nothing, and no error', async () => {
    const ana = await person();
    await did(ana, ['email.opened', 45_000]);
    expect(await valuesOf(ana)).toMatchObject({ engagementScore: 0, emailOpens: 1 });
  });

  it('has no score without opens and clicks', async () => {
    const ana = await person();
    await did(ana, ['form.submitted', 1]);
    expect(await valuesOf(ana)).toMatchObject({
      engagementScore: null,
      lastEngagedAt: null,
      emailOpens: null,
    });
  });
});

describe('habits', () => {
  it('prefer the channel of most answers within 180 days', async () => {
    const ana = await person();
    await did(ana, ['email.clicked', 200], ['email.clicked', 201], ['email.opened', 1], ['chat.started', 5]);
    expect((await valuesOf(ana)).preferredChannel).toBe('chat');
    await did(ana, ['form.submitted', 3]);
    expect((await valuesOf(ana)).preferredChannel).toBe('web');
    await did(ana, ['asset.downloaded', 4], ['email.clicked', 1], ['email.clicked', 2]);
    expect((await valuesOf(ana)).preferredChannel).toBe('email');
  });

  const IPHONE_MAIL =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  const GMAIL = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)';
  const CHROME =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

  it('take the client of opens and the device of opens and clicks', async () => {
    const ana = await person();
    await read(
      ana,
      ['open', IPHONE_MAIL, 1],
      ['click', CHROME, 1],
      ['click', CHROME, 2],
      ['open', 'machine', 1],
    );
    expect(await valuesOf(ana)).toMatchObject({ mailClient: 'apple-mail', device: 'desktop' });
  });

  it('do not tell a device behind a proxy, nor anything of an old hit', async () => {
    const [ana, rui] = [await person(), await person()];
    await read(ana, ['open', GMAIL, 1], ['open', GMAIL, 2]);
    await read(rui, ['open', GMAIL, 181]);
    expect(await valuesOf(ana)).toMatchObject({ mailClient: 'gmail', device: 'unknown' });
    expect(await valuesOf(rui)).toMatchObject({ mailClient: null, device: null });
  });
});

describe('a user agent', () => {
  it.each([
    ['Mozilla/5.0', 'unknown', 'unknown'],
    ['', 'unknown', 'unknown'],
    ['YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html', 'yahoo', 'unknown'],
    ['Mozilla/5.0 (Windows NT 10.0; WOW64) Microsoft Outlook 16.0.17928; Pro', 'outlook', 'desktop'],
    ['Outlook-iOS/723.4027091.prod.iphone (4.28.0)', 'outlook', 'mobile'],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0',
      'thunderbird',
      'desktop',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)',
      'apple-mail',
      'tablet',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
      'apple-mail',
      'desktop',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36',
      'browser',
      'mobile',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Tab S9) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36',
      'browser',
      'tablet',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15',
      'browser',
      'desktop',
    ],
    ['curl/8.0', 'unknown', 'unknown'],
  ])('%s', async (userAgent, mailClient, device) => {
    const ana = await person();
    await read(ana, ['open', userAgent, 1]);
    expect(await valuesOf(ana)).toMatchObject({ mailClient, device });
  });
});

describe('the lifecycle', () => {
  const ago = (days: number): string => daysAgo(days).toISOString();

  it.each<[string, [string, number][], number[], string, string | null]>([
    ['nothing', [], [], 'subscriber', null],
    ['an open', [['email.opened', 3]], [], 'subscriber', null],
    [
      'two forms',
      [
        ['form.submitted', 3],
        ['form.submitted', 9],
      ],
      [],
      'lead',
      ago(9),
    ],
    ['a fresh cart', [['cart.updated', 0.1]], [], 'lead', ago(0.1)],
    [
      'a cart of yesterday',
      [
        ['cart.updated', 1],
        ['form.submitted', 9],
      ],
      [],
      'cart-abandoned',
      ago(1 - 4 / 24),
    ],
    ['a cart and an order', [['checkout.started', 2]], [1], 'first-purchase', ago(1)],
    ['two orders', [], [50, 20], 'first-purchase', ago(50)],
    ['three orders', [], [50, 20, 10], 'loyal', ago(10)],
    ['a long silence', [], [500, 450, 400, 180], 'lapsed', ago(0)],
    ['almost a long silence', [], [179.9], 'first-purchase', ago(179.9)],
    ['a return', [], [700, 690, 680, 30, 20], 'loyal', ago(30)],
    ['a first return', [], [700, 30], 'first-purchase', ago(30)],
  ])('after %s', async (_what, events, orders, stage, since) => {
    const ana = await person();
    await did(ana, ...events);
    await bought(ana, ...orders.map((days) => ({ ago: days })));
    expect(await valuesOf(ana)).toMatchObject({ lifecycleStage: stage, lifecycleStageSince: since });
  });
});
