import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor } from '@features/accounts';
import { Settings } from '@platform/config';
import { Database, DatabaseModule } from '@platform/database';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aTopic } from '../../testing/factories/topic';
import { aWorkspace } from '../../testing/factories/workspace';
import type { SubscriptionStatus } from './consent';
import { ConsentHousekeeping } from './consent-housekeeping.service';
import { ConsentModule } from './consent.module';
import { MailabilityService } from './mailability.service';
import { SubscriptionsService, type SubscriptionInput } from './subscriptions.service';

@Global()
@Module({ providers: [{ provide: Settings, useFactory: testSettings }], exports: [Settings] })
class TestSettingsModule {}

const DAY_MS = 24 * 3600 * 1000;

let server: TestDatabase;
let app: TestingModule;
let database: Database;
let workspaceId: string;
let topicId: string;

beforeAll(async () => {
  server = await createTestDatabase();
  const database$ = DatabaseModule.forRoot({
    url: server.url,
    poolSize: 3,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  app = await Test.createTestingModule({ imports: [TestSettingsModule, database$, ConsentModule] }).compile();
  database = app.get(Database);
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(database)).id;
  topicId = (await aTopic(database, workspaceId)).id;
});

const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

const subscribe = (contactId: string, input: Partial<SubscriptionInput> = {}) =>
  app
    .get(SubscriptionsService)
    .change(
      systemActor(workspaceId),
      { contactId, topicId, status: 'subscribed', ...input },
      { method: 'test' },
    );

const subscriptionOf = (contactId: string) =>
  database.queryOne<{
    status: SubscriptionStatus;
    basis: string;
    expiresAt: Date | null;
    reason: string | null;
  }>(
    `SELECT status, legal_basis AS basis, expires_at AS "expiresAt", reason FROM subscriptions WHERE contact_id = $1`,
    [contactId],
  );

const recordsOf = (contactId: string) =>
  database.query<{ action: string; details: object }>(
    'SELECT action, details FROM consent_records WHERE contact_id = $1 ORDER BY recorded_at, id',
    [contactId],
  );

const exists = async (contactId: string): Promise<boolean> =>
  (await database.queryOne('SELECT FROM contacts WHERE id = $1', [contactId])) !== null;

const housekeep = (at: Date) => app.get(ConsentHousekeeping).endConsent(at);

describe('implied consent', () => {
  it('ends on its day: nobody is mailed from then on, and housekeeping writes it down', async () => {
    const { id } = await aContact(database, workspaceId);
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(30) });
    const { id: explicit } = await aContact(database, workspaceId);
    await subscribe(explicit);
    await housekeep(inDays(29));
    expect(await subscriptionOf(id)).toMatchObject({ status: 'subscribed', basis: 'implied' });
    expect(await housekeep(inDays(31))).toMatchObject({ expiredConsents: 1 });
    expect(await subscriptionOf(id)).toMatchObject({ status: 'unsubscribed', reason: 'consent expired' });
    expect(await recordsOf(id)).toMatchObject([
      { action: 'subscribed', details: { legalBasis: 'implied' } },
      { action: 'expired' },
    ]);
    expect(await subscriptionOf(explicit)).toMatchObject({ status: 'subscribed' });
    expect(await housekeep(inDays(31))).toMatchObject({ expiredConsents: 0 });
  });

  it('keeps mail back from its last moment on, before anybody has tidied up', async () => {
    const { id } = await aContact(database, workspaceId);
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(-1) });
    const { topics } = await app.get(MailabilityService).of(workspaceId, id, topicId);
    expect(topics[0]?.obstacles).toMatchObject([{ reason: 'expired' }]);
    const [subscription] = await app.get(SubscriptionsService).list(workspaceId, id);
    expect(subscription).toMatchObject({ status: 'unsubscribed', legalBasis: 'implied' });
  });

  it('never replaces explicit consent, is replaced by it, and is only made longer', async () => {
    const { id } = await aContact(database, workspaceId);
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(10) });
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(5) });
    expect((await subscriptionOf(id))?.expiresAt).toEqual(expect.any(Date));
    expect((await subscriptionOf(id))!.expiresAt! > inDays(9)).toBe(true);
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(20) });
    expect((await subscriptionOf(id))!.expiresAt! > inDays(19)).toBe(true);
    await subscribe(id);
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(1) });
    expect(await subscriptionOf(id)).toMatchObject({ basis: 'explicit', expiresAt: null });
    expect(await recordsOf(id)).toHaveLength(3);
    await housekeep(inDays(400));
    expect(await subscriptionOf(id)).toMatchObject({ status: 'subscribed' });
  });

  it('leaves nothing behind when the person subscribes after it ended', async () => {
    const { id } = await aContact(database, workspaceId);
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(1) });
    await housekeep(inDays(2));
    await subscribe(id);
    expect(await subscriptionOf(id)).toMatchObject({
      status: 'subscribed',
      basis: 'explicit',
      expiresAt: null,
      reason: null,
    });
  });

  it('brings nobody back who left, but does after it ended by itself', async () => {
    const { id } = await aContact(database, workspaceId);
    const implied = { legalBasis: 'implied', expiresAt: inDays(1) } as const;
    await subscribe(id, implied);
    await housekeep(inDays(2));
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(9) });
    expect(await subscriptionOf(id)).toMatchObject({ status: 'subscribed', basis: 'implied' });
    await subscribe(id, { status: 'unsubscribed' });
    await subscribe(id, { legalBasis: 'implied', expiresAt: inDays(9) });
    expect(await subscriptionOf(id)).toMatchObject({ status: 'unsubscribed' });
  });

  it.each([
    ['explicit consent', { expiresAt: new Date() }],
    ['an unsubscribe', { status: 'unsubscribed', legalBasis: 'implied', expiresAt: new Date() }],
  ] as const)('has an end, and %s has none', async (_name, input) => {
    const { id } = await aContact(database, workspaceId);
    await expect(subscribe(id, input)).rejects.toMatchObject({ code: 'subscription.expiry-needs-implied' });
  });
});

