import { Client } from 'pg';
import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact, contactsServiceFor } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import {
  aTrackedSegment,
  followChanges,
  trackingServicesFor,
} from '../../../testing/factories/tracked-segment';
import { aWorkspace } from '../../../testing/factories/workspace';

// What the upkeep promises when trees change, several work at once, or something fails.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 6,
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

const PORTO = { v: 1, match: 'all', rules: [{ field: 'city', op: 'is', value: 'Porto' }] };
const LISBOA = { v: 1, match: 'all', rules: [{ field: 'city', op: 'is', value: 'Lisboa' }] };
const actor = (): ReturnType<typeof systemActor> => systemActor(workspaceId, 'test');
const follow = (now?: Date): Promise<object[]> => followChanges(db, workspaceId, now);
const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

async function told(contactId: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `SELECT name FROM contact_events WHERE contact_id = $1 AND name LIKE 'segment.%' ORDER BY id`,
    [contactId],
  );
  return rows.map((row) => row.name.slice('segment.'.length));
}

async function members(segmentId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'SELECT contact_id AS id FROM segment_memberships WHERE segment_id = $1 AND is_member ORDER BY contact_id',
    [segmentId],
  );
  return rows.map((row) => row.id);
}

async function moveTo(contactId: string, city: string): Promise<void> {
  await contactsServiceFor(db).update(actor(), contactId, { city });
}

describe('the tree', () => {
  it('finds its first members without events: they did not enter, they were there', async () => {
    const { id } = await aContact(db, workspaceId, { city: 'Porto' });
    const segment = await aTrackedSegment(db, workspaceId, { tree: PORTO });
    expect([await members(segment.id), await told(id)]).toEqual([[id], []]);
    expect(await trackingServicesFor(db).reads.stateOf(workspaceId, segment.id)).toMatchObject({
      state: 'following',
      since: expect.any(Date),
      evaluatedAt: expect.any(Date),
      members: 1,
    });
    await moveTo(id, 'Lisboa');
    await follow();
    expect(await told(id)).toEqual(['left']);
  });

  it('changed, brings the difference in and out with events', async () => {
    const [ana, rui] = [
      await aContact(db, workspaceId, { city: 'Porto' }),
      await aContact(db, workspaceId, { city: 'Lisboa' }),
    ];
    const segment = await aTrackedSegment(db, workspaceId, { tree: PORTO });
    await segmentServicesFor(db).segments.update(actor(), segment.id, { tree: LISBOA });
    await follow();
    expect([await told(ana.id), await told(rui.id)]).toEqual([['left'], ['entered']]);
  });

  it('of a segment that it names changed, does the same', async () => {
    const { id } = await aContact(db, workspaceId, { city: 'Lisboa' });
    const inner = await aSegment(db, workspaceId, { tree: PORTO });
    await aTrackedSegment(db, workspaceId, {
      tree: { v: 1, match: 'all', rules: [{ segment: inner.id, member: true }] },
    });
    await segmentServicesFor(db).segments.update(actor(), inner.id, { tree: LISBOA });
    await follow();
    expect(await told(id)).toEqual(['entered']);
  });

  it('asks about another day when the time zone of the workspace changes', async () => {
    const { id } = await aContact(db, workspaceId, { birthDate: '1990-05-10' });
    const rule = { field: 'birthDate', op: 'on', value: '1990-05-10' };
    const today = { field: 'createdAt', op: 'thisPeriod', value: 'day' };
    await db.execute(`UPDATE contacts SET created_at = '2026-05-10T23:30:00Z' WHERE id = $1`, [id]);
    const now = new Date('2026-05-10T23:45:00Z');
    await aTrackedSegment(db, workspaceId, { tree: { v: 1, match: 'all', rules: [rule, today] }, now });
    await follow(new Date('2026-05-11T01:00:00Z'));
    expect(await told(id)).toEqual(['left']);
    await db.execute(`UPDATE workspaces SET time_zone = 'America/New_York' WHERE id = $1`, [workspaceId]);
    await follow(new Date('2026-05-11T01:02:00Z'));
    expect(await told(id)).toEqual(['left', 'entered']);
  });

  it('broken, keeps its members and tells nothing; mended, catches up', async () => {
    const { id } = await aContact(db, workspaceId, { tags: ['vip'] });
    const segment = await aTrackedSegment(db, workspaceId, {
      tree: { v: 1, match: 'all', rules: [{ tag: 'vip', has: true }] },
    });
    await db.execute('DELETE FROM tags WHERE workspace_id = $1', [workspaceId]);
    await follow(inDays(0.01));
    await moveTo(id, 'Porto');
    await follow(inDays(0.02));
    expect([await members(segment.id), await told(id)]).toEqual([[id], []]);
    const { reads } = trackingServicesFor(db);
    expect(await reads.stateOf(workspaceId, segment.id)).toMatchObject({ state: 'frozen', members: 1 });
    expect(await segmentServicesFor(db).segments.get(workspaceId, segment.id)).toMatchObject({
      isBroken: true,
    });

    await aContact(db, workspaceId, { tags: ['vip'] });
    await follow(inDays(0.03));
    expect(await told(id)).toEqual(['left']);
    expect(await reads.stateOf(workspaceId, segment.id)).toMatchObject({ state: 'following', members: 1 });
  });
});

