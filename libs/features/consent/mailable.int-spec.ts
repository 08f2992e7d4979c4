import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aSubscription, aTopic, consentServicesFor } from '../../testing/factories/topic';
import { aWorkspace } from '../../testing/factories/workspace';
import { mailableSql, whyNotMailableJoins, whyNotMailableSql } from './mailable';

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  workspaceId = (await aWorkspace(db)).id;
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

async function reasons(topicId: string | null): Promise<Record<string, string | null>> {
  const input = { contact: 'c', topic: '$2' };
  const rows = await db.query<{ name: string; mailable: boolean; why: string | null }>(
    `SELECT c.first_name AS name, ${mailableSql(input)} AS mailable, ${whyNotMailableSql(input)} AS why
     FROM contacts c WHERE c.workspace_id = $1 ORDER BY c.id`,
    [workspaceId, topicId],
  );
  for (const row of rows) expect(row.mailable).toBe(row.why === null);
  if (topicId !== null)
    expect(await joinedReasons(topicId)).toEqual(rows.map(({ name, why }) => ({ name, why })));
  return Object.fromEntries(rows.map((row) => [row.name, row.why]));
}

/** The same question in the form that resolving a campaign asks. */
async function joinedReasons(topicId: string): Promise<{ name: string; why: string | null }[]> {
  const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
  return db.query(
    `SELECT c.first_name AS name, ${why} AS why FROM contacts c ${joins} WHERE c.workspace_id = $1 ORDER BY c.id`,
    [workspaceId, topicId],
  );
}

it('only who is subscribed, confirmed and not suppressed may be mailed, and everybody else has a reason', async () => {
  const [news, other] = [await aTopic(db, workspaceId), await aTopic(db, workspaceId)];
  const actor = systemActor(workspaceId);
  for (const status of ['subscribed', 'pending', 'unsubscribed'] as const) {
    const { id } = await aContact(db, workspaceId, { firstName: status });
    await aSubscription(db, workspaceId, { contactId: id, topicId: news.id, status });
  }
  const suppressed = await aContact(db, workspaceId, { firstName: 'suppressed' });
  await aSubscription(db, workspaceId, { contactId: suppressed.id, topicId: news.id });
  const { suppressions, topics } = consentServicesFor(db);
  await suppressions.add(actor, { email: suppressed.email, reason: 'invalid-address', source: 'test' });
  const left = await aContact(db, workspaceId, { firstName: 'left for good' });
  await suppressions.add(actor, { email: left.email, reason: 'unsubscribed', source: 'test' });
  const elsewhere = await aContact(db, workspaceId, { firstName: 'elsewhere' });
  await aSubscription(db, workspaceId, { contactId: elsewhere.id, topicId: other.id });

  const why = {
    pending: 'pending',
    subscribed: null,
    suppressed: 'suppressed',
    'left for good': 'unsubscribed',
    unsubscribed: 'unsubscribed',
  };
  expect(await reasons(news.id)).toEqual({ ...why, elsewhere: 'no-subscription' });
  expect(await reasons(null)).toEqual({ ...why, elsewhere: null });
  await topics.update(actor, other.id, { isArchived: true });
  expect(await reasons(null)).toEqual({ ...why, elsewhere: 'no-subscription' });
});

it('takes only aliases, columns and parameters into its text', () => {
  expect(() => mailableSql({ contact: 'c; DROP TABLE contacts' })).toThrow('not an alias');
  expect(() => whyNotMailableSql({ contact: 'c', topic: "'x'" })).toThrow('not a parameter');
});
