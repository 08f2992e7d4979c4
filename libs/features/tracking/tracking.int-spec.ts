import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { openDatabase, type Database } from '@platform/database';
import { createLogger } from '@platform/logging';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { eventsServiceFor } from '../../testing/factories/event';
import { aWorkspace } from '../../testing/factories/workspace';
import { HitsRepository } from './hits.repository';
import { TrackingService } from './tracking.service';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0';

let server: TestDatabase;
let database: Database;
let deliveryId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 6,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  const workspace = await aWorkspace(database);
  await database.execute(`UPDATE workspaces SET tracking_mode = 'individual'`);
  const contact = await aContact(database, workspace.id);
  await database.execute('UPDATE contacts SET tracking_consent = true');
  const row = await database.queryOne<{ id: string }>(
    `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable, handed_over_at, finished_at)
     VALUES ($1, $2, 1, $3, $4, 'accepted', true, now() - interval '1 hour', now() - interval '1 hour') RETURNING id`,
    [workspace.id, randomUUID(), contact.id, contact.email],
  );
  deliveryId = row?.id ?? '';
});

afterAll(async () => {
  await database.dataSource.destroy();
  await server.drop();
});

beforeEach(() => database.execute('DELETE FROM tracking_hits'));

const aTracker = () =>
  new TrackingService(
    database,
    new HitsRepository(database),
    eventsServiceFor(database),
    createLogger({ name: 'test', level: 'silent', pretty: false }),
  );
const request = { method: 'GET', userAgent: BROWSER, ip: '::ffff:192.0.2.7' };
const hits = () =>
  database.query<{ link: number | null; reasons: string[]; ip: string | null }>(
    'SELECT link_position AS link, reasons, host(ip) AS ip FROM tracking_hits ORDER BY occurred_at, link_position',
  );
const until = async (isTrue: () => Promise<boolean>) => {
  const deadline = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error('it never happened');
    await setTimeout(20);
  }
};

describe('TrackingService', () => {
  it('writes by itself, opens at once and clicks when they have settled', async () => {
    const tracker = aTracker();
    tracker.recordClick({ deliveryId, link: 0, url: 'https://example.com/' }, request);
    tracker.recordOpen(deliveryId, request);
    await until(async () => (await hits()).some(({ link }) => link === null));
    expect((await hits()).some(({ link }) => link === 0)).toBe(false);
    await until(async () => (await hits()).length === 2);
  });

  it('writes what waits when the process stops', async () => {
    const tracker = aTracker();
    tracker.recordClick({ deliveryId, link: 0, url: 'https://example.com/' }, request);
    await tracker.beforeApplicationShutdown();
    expect(await hits()).toHaveLength(1);
  });

  it('keeps hits while they cannot be written and writes them later, once', async () => {
    const tracker = aTracker();
    await database.execute('ALTER TABLE tracking_hits RENAME TO away');
    for (let i = 0; i < 5; i += 1) tracker.recordOpen(deliveryId, request);
    await expect(tracker.flush()).rejects.toThrow(/^5 opens and clicks/);
    await database.execute('ALTER TABLE away RENAME TO tracking_hits');
    await until(async () => (await hits()).length === 5);
    await tracker.flush();
    expect(await hits()).toHaveLength(5);
  });

  it('sees a burst that is spread over several processes', async () => {
    const now = Date.now() - 60_000;
    const click = async (link: number) => {
      const tracker = aTracker();
      const occurredAt = new Date(now + link * 100);
      tracker.recordClick({ deliveryId, link, url: 'https://example.com/' }, { ...request, occurredAt });
      await tracker.flush();
    };
    for (const link of [0, 1, 2, 3]) await click(link);
    expect((await hits()).map(({ reasons }) => reasons)).toEqual([[], [], ['burst'], ['burst']]);
  });

  it('stores hostile senders as text, and unknown deliveries not at all', async () => {
    const tracker = aTracker();
    const userAgent = `${BROWSER} '"><script>\u0000\n${'x'.repeat(5000)}`;
    tracker.recordOpen(deliveryId, { ...request, userAgent, ip: 'fe80::1%eth0' });
    tracker.recordOpen(deliveryId, { ...request, ip: 'not an address' });
    tracker.recordOpen(randomUUID(), request);
    await tracker.flush();
    expect((await hits()).map(({ ip }) => ip)).toEqual([null, null]);
  });
});
