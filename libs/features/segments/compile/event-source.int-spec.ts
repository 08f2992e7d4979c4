import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent, eventsServiceFor } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aTopic, consentServicesFor } from '../../../testing/factories/topic';
import { aWorkspace } from '../../../testing/factories/workspace';

// Events that deliveries state: who was sent what, what came back, who complained.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;

const SPRING = '0198c0de-0000-7000-8000-00000000000a';
const AUTUMN = '0198c0de-0000-7000-8000-00000000000b';

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 5,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db)).id;
});

/** A contact to whom a campaign's email was handed over, in the given state, at noon of a day. */
async function recipient(firstName: string, sent: { campaign: string; status?: string; day?: string }) {
  const { id } = await aContact(db, workspaceId, { firstName });
  const at = `${sent.day ?? '2026-11-01'}T12:00:00Z`;
  const rows = await db.query<{ id: string }>(
    `INSERT INTO deliveries (workspace_id, contact_id, campaign_id, seq, email, status, handed_over_at, finished_at)
     VALUES ($1, $2, $3, 1, 'x@example.com', $4, $5, $5) RETURNING id`,
    [workspaceId, id, sent.campaign, sent.status ?? 'accepted', at],
  );
  return { id, deliveryId: rows[0]?.id ?? '' };
}

async function membersOf(rules: unknown[]): Promise<string[]> {
  const { compiler, members } = segmentServicesFor(db);
  const tree = { v: 1, match: 'all', rules };
  const now = new Date('2026-11-18T12:00:00Z');
  const compiled = await compiler.compile(workspaceId, { tree }, 2, now);
  const found = await members.list(workspaceId, compiled, { after: null, limit: 100 });
  return found.map((member) => member.firstName ?? '').sort();
}

const of = (campaign: string): object => ({
  match: 'all',
  rules: [{ property: 'campaign', op: 'is', value: campaign }],
});

describe('email.sent', () => {
  it('finds who was sent a campaign and did not open it', async () => {
    const opener = await recipient('Opener', { campaign: SPRING });
    await anEvent(db, workspaceId, {
      contactId: opener.id,
      name: 'email.opened',
      properties: { campaign: SPRING, delivery: opener.deliveryId },
    });
    await recipient('Silent', { campaign: SPRING });
    await recipient('Other campaign', { campaign: AUTUMN });
    await recipient('Refused', { campaign: SPRING, status: 'refused' });
    await recipient('In flight', { campaign: SPRING, status: 'handed_over' });
    const rules = [
      { event: 'email.sent', where: of(SPRING) },
      { event: 'email.opened', did: false, where: of(SPRING) },
    ];
    expect(await membersOf(rules)).toEqual(['Silent']);
  });

  it('counts by the time when the server took the message', async () => {
    await recipient('October', { campaign: SPRING, day: '2026-10-18' });
    await recipient('November', { campaign: SPRING, day: '2026-11-17' });
    const within = { last: 7, unit: 'day' };
    expect(await membersOf([{ event: 'email.sent', within }])).toEqual(['November']);
    expect(await membersOf([{ event: 'email.sent', count: { op: 'atMost', value: 0 }, within }])).toEqual([
      'October',
    ]);
  });

  it('is in the list of what happened to the contact', async () => {
    const { id, deliveryId } = await recipient('Sent', { campaign: SPRING });
    const page = { limit: 10, name: 'email.sent' };
    const { items } = await eventsServiceFor(db).listOfContact(workspaceId, id, page);
    expect(items).toMatchObject([
      {
        name: 'email.sent',
        properties: { campaign: SPRING, delivery: deliveryId },
        occurredAt: new Date('2026-11-01T12:00:00Z'),
      },
    ]);
  });

  it('makes a tracked segment that asks for it look again', async () => {
    const rules = [{ event: 'email.sent', where: of(SPRING) }];
    const segment = await aSegment(db, workspaceId, { kind: 'tracked', tree: { v: 1, match: 'all', rules } });
    await db.execute(`UPDATE segment_tracking SET watched_events = '{email.sent}' WHERE segment_id = $1`, [
      segment.id,
    ]);
    const { id, deliveryId } = await recipient('Sent', { campaign: SPRING, status: 'handed_over' });
    const marked = () => db.query('SELECT contact_id FROM changed_contacts WHERE contact_id = $1', [id]);
    await db.execute('DELETE FROM changed_contacts WHERE contact_id = $1', [id]);
    await db.execute(`UPDATE deliveries SET attempts = 1 WHERE id = $1`, [deliveryId]);
    expect(await marked()).toEqual([]);
    await db.execute(`UPDATE deliveries SET status = 'accepted', finished_at = now() WHERE id = $1`, [
      deliveryId,
    ]);
    expect(await marked()).toEqual([{ contact_id: id }]);
  });
});

it('email.bounced and email.complained say when and of which campaign', async () => {
  const bounced = await recipient('Bounced', { campaign: SPRING });
  const complained = await recipient('Complained', { campaign: SPRING });
  await db.execute(
    `UPDATE deliveries SET bounced_at = '2026-11-10T00:00:00Z', bounce_class = 'hard' WHERE id = $1`,
    [bounced.deliveryId],
  );
  await db.execute(`UPDATE deliveries SET complained_at = '2026-11-10T00:00:00Z' WHERE id = $1`, [
    complained.deliveryId,
  ]);
  const hard = { match: 'all', rules: [{ property: 'class', op: 'is', value: 'hard' }] };
  expect(await membersOf([{ event: 'email.bounced', where: hard }])).toEqual(['Bounced']);
  expect(await membersOf([{ event: 'email.complained', where: of(SPRING) }])).toEqual(['Complained']);
  expect(await membersOf([{ event: 'email.complained', within: { last: 3, unit: 'day' } }])).toEqual([]);
});

it('email.unsubscribed names the campaign whose link was used', async () => {
  const { id, deliveryId } = await recipient('Leaver', { campaign: SPRING });
  const topic = await aTopic(db, workspaceId);
  await consentServicesFor(db).subscriptions.unsubscribe({
    workspaceId,
    contactId: id,
    topicId: topic.id,
    deliveryId,
    method: 'one-click',
  });
  expect(await membersOf([{ event: 'email.unsubscribed', where: of(SPRING) }])).toEqual(['Leaver']);
  expect(await membersOf([{ event: 'email.unsubscribed', where: of(AUTUMN) }])).toEqual([]);
});
