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

const HOUR = 3_600_000;

it('leaves out who paused and whose implied consent ended, by the moment that is asked about', async () => {
  const { id: workspace } = await aWorkspace(db);
  const topic = await aTopic(db, workspace);
  const now = Date.now();
  const people = { pausing: 'paused_until', implied: 'expires_at', both: 'both' } as const;
  for (const [firstName, column] of Object.entries(people)) {
    const { id } = await aContact(db, workspace, { firstName });
    await aSubscription(db, workspace, { contactId: id, topicId: topic.id });
    const at = new Date(now + 48 * HOUR);
    if (column !== 'expires_at')
      await db.execute('UPDATE contacts SET paused_until = $2 WHERE id = $1', [id, at]);
    if (column !== 'paused_until')
      await db.execute(
        `UPDATE subscriptions SET legal_basis = 'implied', expires_at = $2 WHERE contact_id = $1`,
        [id, at],
      );
  }
  const asked = async (hours: number): Promise<unknown> => {
    const input = { contact: 'c', topic: '$2', at: '$3' };
    const joined = whyNotMailableJoins(input);
    const rows = await db.query<{ name: string; why: string; inAll: string; joined: string; may: boolean }>(
      `SELECT c.first_name AS name, ${whyNotMailableSql(input)} AS why, ${joined.why} AS joined, ${mailableSql(input)} AS may,
         ${whyNotMailableSql({ contact: 'c', at: '$3' })} AS "inAll"
       FROM contacts c ${joined.joins} WHERE c.workspace_id = $1`,
      [workspace, topic.id, new Date(now + hours * HOUR)],
    );
    for (const { why, inAll, joined: other, may } of rows)
      expect([why, may]).toEqual([other, inAll === null]);
    return Object.fromEntries(rows.map(({ name, why }) => [name, why]));
  };
  expect(await asked(47)).toEqual({ pausing: 'paused', implied: null, both: 'paused' });
  expect(await asked(49)).toEqual({ pausing: null, implied: 'expired', both: 'expired' });
});

it('says until when somebody pauses and when consent ended', async () => {
  const topic = await aTopic(db, workspaceId, { name: 'News' });
  const { id } = await aContact(db, workspaceId, { firstName: 'Rui' });
  await aSubscription(db, workspaceId, { contactId: id, topicId: topic.id });
  await db.execute(`UPDATE contacts SET paused_until = now() + interval '3 days' WHERE id = $1`, [id]);
  const { mailability } = consentServicesFor(db);
  const texts = async () =>
    (await mailability.of(workspaceId, id, topic.id)).topics[0]?.obstacles.map(({ text }) => text);
  expect(await texts()).toEqual([expect.stringMatching(/^they paused their mail until \d+ \w+ \d{4}$/)]);
  await db.execute(
    `UPDATE subscriptions SET legal_basis = 'implied', expires_at = now() - interval '1 day' WHERE contact_id = $1`,
    [id],
  );
  expect((await texts())?.[0]).toMatch(/^their implied consent to “News” ended on \d+ \w+ \d{4}$/);
});

it('names all that stands in the way, what sending goes by first', async () => {
  const [news, other] = [
    await aTopic(db, workspaceId, { name: 'News' }),
    await aTopic(db, workspaceId, { name: 'Offers' }),
  ];
  const { mailability, suppressions } = consentServicesFor(db);
  const { id, email } = await aContact(db, workspaceId, { firstName: 'Ana', lastName: 'Melo' });
  await aSubscription(db, workspaceId, { contactId: id, topicId: news.id });
  await aSubscription(db, workspaceId, { contactId: id, topicId: other.id, status: 'unsubscribed' });
  const ask = async (topicId: string) => (await mailability.of(workspaceId, id, topicId)).topics[0];
  expect(await ask(news.id)).toMatchObject({ isMailable: true, obstacles: [] });
  await suppressions.add(systemActor(workspaceId), {
    email,
    reason: 'complaint',
    source: 'test',
  });
  expect(await ask(news.id)).toMatchObject({
    topicName: 'News',
    isMailable: false,
    obstacles: [
      {
        reason: 'suppressed',
        text: expect.stringMatching(/^they reported a mail as spam on \d+ \w+ \d{4}$/),
      },
    ],
  });
  expect((await ask(other.id))?.obstacles.map(({ reason }) => reason)).toEqual([
    'suppressed',
    'unsubscribed',
  ]);
  expect((await mailability.of(workspaceId, id)).topics.length).toBeGreaterThanOrEqual(2);
  await expect(mailability.of(workspaceId, news.id)).rejects.toMatchObject({ code: 'contact.not-found' });
});

it('explains everybody as sending decides', async () => {
  const { mailability } = consentServicesFor(db);
  const topics = await db.query<{ id: string }>('SELECT id FROM topics WHERE workspace_id = $1', [
    workspaceId,
  ]);
  for (const { id: topicId } of topics) {
    const rows = await db.query<{ id: string; why: string | null }>(
      `SELECT c.id, ${whyNotMailableSql({ contact: 'c', topic: '$2' })} AS why FROM contacts c WHERE c.workspace_id = $1`,
      [workspaceId, topicId],
    );
    for (const { id, why } of rows) {
      const { topics: found } = await mailability.of(workspaceId, id, topicId);
      expect(found.map((topic) => topic.obstacles[0]?.reason ?? null)).toEqual([why]);
    }
  }
});

it('takes only aliases, columns and parameters into its text', () => {
  expect(() => mailableSql({ contact: 'c; DROP TABLE contacts' })).toThrow('not an alias');
  expect(() => whyNotMailableSql({ contact: 'c', topic: "'x'" })).toThrow('not a parameter');
  expect(() => mailableSql({ contact: 'c', at: "'2026-01-01'" })).toThrow('not a parameter');
});
