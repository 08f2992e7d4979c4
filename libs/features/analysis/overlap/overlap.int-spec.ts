import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { analysisServicesFor } from '../../../testing/factories/analysis';
import { aContact } from '../../../testing/factories/contact';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aWorkspace } from '../../../testing/factories/workspace';

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof analysisServicesFor>;

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
  services = analysisServicesFor(db);
  workspaceId = (await aWorkspace(db)).id;
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

const tree = (...rules: object[]): Record<string, unknown> => ({ v: 1, match: 'all', rules });
const portugal = tree({ field: 'country', op: 'is', value: 'PT' });
const noPortugal = tree({ field: 'country', op: 'isNot', value: 'PT' });
const buyers = tree({ event: 'order.placed', count: { op: 'atLeast', value: 2 } });

it('counts every pattern in one pass, and its trees select exactly those contacts', async () => {
  // Ana: PT, buys; Rui: PT; Eva: ES, buys; Nil: no country. Once is not twice.
  for (const [country, orders] of [
    ['PT', 2],
    ['PT', 1],
    ['ES', 3],
    [null, 0],
  ] as const) {
    const { id } = await aContact(db, workspaceId, { country });
    for (let order = 0; order < orders; order += 1) await anEvent(db, workspaceId, { contactId: id });
  }
  const [frozen, both] = [
    await aSegment(db, workspaceId, { kind: 'static', tree: portugal }),
    await aSegment(db, workspaceId, {
      tree: { v: 1, match: 'any', rules: [portugal, buyers].map(({ v: _v, ...group }) => group) },
    }),
  ];
  const late = await aContact(db, workspaceId, { country: 'PT' });
  const sources = [{ segmentId: frozen.id }, { tree: noPortugal }, { tree: buyers }, { segmentId: both.id }];
  const overlap = await services.overlap.compare(workspaceId, { sources });
  expect(overlap).toMatchObject({ sizes: [2, 2, 2, 4], inAll: 0, inExactlyOne: 2, inAny: 5, inNone: 0 });
  expect(overlap.pairs).toContainEqual({
    first: 2,
    second: 3,
    contacts: 2,
    shareOfFirst: 1,
    shareOfSecond: 0.5,
  });
  expect(overlap.combinations.map(({ groups, contacts, tooSmall }) => [groups, contacts, tooSmall])).toEqual([
    [[1], 1, true],
    [[3], 1, true],
    [[0, 3], 1, true],
    [[0, 2, 3], 1, true],
    [[1, 2, 3], 1, true],
  ]);
  const { preview } = segmentServicesFor(db);
  for (const combination of overlap.combinations) {
    expect((await preview.preview(workspaceId, combination.tree)).count).toBe(combination.contacts);
  }
  const lateOnly = await preview.preview(workspaceId, overlap.combinations[1]?.tree);
  expect(lateOnly.sample.map(({ id }) => id)).toEqual([late.id]);
});

it("another workspace's segment is not found", async () => {
  const foreign = await aSegment(db, (await aWorkspace(db)).id);
  const own = await aSegment(db, workspaceId);
  await expect(
    services.overlap.compare(workspaceId, { segmentIds: [own.id, foreign.id] }),
  ).rejects.toMatchObject({ code: 'segment.not-found' });
});

it('points at the source that is wrong', async () => {
  const compare = (...sources: object[]): Promise<unknown> =>
    services.overlap.compare(workspaceId, { sources });
  await expect(compare({ tree: portugal })).rejects.toMatchObject({ code: 'analysis.invalid-overlap' });
  await expect(compare({ tree: portugal }, {})).rejects.toMatchObject({
    code: 'analysis.invalid-source',
    errors: [{ pointer: '/sources/1' }],
  });
  await expect(compare({ tree: portugal }, { tree: tree({ tag: 1 }) })).rejects.toMatchObject({
    code: 'segment.invalid-tree',
    errors: [{ pointer: '/sources/1/tree/rules/0/tag' }],
  });
});
