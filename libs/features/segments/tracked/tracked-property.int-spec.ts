import fc from 'fast-check';
import { ContactFieldCatalogue, ContactFieldsRepository } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { followChanges } from '../../../testing/factories/tracked-segment';
import {
  anAwkwardWorkspace,
  EVENTS,
  INSTANTS,
  ruleTrees,
  ZONES,
  type AwkwardWorkspace,
} from '../../../testing/rule-trees';
import { dependsOnPeers } from '../flips/next-flip';
import { ContactFactsRepository } from '../evaluate/contact-facts.repository';
import { evaluateRuleTree } from '../evaluate/evaluate-rule-tree';
import { RuleReferencesRepository } from '../rule-references.repository';
import { RuleTreeLoader, type LoadedTree } from '../rule-tree-loader';

/*
 * Whatever is changed and however time moves: after each step the kept members are those whom the evaluator finds in
 * memory, and the events are exactly the differences. To repeat a run: PROPERTY_SEED=<seed>.
 */
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const WORKSPACES = 6;
const RUNS = 10;
const CONTACTS = 20;
const TREES = 8;
/** A tree after a step. */
const LEAST_CASES = 300;

let testDatabase: TestDatabase;
let db: Database;
let cases = 0;

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

/** $1 workspace, $2 the contact that changes, $3 another one whose data it takes over, $4 the pretended time. */
const CHANGES = {
  profile: `UPDATE contacts a SET (city, country, birth_date, latitude, longitude, company_id) =
    (SELECT b.city, b.country, b.birth_date, b.latitude, b.longitude, b.company_id FROM contacts b WHERE b.id = $3)
    WHERE a.workspace_id = $1 AND a.id = $2 AND $4::timestamptz IS NOT NULL`,
  attributes: `UPDATE contacts a SET attributes = (SELECT b.attributes FROM contacts b WHERE b.id = $3)
    WHERE a.workspace_id = $1 AND a.id = $2 AND $4::timestamptz IS NOT NULL`,
  event: `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
    SELECT $1, $2, name, properties, $4::timestamptz FROM contact_events
    WHERE contact_id = $3 AND name NOT LIKE 'segment.%' LIMIT 1`,
  tag: `INSERT INTO contact_tags (workspace_id, contact_id, tag_id) SELECT $1, $2, id FROM tags
    WHERE workspace_id = $1 AND $3::uuid IS NOT NULL AND $4::timestamptz IS NOT NULL ON CONFLICT DO NOTHING`,
  untag: `DELETE FROM contact_tags WHERE workspace_id = $1 AND contact_id IN ($2, $3) AND $4::timestamptz IS NOT NULL`,
  topic: `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
    SELECT $1, $2, t.id, coalesce(s.status, 'pending'), 'test' FROM topics t
    LEFT JOIN subscriptions s ON s.topic_id = t.id AND s.contact_id = $3
    WHERE t.workspace_id = $1 AND $4::timestamptz IS NOT NULL
    ON CONFLICT (topic_id, contact_id) DO UPDATE SET status = excluded.status`,
  list: `DELETE FROM segment_members WHERE workspace_id = $1 AND contact_id IN ($2, $3) AND $4::timestamptz IS NOT NULL`,
  company: `UPDATE companies c SET (industry, employees, city) = (d.city, d.employees + 1, d.industry) FROM companies d
    WHERE c.workspace_id = $1 AND c.id <> d.id AND d.workspace_id = $1 AND $4::timestamptz IS NOT NULL AND $2::uuid <> $3::uuid`,
  erasure: `WITH events AS (DELETE FROM contact_events WHERE contact_id = $2 AND $3::uuid <> $2 AND $4::timestamptz IS NOT NULL)
    DELETE FROM contacts WHERE workspace_id = $1 AND id = $2`,
} as const;

const KINDS = Object.keys(CHANGES) as (keyof typeof CHANGES)[];
const MS = [0, 1, 60_000, 3_600_000, 86_400_000, 7 * 86_400_000, 31 * 86_400_000, 200 * 86_400_000];

const step = fc.record({
  changes: fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      contact: fc.nat({ max: CONTACTS - 1 }),
      other: fc.nat({ max: CONTACTS - 1 }),
    }),
    { maxLength: 3 },
  ),
  pass: fc.constantFrom(...MS),
});

interface Tracked {
  id: string;
  loaded: LoadedTree & { ok: true };
}

async function track(workspaceId: string, trees: readonly object[]): Promise<Tracked[]> {
  const fields = new ContactFieldCatalogue(new ContactFieldsRepository(db));
  const loader = new RuleTreeLoader(new RuleReferencesRepository(db), fields);
  const sources = trees.map((json) => ({ json, isStored: false, self: null }));
  const sound = (await loader.loadMany(workspaceId, sources)).flatMap((loaded, index) =>
    // What percentiles answer is refreshed every quarter of an hour only.
    loaded.ok && !dependsOnPeers(loaded.tree, loaded.references) ? [{ loaded, json: trees[index] }] : [],
  );
  const rows = await db.query<{ id: string }>(
    `INSERT INTO segments (workspace_id, name, name_key, kind, tree)
     SELECT $1, t.n || ' ' || uuidv7(), t.n || ' ' || uuidv7(), 'tracked', t.tree
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS t(tree, n) ORDER BY t.n RETURNING id`,
    [workspaceId, JSON.stringify(sound.map(({ json }) => json))],
  );
  return rows.map(({ id }, index) => ({ id, loaded: sound[index]!.loaded }));
}