describe('what nobody confirmed', () => {
  const pending = async (): Promise<string> => {
    const { id } = await aContact(database, workspaceId);
    await subscribe(id, { status: 'pending' });
    return id;
  };

  it('is forgotten with the contact that came for it, after the days of the workspace; evidence stays', async () => {
    await database.execute('UPDATE workspaces SET unconfirmed_days = 10 WHERE id = $1', [workspaceId]);
    const id = await pending();
    const [hash] = await database.query<{ hash: Buffer }>(
      'SELECT address_hash AS hash FROM contacts WHERE id = $1',
      [id],
    );
    await housekeep(inDays(9));
    expect(await exists(id)).toBe(true);
    await housekeep(inDays(11));
    expect(await exists(id)).toBe(false);
    const kept = await database.query(
      'SELECT action, contact_id, ip FROM consent_records WHERE address_hash = $1',
      [hash?.hash],
    );
    expect(kept).toEqual([{ action: 'requested', contact_id: null, ip: null }]);
    // They may come back: not confirming is no objection.
    const listed = await database.query('SELECT FROM suppressions WHERE address_hash = $1', [hash?.hash]);
    expect(listed).toEqual([]);
  });

  it.each<[string, (contactId: string) => Promise<unknown>]>([
    ['is subscribed to something else', (id) => subscribe(id, { topicId: otherTopicId })],
    ['has left something else', (id) => subscribe(id, { topicId: otherTopicId, status: 'unsubscribed' })],
    [
      'bought something',
      (id) =>
        database.execute(
          `INSERT INTO orders (workspace_id, contact_id, number, placed_at, status, currency, total) VALUES ($1, $2, '1', now(), 'placed', 'EUR', 1)`,
          [workspaceId, id],
        ),
    ],
    [
      'somebody wrote a note about',
      (id) =>
        database.execute(`INSERT INTO notes (workspace_id, contact_id, body) VALUES ($1, $2, 'called')`, [
          workspaceId,
          id,
        ]),
    ],
    [
      'was there before',
      (id) =>
        database.execute(`UPDATE contacts SET created_at = now() - interval '1 year' WHERE id = $1`, [id]),
    ],
  ])('goes alone where the contact %s', async (_name, otherwise) => {
    otherTopicId = (await aTopic(database, workspaceId)).id;
    const id = await pending();
    await otherwise(id);
    await housekeep(inDays(31));
    expect(await exists(id)).toBe(true);
    const left = await database.query(`SELECT FROM subscriptions WHERE contact_id = $1 AND topic_id = $2`, [
      id,
      topicId,
    ]);
    expect(left).toEqual([]);
    expect((await recordsOf(id)).map(({ action }) => action)).toContain('requested');
  });

  let otherTopicId: string;

  it('stays as long as one request is young', async () => {
    const id = await pending();
    const { id: other } = await aTopic(database, workspaceId);
    await subscribe(id, { topicId: other, status: 'pending' });
    await database.execute(
      `UPDATE subscriptions SET changed_at = now() - interval '31 days' WHERE contact_id = $1 AND topic_id = $2`,
      [id, topicId],
    );
    await housekeep(inDays(1));
    expect(await exists(id)).toBe(true);
    expect(await subscriptionOf(id)).toMatchObject({ status: 'pending' });
  });
});
