import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aSegment, segmentServicesFor } from '../../testing/factories/segment';
import { aWorkspace } from '../../testing/factories/workspace';
import { anAwkwardWorkspace, type AwkwardWorkspace } from '../../testing/rule-trees';
import { HOSTILE_TEXTS, hostileTrees } from '../../testing/rule-trees/hostile-trees';
import type { LoadedTree } from './rule-tree-loader';
import { ruleTreeSchema } from './tree/rule-tree-schema';

// Hundreds of statements, and others at work on the machine.
let testDatabase: TestDatabase;
let db: Database;
let home: AwkwardWorkspace;
let services: ReturnType<typeof segmentServicesFor>;

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
  home = await anAwkwardWorkspace(db, { seed: 3, contacts: 30 });
  services = segmentServicesFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

const tree = (...rules: unknown[]) => ({ v: 1, match: 'all', rules });
const load = (json: unknown): Promise<LoadedTree> =>
  services.loader.load(home.id, { json, isStored: false, self: null });

async function codesOf(json: unknown): Promise<string[]> {
  const loaded = await load(json);
  return loaded.ok ? [] : loaded.issues.map(({ pointer, code }) => `${pointer} ${code}`);
}

const ajv = new Ajv({ strict: false });
addFormats.default(ajv);
const isValid = ajv.compile<unknown>(ruleTreeSchema() as object);