describe('the kind', () => {
  it('turned from dynamic to tracked begins to keep members; turned back, forgets them without a leave', async () => {
    const { id } = await aContact(db, workspaceId, { city: 'Porto' });
    const { segments } = segmentServicesFor(db);
    const segment = await aSegment(db, workspaceId, { tree: PORTO });
    await segments.update(actor(), segment.id, { kind: 'tracked' });
    await follow();
    expect(await members(segment.id)).toEqual([id]);
    await segments.update(actor(), segment.id, { kind: 'dynamic' });
    await follow();
    expect([await members(segment.id), await told(id)]).toEqual([[], []]);
  });

  it('of a static segment cannot be changed', async () => {
    const segment = await aSegment(db, workspaceId, { kind: 'static' });
    const change = segmentServicesFor(db).segments.update(actor(), segment.id, { kind: 'tracked' });
    await expect(change).rejects.toMatchObject({ code: 'segment.kind-fixed' });
  });
});

describe('percentiles', () => {
  it('are refreshed every quarter of an hour: what others do changes the answer', async () => {
    await db.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'score', 'Score', 'number')`,
      [workspaceId],
    );
    const best = await aContact(db, workspaceId, { attributes: { score: 10 } });
    const rule = { field: 'attributes.score', op: 'isTopPercent', value: 50 };
    await aTrackedSegment(db, workspaceId, { tree: { v: 1, match: 'all', rules: [rule] } });
    for (const score of [20, 30]) await aContact(db, workspaceId, { attributes: { score } });
    await follow(inDays(5 / 1440));
    expect(await told(best.id)).toEqual([]);
    await follow(inDays(16 / 1440));
    expect(await told(best.id)).toEqual(['left']);
  });
});

it('a nightly check finds what no mark told, and reports it', async () => {
  const { id } = await aContact(db, workspaceId, { city: 'Lisboa' });
  const segment = await aTrackedSegment(db, workspaceId, { tree: PORTO });
  await moveTo(id, 'Porto');
  await db.execute('DELETE FROM changed_contacts WHERE workspace_id = $1', [workspaceId]);
  expect(await follow(inDays(0.9))).toEqual([]);
  expect(await follow(inDays(1.1))).toEqual([{ segmentId: segment.id, contacts: 1 }]);
  expect(await told(id)).toEqual(['entered']);
  expect(await follow(inDays(2.2))).toEqual([]);
});

describe('several at work', () => {
  it('tell each change once', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) ids.push((await aContact(db, workspaceId, { city: 'Lisboa' })).id);
    await aTrackedSegment(db, workspaceId, { tree: PORTO });
    for (const id of ids) {
      await moveTo(id, 'Porto');
      if (ids.indexOf(id) % 5 === 0) await Promise.all([follow(), follow(), follow()]);
    }
    await Promise.all([follow(), follow()]);
    await follow();
    for (const id of ids) expect(await told(id)).toEqual(['entered']);
  });

  it('tell each change of time alone once', async () => {
    await db.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, birth_date)
       SELECT $1, n || '@example.com', n || '@example.com', n::text::bytea, '1990-05-10' FROM generate_series(1, 2000) AS n`,
      [workspaceId],
    );
    const rule = { field: 'birthDate', op: 'anniversaryInNext', value: { n: 1, unit: 'day' } };
    const tree = { v: 1, match: 'all', rules: [rule] };
    await aTrackedSegment(db, workspaceId, { tree, now: new Date('2026-03-01T12:00:00Z') });
    const birthday = new Date('2026-05-10T12:00:00Z');
    const { upkeep } = trackingServicesFor(db);
    await Promise.all([1, 2, 3, 4].map(() => upkeep.step(workspaceId, birthday)));
    await follow(birthday);
    const [events] = await db.query<{ entered: number }>(
      `SELECT count(*) AS entered FROM contact_events WHERE workspace_id = $1 AND name = 'segment.entered'`,
      [workspaceId],
    );
    expect(events).toEqual({ entered: 2000 });
  });

  it('a change that is committed while a batch is under way is told by the next one', async () => {
    const { id } = await aContact(db, workspaceId, { city: 'Lisboa' });
    await aTrackedSegment(db, workspaceId, { tree: PORTO });
    const { upkeep, changed } = trackingServicesFor(db);
    await db.transaction(async () => {
      await changed.take(workspaceId, 10);
      await db.dataSource.query(`UPDATE contacts SET city = 'Porto' WHERE id = $1`, [id]);
    });
    await upkeep.step(workspaceId);
    expect(await told(id)).toEqual(['entered']);
  });

  it('what a crash interrupts is as if it had never begun', async () => {
    const { id } = await aContact(db, workspaceId, { city: 'Lisboa' });
    const names = [`first ${workspaceId}`, `second ${workspaceId}`];
    for (const name of names) await aTrackedSegment(db, workspaceId, { name, tree: PORTO });
    await moveTo(id, 'Porto');
    await db.execute(`CREATE FUNCTION power_fails() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END'`);
    await db.execute(`CREATE TRIGGER tr_power BEFORE INSERT ON contact_events FOR EACH ROW
      WHEN (NEW.properties ->> 'name' = '${names[1]}') EXECUTE FUNCTION power_fails()`);
    await expect(follow()).rejects.toThrow();
    expect(await told(id)).toEqual([]);
    await db.execute('DROP FUNCTION power_fails() CASCADE');
    await follow();
    await follow();
    expect(await told(id)).toEqual(['entered', 'entered']);
  });

  it('a writer that began before the tracking did is waited for', async () => {
    const { id } = await aContact(db, workspaceId);
    const writer = new Client({ connectionString: testDatabase.url });
    await writer.connect();
    await writer.query('BEGIN');
    await writer.query(
      `INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at) VALUES ($1, $2, 'order.placed', now())`,
      [workspaceId, id],
    );
    const tree = { v: 1, match: 'all', rules: [{ event: 'order.placed', did: true }] };
    const segment = await aSegment(db, workspaceId, { kind: 'tracked', tree });
    const { reads, changes } = trackingServicesFor(db);
    await changes.run(new AbortController().signal);
    expect(await reads.stateOf(workspaceId, segment.id)).toMatchObject({ state: 'starting', members: 0 });
    await writer.query('COMMIT');
    await writer.end();
    await follow();
    expect(await reads.stateOf(workspaceId, segment.id)).toMatchObject({ state: 'following', members: 1 });
  });

  it.each([
    ['is erased', 'COMMIT', []],
    ['stays after all', 'ROLLBACK', ['entered']],
  ])('a contact that somebody is erasing is left alone until it %s', async (_outcome, end, events) => {
    const { id } = await aContact(db, workspaceId, { city: 'Lisboa' });
    const segment = await aTrackedSegment(db, workspaceId, { tree: PORTO });
    await moveTo(id, 'Porto');
    const eraser = new Client({ connectionString: testDatabase.url });
    await eraser.connect();
    await eraser.query('BEGIN');
    await eraser.query('DELETE FROM contacts WHERE id = $1', [id]);
    await follow();
    expect([await members(segment.id), await told(id)]).toEqual([[], []]);
    await eraser.query(end);
    await eraser.end();
    await follow();
    await follow();
    expect([await members(segment.id), await told(id)]).toEqual([events.map(() => id), events]);
  });
});

