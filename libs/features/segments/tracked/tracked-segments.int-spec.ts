import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact, contactsServiceFor } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aSubscription, aTopic } from '../../../testing/factories/topic';
import {
  aTrackedSegment,
  followChanges,
  trackingServicesFor,
} from '../../../testing/factories/tracked-segment';
import { aWorkspace } from '../../../testing/factories/workspace';

// What counts as a change, and that each is told once.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 4,
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

const tree = (...rules: object[]): object => ({ v: 1, match: 'all', rules });
const actor = (): ReturnType<typeof systemActor> => systemActor(workspaceId, 'test');

const follow = (now?: Date): Promise<object[]> => followChanges(db, workspaceId, now);

/** Of one contact, oldest first. */
async function told(contactId: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `SELECT name FROM contact_events WHERE workspace_id = $1 AND contact_id = $2 AND name LIKE 'segment.%'
     ORDER BY id`,
    [workspaceId, contactId],
  );
  return rows.map((row) => row.name);
}

async function members(segmentId: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'SELECT contact_id AS id FROM segment_memberships WHERE segment_id = $1 AND is_member ORDER BY contact_id',
    [segmentId],
  );
  return rows.map((row) => row.id);
}

describe('a change of a contact', () => {
  const changes: Record<
    string,
    { rule: object; prepare?: () => Promise<unknown>; change: (id: string) => Promise<unknown> }
  > = {
    'of its profile': {
      rule: { field: 'city', op: 'is', value: 'Porto' },
      change: (id) => contactsServiceFor(db).update(actor(), id, { city: 'Porto' }),
    },
    'of a custom field': {
      rule: { field: 'attributes.plan', op: 'is', value: 'pro' },
      prepare: () =>
        db.execute(
          `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'plan', 'Plan', 'text')`,
          [workspaceId],
        ),
      change: (id) => contactsServiceFor(db).update(actor(), id, { attributes: { plan: 'pro' } }),
    },
    'of its tags': {
      rule: { tag: 'vip', has: true },
      prepare: () => aContact(db, workspaceId, { tags: ['vip'] }),
      change: (id) => contactsServiceFor(db).update(actor(), id, { tags: ['vip'] }),
    },
    'of a subscription': {
      rule: { topic: 'news', status: 'subscribed' },
      prepare: () => aTopic(db, workspaceId, { key: 'news' }),
      change: async (contactId) => {
        const [topic] = await db.query<{ id: string }>('SELECT id FROM topics WHERE workspace_id = $1', [
          workspaceId,
        ]);
        await aSubscription(db, workspaceId, { contactId, topicId: topic?.id ?? '' });
      },
    },
    'of its company': {
      rule: { field: 'company.industry', op: 'is', value: 'Retail' },
      change: async (id) => {
        await contactsServiceFor(db).update(actor(), id, { company: 'Globex' });
        await follow();
        await db.execute(`UPDATE companies SET industry = 'retail' WHERE workspace_id = $1`, [workspaceId]);
      },
    },
    'by its own event': {
      rule: { event: 'order.placed', did: true, within: { last: 30, unit: 'day' } },
      change: (contactId) => anEvent(db, workspaceId, { contactId }),
    },
    'of a value computed about it': {
      rule: { field: 'computed.ordersCount', op: 'gte', value: 2 },
      change: (id) =>
        db.execute(
          `INSERT INTO computed_values (workspace_id, contact_id, orders_count, rfm_group, churn_risk, lifecycle_stage, computed_at)
           VALUES ($1, $2, 2, 'loyal', 'low', 'customer', now())`,
          [workspaceId, id],
        ),
    },
  };

  it.each(Object.keys(changes))('%s makes it enter, once', async (kind) => {
    const { rule, prepare, change } = changes[kind]!;
    await prepare?.();
    const { id } = await aContact(db, workspaceId);
    const segment = await aTrackedSegment(db, workspaceId, { tree: tree(rule) });
    expect(await members(segment.id)).not.toContain(id);
    await change(id);
    await follow();
    await follow();
    expect(await told(id)).toEqual(['segment.entered']);
    expect(await members(segment.id)).toContain(id);
  });

  it('of a static list that the tree names makes it enter, and leave', async () => {
    const { id } = await aContact(db, workspaceId);
    const nobody = tree({ field: 'city', op: 'is', value: 'nowhere' });
    const list = await aSegment(db, workspaceId, { kind: 'static', tree: nobody });
    await aTrackedSegment(db, workspaceId, { tree: tree({ segment: list.id, member: true }) });
    const { frozen } = segmentServicesFor(db);
    await frozen.addContacts(actor(), list.id, [id]);
    await follow();
    await frozen.removeContacts(actor(), list.id, [id]);
    await follow();
    expect(await told(id)).toEqual(['segment.entered', 'segment.left']);
  });

  it('of its row of computed values makes it enter and leave; without the row it leaves too', async () => {
    const { id } = await aContact(db, workspaceId);
    await changes['of a value computed about it']!.change(id);
    await aTrackedSegment(db, workspaceId, {
      tree: tree({ field: 'computed.ordersCount', op: 'gte', value: 3 }),
    });
    for (const count of [3, 2, 3]) {
      await db.execute(
        'UPDATE computed_values SET orders_count = $3 WHERE workspace_id = $1 AND contact_id = $2',
        [workspaceId, id, count],
      );
      await follow();
    }
    await db.execute('DELETE FROM computed_values WHERE workspace_id = $1 AND contact_id = $2', [
      workspaceId,
      id,
    ]);
    await follow();
    const [entered, left] = ['segment.entered', 'segment.left'];
    expect(await told(id)).toEqual([entered, left, entered, left]);
  });

  it('that takes the reason away makes it leave; the events name the segment', async () => {
    const { id } = await aContact(db, workspaceId);
    const segment = await aTrackedSegment(db, workspaceId, {
      name: 'Porto',
      tree: tree({ field: 'city', op: 'is', value: 'Porto' }),
    });
    for (const city of ['Porto', 'PORTO', 'Lisboa', 'Porto']) {
      await contactsServiceFor(db).update(actor(), id, { city });
      await follow();
    }
    expect(await told(id)).toEqual(['segment.entered', 'segment.left', 'segment.entered']);
    const [event] = await db.query<{ properties: object }>(
      `SELECT properties FROM contact_events WHERE contact_id = $1 AND name = 'segment.left'`,
      [id],
    );
    expect(event?.properties).toEqual({ segment: segment.id, name: 'Porto' });
  });

  it('and back again before anybody looked is no change', async () => {
    const { id } = await aContact(db, workspaceId, { city: 'Lisboa' });
    await aTrackedSegment(db, workspaceId, { tree: tree({ field: 'city', op: 'is', value: 'Porto' }) });
    await contactsServiceFor(db).update(actor(), id, { city: 'Porto' });
    await contactsServiceFor(db).update(actor(), id, { city: 'Lisboa' });
    await follow();
    expect(await told(id)).toEqual([]);
  });
});