describe('whatever comes as a tree', () => {
  it('is read or refused with pointers, and never breaks the parser', async () => {
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withSparseArray: true, withNullPrototype: true }),
      fc.jsonValue().map((value) => tree(value)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (json) => {
        const loaded = await load(json);
        for (const issue of loaded.ok ? [] : loaded.issues) {
          expect(issue.code).toMatch(/^segment\.[a-z-]+$/);
          expect(issue.pointer).toMatch(/^(?:\/(?:[^~/]|~[01])*)*$/);
          expect(`${issue.pointer}${issue.message}`).not.toMatch(/\p{Cs}/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is valid by the schema and runs on PostgreSQL if it is read at all', async () => {
    let ran = 0;
    await fc.assert(
      fc.asyncProperty(hostileTrees(home.names), async (json) => {
        if (!(await load(json)).ok) return;
        ran += 1;
        expect(isValid(json)).toBe(true);
        const { count } = await services.preview.preview(home.id, json);
        expect(count).toBeLessThanOrEqual(home.contactIds.length);
      }),
      { numRuns: 900 },
    );
    expect(ran).toBeGreaterThanOrEqual(300);
  });
});

describe('every hostile text', () => {
  const places: Record<string, (text: string) => object> = {
    field: (text) => ({ field: text, op: 'is', value: 'x' }),
    operator: (text) => ({ field: 'city', op: text, value: 'x' }),
    value: (text) => ({ field: 'city', op: 'contains', value: text }),
    country: (text) => ({ field: 'country', op: 'is', value: text }),
    choice: (text) => ({ field: 'attributes.drink', op: 'isAnyOf', value: ['tea', text] }),
    number: (text) => ({ field: 'age', op: 'gt', value: text }),
    day: (text) => ({ field: 'birthDate', op: 'on', value: text }),
    moment: (text) => ({ field: 'createdAt', op: 'between', value: [text, text] }),
    unit: (text) => ({ field: 'createdAt', op: 'inLast', value: { n: 1, unit: text } }),
    period: (text) => ({ field: 'createdAt', op: 'thisPeriod', value: text }),
    event: (text) => ({ event: text }),
    window: (text) => ({ event: 'a.b', within: { from: text } }),
    'window of a unit': (text) => ({ event: 'a.b', within: { last: 1, unit: text } }),
    'summed property': (text) => ({ event: 'a.b', sum: text, op: 'gte', value: 0 }),
    property: (text) => ({
      event: 'order.placed',
      where: { match: 'all', rules: [{ property: text, op: 'isNot', value: text }] },
    }),
    tag: (text) => ({ tag: text }),
    topic: (text) => ({ topic: text, status: 'none' }),
    segment: (text) => ({ segment: text }),
    seed: (text) => ({ sample: { percent: 50, seed: text } }),
    key: (text) => ({ field: 'city', op: 'isSet', [text]: 1 }),
  };

  it.each(Object.keys(places))('as %s is refused, or is no more than a text', async (place) => {
    for (const text of HOSTILE_TEXTS) {
      const json = tree(places[place]?.(text));
      const loaded = await load(json);
      if (!loaded.ok) expect(loaded.issues[0]?.pointer).toMatch(/^\/rules\/0\//);
      else expect(await services.preview.preview(home.id, json)).toMatchObject({ minimum: 10 });
    }
    expect(await db.query('SELECT 1 FROM contacts WHERE workspace_id = $1', [home.id])).toHaveLength(30);
  });
});

describe('what would take for ever', () => {
  const deep = (levels: number, inner: object): object =>
    levels === 0 ? inner : { match: 'all', rules: [deep(levels - 1, inner)] };

  it('is refused before it is walked', async () => {
    const startedAt = performance.now();
    const rule = { field: 'city', op: 'is', value: 'x' };
    const where = (inner: object) => tree({ event: 'a.b', where: inner });
    const many = Array<string>(10_000).fill('x');
    expect(await codesOf(tree(deep(1000, rule)))).toEqual([expect.stringContaining('segment.too-deep')]);
    expect(await codesOf(where(deep(1000, { property: 'p', op: 'isSet' })))).toEqual([
      expect.stringMatching(/^\/rules\/0\/where\/rules.*segment.too-deep$/),
    ]);
    expect(await codesOf(tree(...Array<object>(10_000).fill(rule)))).toEqual([
      '/rules segment.too-many-rules',
    ]);
    expect(await codesOf(tree({ ...rule, op: 'isAnyOf', value: many }))).toEqual([
      '/rules/0/value segment.invalid-list',
    ]);
    expect(await codesOf(tree({ ...rule, value: 'x'.repeat(1_000_000) }))).toEqual([
      '/rules/0/value segment.invalid-text',
    ]);
    expect(await codesOf(tree({ ...rule, ['k'.repeat(1_000_000)]: 1 }))).toEqual([
      `/rules/0/${'k'.repeat(60)} segment.unknown-key`,
    ]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('the largest tree that is allowed is counted', async () => {
    const values = Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(8, 'y'));
    const list = { field: 'city', op: 'isNoneOf', value: values };
    const rules = [...Array<object>(45).fill(list), ...Array<object>(205).fill({ ...list, value: ['y'] })];
    expect((await services.preview.preview(home.id, tree(...rules))).count).toBe(30);
  });

  it('250 questions about events are answered or stopped in time', async () => {
    const rules = Array.from({ length: 250 }, (_, index) => ({
      event: 'order.placed',
      sum: `p${index}`,
      op: 'lt',
      value: index + 1,
      within: { last: index + 1, unit: 'day' },
    }));
    const startedAt = performance.now();
    await services.preview.preview(home.id, tree(...rules));
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});

describe('segments of segments', () => {
  it('that name each other twice, twenty levels deep, are refused at once', async () => {
    const { id } = await aWorkspace(db);
    const save = async (json: object): Promise<string> => (await aSegment(db, id, { tree: json })).id;
    const empty = await save(tree());
    let last = empty;
    for (let level = 0; level < 9; level += 1) last = await save(tree({ segment: last }, { segment: last }));
    // Saved while it was small, and made large from below: 250 × 2^9 rules above it.
    const wide = Array<object>(250).fill({ field: 'city', op: 'isSet' });
    await services.segments.update(systemActor(id, 'test'), empty, { tree: tree(...wide) });
    for (let level = 0; level < 9; level += 1) {
      const before = last;
      await db.execute(
        `WITH copy AS (INSERT INTO segments (workspace_id, name, name_key, kind, tree)
           VALUES ($1, gen_random_uuid()::text, gen_random_uuid()::text, 'dynamic', $2) RETURNING id)
         SELECT id FROM copy`,
        [id, JSON.stringify(tree(...Array<object>(250).fill({ segment: before })))],
      );
      const rows = await db.query<{ id: string }>(
        'SELECT id FROM segments WHERE workspace_id = $1 ORDER BY id DESC LIMIT 1',
        [id],
      );
      last = rows[0]?.id ?? '';
    }
    const startedAt = performance.now();
    const loaded = await services.loader.load(id, {
      json: tree({ segment: last }),
      isStored: false,
      self: null,
    });
    expect(loaded.ok ? [] : loaded.issues.map(({ code }) => code)).toEqual(['segment.too-large']);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('that lead back to themselves over others are refused, wherever one enters the circle', async () => {
    const { id } = await aWorkspace(db);
    const a = await aSegment(db, id);
    const b = await aSegment(db, id, { tree: tree({ segment: a.id }) });
    const c = await aSegment(db, id, {
      tree: tree({ match: 'any', rules: [{ segment: b.id, member: false }] }),
    });
    const circle = JSON.stringify(tree({ segment: c.id }));
    await db.execute('UPDATE segments SET tree = $2 WHERE id = $1', [a.id, circle]);
    for (const member of [a, b, c]) {
      const json = tree({ field: 'city', op: 'isSet' }, { segment: member.id });
      const loaded = await services.loader.load(id, { json, isStored: false, self: null });
      expect(loaded).toMatchObject({
        ok: false,
        issues: [{ code: 'segment.cycle', pointer: '/rules/1/segment' }],
      });
    }
  });

  it('more than twenty levels deep are refused, also when a shorter way leads to the same', async () => {
    const { id } = await aWorkspace(db);
    const chain = [(await aSegment(db, id)).id];
    for (let level = 1; level < 20; level += 1) {
      chain.unshift((await aSegment(db, id, { tree: tree({ segment: chain[0] }) })).id);
    }
    const [top, second] = chain;
    const check = (json: object) => services.loader.load(id, { json, isStored: false, self: null });
    expect(await check(tree({ segment: second }, { segment: top }))).toMatchObject({ ok: true });
    const above = await db.query<{ id: string }>(
      `INSERT INTO segments (workspace_id, name, name_key, kind, tree) VALUES ($1, 'above', 'above', 'dynamic', $2) RETURNING id`,
      [id, JSON.stringify(tree({ segment: top }))],
    );
    expect(await check(tree({ segment: top }, { segment: above[0]?.id }))).toMatchObject({
      ok: false,
      issues: [{ code: 'segment.broken-segment', pointer: '/rules/1/segment' }],
    });
  });
});

it('ids of another workspace are as unknown as ids of nobody', async () => {
  const other = (await aWorkspace(db)).id;
  const [tag] = await db.query<{ id: string }>('SELECT id FROM tags WHERE workspace_id = $1 LIMIT 1', [
    home.id,
  ]);
  const [topic] = await db.query<{ id: string }>('SELECT id FROM topics WHERE workspace_id = $1 LIMIT 1', [
    home.id,
  ]);
  const json = tree(
    { tag: tag?.id },
    { tag: 'VIP' },
    { topic: topic?.id, status: 'none' },
    { segment: home.names.segments[0] },
    { field: 'attributes.drink', op: 'isSet' },
  );
  const refused = await services.loader.load(other, {
    json: tree(...json.rules.slice(0, 4)),
    isStored: false,
    self: null,
  });
  expect(refused.ok ? [] : refused.issues.map(({ code }) => code)).toEqual([
    'segment.unknown-tag',
    'segment.unknown-tag',
    'segment.unknown-topic',
    'segment.unknown-segment',
  ]);
  expect(await services.loader.load(other, { json, isStored: false, self: null })).toMatchObject({
    ok: false,
    issues: [{ code: 'segment.unknown-field' }],
  });
});

it('a place as near to another as numbers can say stops nobody from searching around it', async () => {
  const { id } = await aWorkspace(db);
  await aContact(db, id, { latitude: 5e-324, longitude: 1e-200 });
  const near = (lat: number) => tree({ field: 'location', op: 'withinKm', value: { lat, lon: 0, km: 1 } });
  for (const lat of [0, 5e-324, -1e-170, -0]) {
    expect(await services.preview.preview(id, near(lat))).toMatchObject({ count: 1 });
  }
});
