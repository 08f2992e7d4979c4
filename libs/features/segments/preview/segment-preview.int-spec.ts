import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { Client } from 'pg';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aSubscription, aTopic } from '../../../testing/factories/topic';
import { aWorkspace } from '../../../testing/factories/workspace';
import { anAwkwardWorkspace, ruleTrees } from '../../../testing/rule-trees';
import type { SegmentPreview } from '../segment-preview.service';

let testDatabase: TestDatabase;
let db: Database;
let services: ReturnType<typeof segmentServicesFor>;
/** Somebody else, and somebody who looks on; inside a transaction one would see the activity of its beginning. */
let other: Client;
let onlooker: Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 2,
    applicationName: 'preview',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  services = segmentServicesFor(db);
  [other, onlooker] = [1, 2].map(() => new Client({ connectionString: testDatabase.url })) as [
    Client,
    Client,
  ];
  await other.connect();
  await onlooker.connect();
});

afterAll(async () => {
  await other.end();
  await onlooker.end();
  await db.dataSource.destroy();
  await testDatabase.drop();
});

interface Json {
  rules: unknown[];
}

const tree = (...rules: unknown[]) => ({ v: 1, match: 'all', rules });
const city = (value: string) => ({ field: 'city', op: 'is', value });

describe('the count after each rule', () => {
  it('is what counting each beginning of the tree answers, on random trees', async () => {
    const { id, names } = await anAwkwardWorkspace(db, { seed: 5, contacts: 40 });
    const now = new Date('2026-11-18T11:00:00Z');
    const count = async (json: object): Promise<SegmentPreview> =>
      services.preview.preview(id, json, { now });
    await fc.assert(
      fc.asyncProperty(ruleTrees(names), async (json) => {
        const { rules } = json as Json;
        const { count: all, afterEachRule } = await count(json);
        const beginnings: number[] = [];
        for (const [index] of rules.entries()) {
          beginnings.push((await count({ ...json, rules: rules.slice(0, index + 1) })).count);
        }
        expect(afterEachRule?.map((step) => step.count)).toEqual(beginnings);
        expect(afterEachRule?.map((step) => step.pointer)).toEqual(
          rules.map((_, index) => `/rules/${index}`),
        );
        expect(all).toBe(beginnings.at(-1) ?? all);
      }),
      { numRuns: 60 },
    );
  });
});

describe('who may be mailed', () => {
  it('is counted about any topic, or about the one that is named', async () => {
    const workspaceId = (await aWorkspace(db)).id;
    const [letter, offers] = [await aTopic(db, workspaceId), await aTopic(db, workspaceId)];
    for (const topicId of [letter.id, letter.id, offers.id]) {
      const contactId = (await aContact(db, workspaceId, { city: 'Porto' })).id;
      await aSubscription(db, workspaceId, { contactId, topicId });
    }
    const mailable = async (topicId?: string): Promise<number> =>
      (await services.preview.preview(workspaceId, tree(city('porto')), { topicId: topicId ?? null }))
        .mailableCount;
    expect([await mailable(), await mailable(letter.id), await mailable(offers.id)]).toEqual([3, 2, 1]);
    const elsewhere = await aTopic(db, (await aWorkspace(db)).id);
    await expect(mailable(elsewhere.id)).rejects.toMatchObject({
      errors: [{ pointer: '/topicId', code: 'segment.unknown-topic' }],
    });
  });
});