it('a new contact enters what it matches, and only in its own workspace', async () => {
  const porto = tree({ field: 'city', op: 'is', value: 'Porto' });
  const segment = await aTrackedSegment(db, workspaceId, { tree: porto });
  const other = (await aWorkspace(db)).id;
  const foreign = await aTrackedSegment(db, other, { tree: porto });
  const { id } = await aContact(db, workspaceId, { city: 'Porto' });
  await follow();
  expect(await told(id)).toEqual(['segment.entered']);
  expect([await members(segment.id), await members(foreign.id)]).toEqual([[id], []]);
});

it('an erased contact leaves no membership, no event and no mark behind', async () => {
  const segment = await aTrackedSegment(db, workspaceId, {
    tree: tree({ field: 'city', op: 'is', value: 'Porto' }),
  });
  const { id } = await aContact(db, workspaceId, { city: 'Porto', tags: ['vip'] });
  await follow();
  await contactsServiceFor(db).update(actor(), id, { city: 'Lisboa' });
  await db.transaction(async () => {
    await db.execute('DELETE FROM contact_events WHERE workspace_id = $1 AND contact_id = $2', [
      workspaceId,
      id,
    ]);
    await db.execute('DELETE FROM contacts WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
  });
  expect(await members(segment.id)).toEqual([]);
  await follow();
  expect(await told(id)).toEqual([]);
  expect(await db.query('SELECT FROM changed_contacts WHERE workspace_id = $1', [workspaceId])).toEqual([]);
});

describe('marks', () => {
  const marks = async (): Promise<number> =>
    (await db.query('SELECT FROM changed_contacts WHERE workspace_id = $1', [workspaceId])).length;

  it('are not made where nothing is tracked', async () => {
    await aTrackedSegment(db, (await aWorkspace(db)).id);
    const { id } = await aContact(db, workspaceId, { tags: ['vip'], company: 'Acme' });
    await anEvent(db, workspaceId, { contactId: id });
    expect(await marks()).toBe(0);
  });

  it('are made for the events that a tracked tree asks for, and for no others', async () => {
    const { id } = await aContact(db, workspaceId);
    const inner = await aSegment(db, workspaceId, { tree: tree({ event: 'page.viewed', did: true }) });
    await aTrackedSegment(db, workspaceId, { tree: tree({ segment: inner.id, member: true }) });
    await anEvent(db, workspaceId, { contactId: id, name: 'order.placed' });
    expect(await marks()).toBe(0);
    await anEvent(db, workspaceId, { contactId: id, name: 'page.viewed' });
    expect(await marks()).toBe(1);
  });

  it('are made for entries when another tree asks for them: one segment may follow from another', async () => {
    const { id } = await aContact(db, workspaceId);
    const first = await aTrackedSegment(db, workspaceId, {
      tree: tree({ field: 'city', op: 'is', value: 'Porto' }),
    });
    const where = { match: 'all', rules: [{ property: 'segment', op: 'is', value: first.id }] };
    const second = await aTrackedSegment(db, workspaceId, {
      tree: tree({ event: 'segment.entered', count: { op: 'atLeast', value: 2 }, where }),
    });
    for (const city of ['Porto', 'Lisboa', 'Porto']) {
      await contactsServiceFor(db).update(actor(), id, { city });
      await follow();
      await follow();
    }
    expect(await members(second.id)).toEqual([id]);
    expect(await told(id)).toEqual(['segment.entered', 'segment.left', 'segment.entered', 'segment.entered']);
  });

  it('that nobody will take are forgotten', async () => {
    await db.execute('INSERT INTO changed_contacts VALUES ($1, uuidv7())', [workspaceId]);
    await trackingServicesFor(db).changes.forgetStray();
    expect(await marks()).toBe(0);
  });
});

describe('time alone', () => {
  const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

  it('brings contacts in on their birthday and takes them out, without looking at anybody else', async () => {
    const { id } = await aContact(db, workspaceId, { birthDate: '1990-05-10' });
    await aContact(db, workspaceId, { birthDate: '1990-11-30' });
    const birthday = tree({ field: 'birthDate', op: 'anniversaryInNext', value: { n: 1, unit: 'day' } });
    const segment = await aTrackedSegment(db, workspaceId, { tree: birthday, now: noon('2026-03-01') });
    const { memberships } = trackingServicesFor(db);
    const seen: [string, string[], number][] = [];
    for (const day of ['2026-05-08', '2026-05-09', '2026-05-10', '2026-05-11', '2026-05-12']) {
      const now = new Date(`${day}T00:01:00Z`);
      const due = await memberships.due(workspaceId, segment.id, { now, limit: 100 });
      await follow(now);
      seen.push([day, due, (await members(segment.id)).length]);
    }
    expect(seen).toEqual([
      ['2026-05-08', [], 0],
      ['2026-05-09', [id], 1],
      ['2026-05-10', [], 1],
      ['2026-05-11', [id], 0],
      ['2026-05-12', [], 0],
    ]);
    expect(await told(id)).toEqual(['segment.entered', 'segment.left']);
  });

  it('takes contacts out when a window has passed over their event', async () => {
    const { id } = await aContact(db, workspaceId);
    const bought = tree({ event: 'order.placed', did: true, within: { last: 30, unit: 'day' } });
    const segment = await aTrackedSegment(db, workspaceId, { tree: bought, now: noon('2026-03-01') });
    await anEvent(db, workspaceId, { contactId: id, occurredAt: noon('2026-03-02') });
    await follow(noon('2026-03-02'));
    await follow(new Date('2026-04-01T11:59:59Z'));
    expect(await members(segment.id)).toEqual([id]);
    await follow(new Date('2026-04-01T12:01:00Z'));
    expect(await members(segment.id)).toEqual([]);
    expect(await told(id)).toEqual(['segment.entered', 'segment.left']);
  });
});
