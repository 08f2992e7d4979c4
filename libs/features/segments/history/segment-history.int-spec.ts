import { AuditRepository, AuditService, systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aWorkspace } from '../../../testing/factories/workspace';
import type { SegmentDay } from './segment-history';

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof segmentServicesFor>;

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
  services = segmentServicesFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db, { timeZone: 'Europe/Berlin' })).id;
});

function tree(...rules: unknown[]): { v: 1; match: 'all'; rules: unknown[] } {
  return { v: 1, match: 'all', rules };
}

async function daysOf(segmentId: string, from: string, to: string): Promise<SegmentDay[]> {
  return (await services.history.history(workspaceId, segmentId, { from, to })).days;
}

/** As if these sizes had been counted on the days from 1 November 2030 on. */
async function sizes(segmentId: string, ...counts: number[]): Promise<void> {
  const from = Date.UTC(2030, 10, 1, 12);
  for (const [index, count] of counts.entries()) {
    const now = new Date(from + index * 24 * 3600_000);
    await services.stores.segments.rememberCount(workspaceId, segmentId, { count, mailableCount: 0, now });
  }
}

const at = (day: string, time = '12:00'): Date => new Date(`${day}T${time}:00Z`);

describe('the size per day', () => {
  it('is counted once a day, on the day that it is in the workspace', async () => {
    await aContact(db, workspaceId);
    const segment = await aSegment(db, workspaceId, { tree: tree() });
    const other = await aSegment(db, (await aWorkspace(db)).id);
    // 23:30 in UTC is the next day in Berlin already.
    await services.recorder.record(workspaceId, { now: at('2026-11-17', '23:30') });
    await aContact(db, workspaceId);
    await services.recorder.record(workspaceId, { now: at('2026-11-18', '08:00') });
    await services.recorder.record(workspaceId, { now: at('2026-11-20', '08:00') });
    expect(await daysOf(segment.id, '2026-11-17', '2026-11-20')).toMatchObject([
      { day: '2026-11-17', state: 'missing', size: null, countedAt: null },
      { day: '2026-11-18', state: 'counted', size: 1, mailable: 0, entered: null, left: null },
      { day: '2026-11-19', state: 'missing' },
      { day: '2026-11-20', state: 'counted', size: 2 },
    ]);
    await expect(daysOf(other.id, '2026-11-18', '2026-11-18')).rejects.toMatchObject({
      code: 'segment.not-found',
    });
  });

  it("is replaced by a user's exact count of the same day, also of a frozen list", async () => {
    await aContact(db, workspaceId);
    const segment = await aSegment(db, workspaceId, { kind: 'static', tree: tree() });
    await aContact(db, workspaceId);
    await services.frozen.freeze(systemActor(workspaceId), segment.id);
    const { days } = await services.history.history(workspaceId, segment.id, {});
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ state: 'counted', size: 2, mailable: null });
    await services.preview.count(workspaceId, segment.id);
    expect((await services.history.history(workspaceId, segment.id, {})).days.at(-1)).toMatchObject({
      mailable: 0,
    });
  });

  it('of a broken or too slow segment is not counted, and says why, until somebody counts', async () => {
    const now = new Date();
    const field = await db.queryOne<{ id: string }>(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'plan', 'Plan', 'text') RETURNING id`,
      [workspaceId],
    );
    const broken = await aSegment(db, workspaceId, {
      tree: tree({ field: 'attributes.plan', op: 'isSet' }),
    });
    const slow = await aSegment(db, workspaceId);
    await db.execute('DELETE FROM contact_fields WHERE id = $1', [field?.id]);
    const other = await openDatabase({
      url: testDatabase.url,
      poolSize: 1,
      applicationName: 'locks contacts',
      onAfterCommitError: () => undefined,
    });
    await other.transaction(async () => {
      await other.query('LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE');
      await services.recorder.record(workspaceId, { now, timeoutMs: 50 });
    });
    await other.dataSource.destroy();
    const last = async (id: string): Promise<SegmentDay | undefined> =>
      (await services.history.history(workspaceId, id, { now })).days.at(-1);
    expect(await last(broken.id)).toMatchObject({
      state: 'not-counted',
      reason: expect.stringContaining('"attributes.plan", which does not exist any more'),
    });
    expect(await last(slow.id)).toMatchObject({
      state: 'not-counted',
      reason: 'Counting took longer than 0.05 seconds.',
    });
    await services.recorder.record(workspaceId, { now });
    expect(await last(slow.id)).toMatchObject({ state: 'not-counted' });
    await services.preview.count(workspaceId, slow.id);
    expect(await last(slow.id)).toMatchObject({ state: 'counted', reason: null });
  });

  it('refuses a period that is none or too long', async () => {
    const segment = await aSegment(db, workspaceId);
    for (const [from, to] of [
      ['2026-11-02', '2026-11-01'],
      ['2024-01-01', '2026-11-01'],
    ] as const) {
      await expect(daysOf(segment.id, from, to)).rejects.toMatchObject({ code: 'segment.invalid-period' });
    }
  });

  it('is forgotten after two years', async () => {
    const segment = await aSegment(db, workspaceId);
    await sizes(segment.id, 1, 2);
    await services.history.forgetOld(at('2032-11-02'));
    expect((await daysOf(segment.id, '2030-11-01', '2030-11-02')).map((day) => day.state)).toEqual([
      'missing',
      'counted',
    ]);
  });
});

describe('entries and leaves', () => {
  it("of tracked segments come from their events, on the workspace's days", async () => {
    const [ana, rui] = [await aContact(db, workspaceId), await aContact(db, workspaceId)];
    const segment = await aSegment(db, workspaceId, { tree: tree() });
    await db.execute(`UPDATE segments SET kind = 'tracked' WHERE id = $1`, [segment.id]);
    const dynamic = await aSegment(db, workspaceId, { tree: tree() });
    const events = [
      ['segment.entered', ana.id, '2026-11-17T22:30:00Z'],
      ['segment.entered', rui.id, '2026-11-17T23:30:00Z'],
      ['segment.left', ana.id, '2026-11-18T10:00:00Z'],
      ['segment.entered', ana.id, '2026-11-18T11:00:00Z'],
    ] as const;
    for (const [name, contactId, occurredAt] of events) {
      const properties = { segment: segment.id, name: segment.name };
      await anEvent(db, workspaceId, { contactId, name, properties, occurredAt: new Date(occurredAt) });
    }
    await services.recorder.record(workspaceId, { now: at('2026-11-18', '10:30') });
    await services.recorder.record(workspaceId, { now: at('2026-11-19', '08:00') });
    expect(await daysOf(segment.id, '2026-11-16', '2026-11-19')).toMatchObject([
      { state: 'missing', entered: null, left: null },
      { state: 'not-counted', entered: 1, left: 0, reason: 'Nobody counted on this day.' },
      { state: 'counted', size: 2, entered: 2, left: 1 },
      { state: 'counted', size: 2, entered: 0, left: 0 },
    ]);
    expect(await daysOf(dynamic.id, '2026-11-18', '2026-11-18')).toMatchObject([
      { entered: null, left: null },
    ]);
  });
});

describe('a jump of the size', () => {
  async function alertAfter(...counts: number[]): Promise<object | null> {
    const segment = await aSegment(db, workspaceId);
    await sizes(segment.id, ...counts);
    await services.alerts.raise(workspaceId, new Date(Date.UTC(2030, 10, counts.length, 12)));
    return (await services.segments.get(workspaceId, segment.id)).alert;
  }

  it.each([
    ['more than a fifth and more than 50', [1000, 1000, 1000, 1000, 1201], { size: 1201, usualSize: 1000 }],
    ['the same downwards', [1000, 1000, 1000, 1000, 799], { size: 799, usualSize: 1000 }],
    ['a fifth exactly is none', [1000, 1000, 1000, 1000, 1200], null],
    ['50 contacts exactly are none', [100, 100, 100, 100, 150], null],
    ['three days say too little', [1000, 1000, 1000, 5000], null],
    ['one odd day does not move the median', [100, 100, 900, 100, 100, 151], { size: 151, usualSize: 100 }],
    ['only the last seven days count', [9, 9, 9, 9, 9, 500, 500, 500, 500, 500, 500, 500, 510], null],
  ])('%s', async (_name, counts, expected) => {
    const alert = await alertAfter(...counts);
    if (expected === null) expect(alert).toBeNull();
    else expect(alert).toMatchObject(expected);
  });

  it('is told once, stands in the audit, is dismissed, and its level is the usual one afterwards', async () => {
    const segment = await aSegment(db, workspaceId, { name: 'Jumper' });
    const audit = new AuditService(new AuditRepository(db));
    const raise = async (day: number): Promise<unknown[]> =>
      services.alerts.raise(workspaceId, new Date(Date.UTC(2030, 10, day, 12)));
    await sizes(segment.id, 100, 100, 100, 100, 300);
    await services.recorder.record(workspaceId, { now: at('2030-11-05') });
    expect(await raise(5)).toEqual([]);
    await sizes(segment.id, 100, 100, 100, 100, 300, 310);
    expect(await raise(6)).toEqual([]);
    const entries = await audit.list(workspaceId, { action: 'segment.size-jumped' }, { limit: 10 });
    expect(entries.items).toMatchObject([
      { targetId: segment.id, details: { name: 'Jumper', day: '2030-11-05', size: 300, usualSize: 100 } },
    ]);
    await services.history.dismissAlert(systemActor(workspaceId), segment.id);
    await services.history.dismissAlert(systemActor(workspaceId), segment.id);
    expect((await services.segments.get(workspaceId, segment.id)).alert).toBeNull();
    const dismissed = await audit.list(workspaceId, { action: 'segment.alert-dismissed' }, { limit: 10 });
    expect(dismissed.items).toHaveLength(1);
    await sizes(segment.id, 100, 100, 100, 100, 300, 310, 305, 300, 320);
    expect(await raise(9)).toEqual([]);
  });

  it('is taken back when counting again on that day finds nothing unusual', async () => {
    const segment = await aSegment(db, workspaceId);
    await sizes(segment.id, 100, 100, 100, 100, 300);
    const now = at('2030-11-05');
    await services.alerts.raise(workspaceId, now);
    await services.stores.segments.rememberCount(workspaceId, segment.id, {
      count: 101,
      mailableCount: 0,
      now,
    });
    await services.alerts.raise(workspaceId, now);
    expect((await services.segments.get(workspaceId, segment.id)).alert).toBeNull();
  });

  it('is none after the rules were changed', async () => {
    const segment = await aSegment(db, workspaceId);
    await sizes(segment.id, 100, 100, 100, 100, 300);
    await db.execute(`UPDATE segments SET tree_changed_at = '2030-11-04T23:00:00Z' WHERE id = $1`, [
      segment.id,
    ]);
    expect(await services.alerts.raise(workspaceId, at('2030-11-05'))).toEqual([]);
  });
});