describe('what takes too long to count', () => {
  const CONTACTS = 12_000;
  const slow = tree(
    { field: 'attributes.note', op: 'contains', value: 'seven' },
    { event: 'order.placed', count: { op: 'atLeast', value: 2 } },
  );
  let workspaceId: string;

  beforeAll(async () => {
    workspaceId = (await aWorkspace(db)).id;
    const topic = await aTopic(db, workspaceId);
    const all = [workspaceId, CONTACTS];
    await db.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type, choices) VALUES ($1, 'note', 'Note', 'text', '{}')`,
      [workspaceId],
    );
    await db.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, attributes)
       SELECT $1, i || '@r.example', i || '@r.example', sha256(i::text::bytea),
         jsonb_build_object('note', CASE WHEN i % 5 < 2 THEN 'number séven' ELSE 'another' END)
       FROM generate_series(1, $2::int) AS i`,
      all,
    );
    await db.execute(
      `INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at)
       SELECT $1, c.id, 'order.placed', now() FROM contacts c, generate_series(1, 3) AS i
       WHERE c.workspace_id = $1 AND hashtext(c.email) % 2 = 0`,
      [workspaceId],
    );
    await db.execute(
      `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
       SELECT $1, id, $2, 'subscribed', 'test' FROM contacts WHERE workspace_id = $1 AND hashtext(email) % 4 = 0`,
      [workspaceId, topic.id],
    );
    await db.execute('ANALYZE contacts, contact_events, subscriptions');
  });

  it('is estimated from contacts drawn by chance, with a margin, and says so', async () => {
    const exact = await services.preview.preview(workspaceId, slow);
    expect(exact).toMatchObject({ estimate: null });
    expect(exact.count).toBeGreaterThan(1000);
    const limits = { exactMs: 1, estimateMs: 20_000, drawn: 2000 };
    const guess = await services.preview.preview(workspaceId, slow, { limits });
    expect(guess.estimate).toMatchObject({ method: 'sample' });
    expect(guess.estimate?.sampled).toBeGreaterThan(1500);
    expect(guess.estimate?.sampled).toBeLessThan(2500);
    // Three times a margin of 95 %: missed once in a hundred million runs.
    const margin = 3 * (guess.estimate?.margin ?? 0);
    expect(margin).toBeLessThan(CONTACTS / 10);
    const wrong = (a: number, b: number) => Math.abs(a - b);
    expect(wrong(guess.count, exact.count)).toBeLessThan(margin);
    expect(wrong(guess.mailableCount, exact.mailableCount)).toBeLessThan(margin);
    for (const [index, step] of (guess.afterEachRule ?? []).entries()) {
      expect(wrong(step.count, exact.afterEachRule?.[index]?.count ?? 0)).toBeLessThan(margin * 2);
    }
    expect(guess.sample).toHaveLength(10);
  });

  it('nobody among those drawn does not mean nobody: the margin says how many there may be', async () => {
    const limits = { exactMs: 1, estimateMs: 20_000, drawn: 2000 };
    const rare = tree({ field: 'attributes.note', op: 'endsWith', value: 'nothing' });
    const { count, estimate } = await services.preview.preview(workspaceId, rare, { limits });
    expect(count).toBe(0);
    expect(estimate?.margin).toBeGreaterThan((CONTACTS / 2000) * 2);
  });

  it('is what the planner expects where even that takes too long', async () => {
    const guess = await services.preview.preview(workspaceId, slow, {
      limits: { exactMs: 1, estimateMs: 1 },
    });
    expect(guess).toMatchObject({
      estimate: { method: 'planner', sampled: null, margin: null },
      sample: [],
      afterEachRule: null,
    });
    expect(guess.count).toBeGreaterThan(0);
    expect(guess.count).toBeLessThanOrEqual(CONTACTS);
    expect(guess.mailableCount).toBeLessThanOrEqual(guess.count);
  });
});

describe('while somebody else holds contacts and events', () => {
  const locked = async (work: () => Promise<void>): Promise<void> => {
    await other.query('BEGIN; LOCK TABLE contacts, contact_events IN ACCESS EXCLUSIVE MODE');
    try {
      await work();
    } finally {
      await other.query('ROLLBACK');
    }
  };
  const running = async (): Promise<number> => {
    const { rows } = await onlooker.query<{ n: string }>(
      `SELECT count(*) AS n FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'preview' AND state = 'active' AND query LIKE '%marked%'`,
    );
    return Number(rows[0]?.n);
  };

  it('a preview whose caller goes away is cancelled in PostgreSQL at once', async () => {
    const workspaceId = (await aWorkspace(db)).id;
    await locked(async () => {
      const caller = new AbortController();
      const asked = services.preview.preview(workspaceId, tree(city('porto')), {
        signal: caller.signal,
        limits: { exactMs: 50_000 },
      });
      const refused = expect(asked).rejects.toMatchObject({ code: 'segment.preview-cancelled' });
      while ((await running()) === 0) await setImmediate();
      caller.abort();
      await refused;
      expect(await running()).toBe(0);
    });
    expect(await services.preview.preview(workspaceId, tree())).toMatchObject({ count: 0 });
  });

  it('a caller who is gone already costs no statement', async () => {
    const workspaceId = (await aWorkspace(db)).id;
    await expect(
      services.preview.preview(workspaceId, tree(), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'segment.preview-cancelled' });
  });

  it('the vocabulary is answered, because it reads neither', async () => {
    const workspaceId = (await aWorkspace(db)).id;
    const { id } = await aContact(db, workspaceId, { tags: ['VIP'] });
    await anEvent(db, workspaceId, { contactId: id, name: 'quiz.taken', properties: { points: 3 } });
    const topic = await aTopic(db, workspaceId, { key: 'letter' });
    const segment = await aSegment(db, workspaceId, { name: 'Everybody' });
    await locked(async () => {
      const vocabulary = await services.vocabulary.get(workspaceId);
      expect(vocabulary.tags).toMatchObject([{ name: 'VIP' }]);
      expect(vocabulary.topics).toMatchObject([{ id: topic.id, key: 'letter' }]);
      expect(vocabulary.segments).toEqual([{ id: segment.id, name: 'Everybody', kind: 'dynamic' }]);
      expect(vocabulary.events).toContainEqual({
        name: 'quiz.taken',
        label: null,
        firstSeenAt: expect.any(Date) as Date,
        properties: [{ property: 'points', type: 'number', refersTo: null }],
      });
    });
  });
});