/** `segment contact` of everybody whom the evaluator finds. */
async function evaluated(workspaceId: string, tracked: readonly Tracked[], now: Date): Promise<Set<string>> {
  const [workspace] = await db.query<{ zone: string }>(
    'SELECT time_zone AS zone FROM workspaces WHERE id = $1',
    [workspaceId],
  );
  const ids = [...(await contactsOf(workspaceId))];
  const facts = await new ContactFactsRepository(db).load(workspaceId, ids, EVENTS);
  const clock = { now, zone: workspace?.zone ?? 'UTC' };
  const members = tracked.flatMap(({ id, loaded: { tree, references } }) =>
    facts
      .filter((one) => evaluateRuleTree(tree, one, { clock, references, percentileThreshold: () => null }))
      .map((one) => `${id} ${one.id}`),
  );
  return new Set(members);
}

async function kept(workspaceId: string): Promise<Set<string>> {
  const rows = await db.query<{ key: string }>(
    `SELECT segment_id || ' ' || contact_id AS key FROM segment_memberships WHERE workspace_id = $1 AND is_member`,
    [workspaceId],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Per `segment contact`, in the order in which they were told. */
async function told(workspaceId: string): Promise<Map<string, string[]>> {
  const rows = await db.query<{ key: string; names: string[] }>(
    `SELECT e.properties ->> 'segment' || ' ' || e.contact_id AS key, array_agg(e.name ORDER BY e.id) AS names
     FROM contact_events e WHERE e.workspace_id = $1 AND e.name LIKE 'segment.%' GROUP BY 1`,
    [workspaceId],
  );
  return new Map(rows.map(({ key, names }) => [key, names]));
}

async function contactsOf(workspaceId: string): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>('SELECT id FROM contacts WHERE workspace_id = $1', [
    workspaceId,
  ]);
  return new Set(rows.map(({ id }) => id));
}

interface Scenario {
  trees: object[];
  start: string;
  zone: string;
  steps: { changes: { kind: keyof typeof CHANGES; contact: number; other: number }[]; pass: number }[];
}

async function startAnew(workspaceId: string, { trees, zone }: Scenario): Promise<Tracked[]> {
  await db.execute(`DELETE FROM segments WHERE workspace_id = $1 AND kind = 'tracked'`, [workspaceId]);
  await db.execute(`DELETE FROM contact_events WHERE workspace_id = $1 AND name LIKE 'segment.%'`, [
    workspaceId,
  ]);
  await db.execute('UPDATE workspaces SET time_zone = $2 WHERE id = $1', [workspaceId, zone]);
  return track(workspaceId, trees);
}

async function play({ id: workspaceId, contactIds }: AwkwardWorkspace, scenario: Scenario): Promise<void> {
  const tracked = await startAnew(workspaceId, scenario);
  let now = new Date(scenario.start);
  await followChanges(db, workspaceId, now);
  let before = await evaluated(workspaceId, tracked, now);
  expect(await kept(workspaceId)).toEqual(before);
  const expected = new Map<string, string[]>();
  for (const { changes, pass } of scenario.steps) {
    now = new Date(now.getTime() + pass);
    for (const { kind, contact, other } of changes) {
      const [id = '', from = ''] = [contactIds[contact], contactIds[other]];
      const alive = await contactsOf(workspaceId);
      if (alive.has(id) && alive.has(from)) await db.execute(CHANGES[kind], [workspaceId, id, from, now]);
    }
    await followChanges(db, workspaceId, now);
    const after = await evaluated(workspaceId, tracked, now);
    expect(await kept(workspaceId)).toEqual(after);
    const alive = await contactsOf(workspaceId);
    for (const key of new Set([...before, ...after, ...expected.keys()])) {
      const moved = after.has(key) ? 'segment.entered' : 'segment.left';
      if (!alive.has(key.split(' ')[1] ?? '')) expected.delete(key);
      else if (before.has(key) !== after.has(key)) expected.set(key, [...(expected.get(key) ?? []), moved]);
    }
    before = after;
    expect(await told(workspaceId)).toEqual(expected);
    cases += tracked.length;
  }
}

it.each(Array.from({ length: WORKSPACES }, (_none, index) => SEED + index))(
  'members and events stay right through random changes and moves of the clock (PROPERTY_SEED=%i)',
  async (seed) => {
    const world = await anAwkwardWorkspace(db, { seed, contacts: CONTACTS });
    const scenario: fc.Arbitrary<Scenario> = fc.record({
      trees: fc.array(ruleTrees(world.names), { minLength: 1, maxLength: TREES, size: 'max' }),
      start: fc.constantFrom(...INSTANTS),
      zone: fc.constantFrom(...ZONES),
      steps: fc.array(step, { minLength: 1, maxLength: 8, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, (one) => play(world, one)),
      { seed, numRuns: RUNS },
    );
  },
  300_000,
);

it('has compared enough', () => {
  expect(cases).toBeGreaterThanOrEqual(LEAST_CASES);
});
