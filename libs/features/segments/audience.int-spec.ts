import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aSegment, segmentServicesFor } from '../../testing/factories/segment';
import { aTopic } from '../../testing/factories/topic';
import { aWorkspace } from '../../testing/factories/workspace';
import type { AudienceSource } from './segment';

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
  workspaceId = (await aWorkspace(db)).id;
});

function tree(...rules: unknown[]): { v: 1; match: 'all'; rules: unknown[] } {
  return { v: 1, match: 'all', rules };
}

async function audienceOf(audience: {
  include: AudienceSource[];
  exclude: AudienceSource[];
}): Promise<string[]> {
  const compiled = await services.compiler.compileAudience(workspaceId, audience, { firstParam: 3 });
  const rows = await db.query<{ name: string }>(
    `SELECT c.first_name AS name FROM contacts c
     WHERE c.workspace_id = $1 AND c.source <> $2 AND (${compiled.include}) AND NOT (${compiled.exclude}) ORDER BY 1`,
    [workspaceId, 'nowhere', ...compiled.params],
  );
  return rows.map((row) => row.name);
}

it('an audience is its include minus its exclude, with placeholders after those of the statement', async () => {
  for (const [firstName, country] of [
    ['Ana', 'PT'],
    ['Eva', 'ES'],
    ['Rui', 'PT'],
    ['Nil', null],
  ] as const) {
    await aContact(db, workspaceId, { firstName, country });
  }
  const segment = await aSegment(db, workspaceId, { tree: tree({ field: 'country', op: 'isSet' }) });
  const named = (value: string): AudienceSource => ({ tree: tree({ field: 'firstName', op: 'is', value }) });
  expect(
    await audienceOf({ include: [{ segmentId: segment.id }, named('nil')], exclude: [named('ana')] }),
  ).toEqual(['Eva', 'Nil', 'Rui']);
  expect(await audienceOf({ include: [], exclude: [] })).toEqual([]);
  // Excluding by a field that a contact does not have must not exclude the contact.
  const portugal: AudienceSource = { tree: tree({ field: 'country', op: 'is', value: 'PT' }) };
  expect(await audienceOf({ include: [{ tree: tree() }], exclude: [portugal] })).toEqual(['Eva', 'Nil']);
});

it('SQL in any string of a tree is just text', async () => {
  const evil = '\'); DELETE FROM contacts; -- $1 \\ " %s :x ?';
  await aContact(db, workspaceId, { tags: [evil], city: evil });
  const filters = [
    { property: evil, op: 'isNot', value: evil },
    { property: evil, op: 'hasNoneOf', value: [evil] },
  ];
  const rules = [
    { field: 'city', op: 'is', value: evil },
    { field: 'city', op: 'contains', value: evil },
    { field: 'city', op: 'isAnyOf', value: [evil] },
    { tag: evil, has: true },
    { event: evil, did: false },
    { event: evil, sum: evil, op: 'eq', value: 0 },
    { event: evil, did: false, where: { match: 'all', rules: filters } },
    { sample: { percent: 100, seed: evil } },
  ];
  const compiled = await services.compiler.compile(workspaceId, { tree: tree(...rules) }, 2);
  expect(compiled.sql).not.toContain('DELETE');
  const preview = await services.preview.preview(workspaceId, tree(...rules));
  expect(preview.count).toBe(1);
  await expect(
    services.compiler.compile(workspaceId, { tree: tree({ tag: 'x\u0000' }) }, 1),
  ).rejects.toMatchObject({ code: 'segment.invalid-tree' });
});

it('a segment stays while an unfinished campaign names it, in whatever way', async () => {
  const actor = systemActor(workspaceId);
  const [direct, nested] = [await aSegment(db, workspaceId), await aSegment(db, workspaceId)];
  const audience = {
    include: [{ segmentId: direct.id }],
    exclude: [{ tree: tree({ match: 'any', rules: [{ segment: nested.id }] }) }],
  };
  await db.execute(`INSERT INTO campaigns (workspace_id, name, audience) VALUES ($1, 'Spring', $2)`, [
    workspaceId,
    JSON.stringify(audience),
  ]);
  for (const segment of [direct, nested]) {
    await expect(services.segments.remove(actor, segment.id)).rejects.toMatchObject({
      code: 'segment.in-use',
      details: { users: [{ kind: 'campaign', name: 'Spring' }] },
    });
  }
  await db.execute(
    `UPDATE campaigns SET status = 'scheduled', scheduled_at = now() WHERE workspace_id = $1`,
    [workspaceId],
  );
  await db.execute(`UPDATE campaigns SET status = 'cancelled' WHERE workspace_id = $1`, [workspaceId]);
  await services.segments.remove(actor, direct.id);
  await services.segments.remove(actor, nested.id);
});

it('segments that double one another are refused before they fill a statement', async () => {
  let last = await aSegment(db, workspaceId, { tree: tree({ field: 'city', op: 'isSet' }) });
  const double = (): unknown => tree({ segment: last.id }, { segment: last.id, member: false });
  for (let level = 0; level < 9; level += 1) last = await aSegment(db, workspaceId, { tree: double() });
  await expect(aSegment(db, workspaceId, { tree: double() })).rejects.toMatchObject({
    errors: [{ code: 'segment.too-large' }],
  });
});

it('of two changes that would close a circle together, one is refused', async () => {
  const actor = systemActor(workspaceId);
  const [a, b] = [await aSegment(db, workspaceId), await aSegment(db, workspaceId)];
  const results = await Promise.allSettled([
    services.segments.update(actor, a.id, { tree: tree({ segment: b.id }) }),
    services.segments.update(actor, b.id, { tree: tree({ segment: a.id }) }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('a slow question ends with a clear error', async () => {
  await aContact(db, workspaceId);
  await aTopic(db, workspaceId);
  const holdUp = jest.spyOn(db, 'readOnly').mockImplementation(async (_timeout, work) =>
    db.transaction(async () => {
      await db.query(`SELECT set_config('statement_timeout', '1', true)`);
      await db.query('SELECT pg_sleep(1)');
      return work();
    }),
  );
  await expect(services.preview.preview(workspaceId, tree())).rejects.toMatchObject({
    code: 'segment.preview-timeout',
  });
  holdUp.mockRestore();
});