it('a segment whose statement fails is set aside, tried again later, and does not stop the others', async () => {
  const { id } = await aContact(db, workspaceId, { city: 'Lisboa', country: 'ES' });
  const sound = await aTrackedSegment(db, workspaceId, {
    tree: { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'PT' }] },
  });
  const fragile = await aTrackedSegment(db, workspaceId, { tree: PORTO });
  await contactsServiceFor(db).update(actor(), id, { city: 'Porto', country: 'PT' });
  const [fold] = await db.query<{ sql: string }>(`SELECT pg_get_functiondef('fold'::regproc) AS sql`);
  await db.execute(
    `CREATE OR REPLACE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
     RETURN (1 / (length(value) - length(value)))::text`,
  );
  await follow();
  const { reads } = trackingServicesFor(db);
  expect(await reads.stateOf(workspaceId, fragile.id)).toMatchObject({
    state: 'frozen',
    failure: 'division by zero',
  });
  expect([await members(sound.id), await told(id)]).toEqual([[id], ['entered']]);
  await db.execute(fold?.sql ?? '');
  await follow();
  expect(await told(id)).toEqual(['entered']);
  await follow(inDays(16 / 1440));
  expect([await members(fragile.id), await told(id)]).toEqual([[id], ['entered', 'entered']]);
});

it('an event that happened just ahead of our clock brings its contact in when its time has come', async () => {
  const { id } = await aContact(db, workspaceId);
  const rule = { event: 'order.placed', did: true, within: { last: 7, unit: 'day' } };
  await aTrackedSegment(db, workspaceId, { tree: { v: 1, match: 'all', rules: [rule] } });
  await anEvent(db, workspaceId, { contactId: id, occurredAt: inDays(5 / 1440) });
  await follow();
  expect(await told(id)).toEqual([]);
  await follow(inDays(6 / 1440));
  expect(await told(id)).toEqual(['entered']);
});
