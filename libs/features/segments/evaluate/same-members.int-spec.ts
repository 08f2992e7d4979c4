import fc from 'fast-check';
import { ContactFieldCatalogue, ContactFieldsRepository } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { anAwkwardWorkspace, EVENTS, INSTANTS, ruleTrees, TEXTS, ZONES } from '../../../testing/rule-trees';
import { compileTogether } from '../compile/compile-rule-tree';
import { RuleReferencesRepository } from '../rule-references.repository';
import { RuleTreeLoader, type LoadedTree } from '../rule-tree-loader';
import { fold } from '../tree/fold';
import type { Clock } from '../tree/resolve-time';
import type { FieldRule } from '../tree/rule-tree';
import { ContactFactsRepository } from './contact-facts.repository';
import { evaluateRuleTree, fieldValue, type ContactFacts } from './evaluate-rule-tree';
import { percentileThreshold } from './percentile';

/*
 * Principle 2 of the design: the compiled statement and the evaluator agree, on random trees over random contacts. Every
 * run draws anew; a failure prints the smallest tree that still fails, one contact, and the seed. To repeat a run:
 *   PROPERTY_SEED=<seed> npx jest libs/features/segments/evaluate/same-members.int-spec.ts --selectProjects integration
 */
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const WORKSPACES = 4;
const CONTACTS = 60;
const STATEMENTS = 32;
const TREES_PER_STATEMENT = 40;
const LEAST_CASES = 2000;

type Ready = LoadedTree & { ok: true };

interface World {
  workspaceId: string;
  facts: ContactFacts[];
}

let testDatabase: TestDatabase;
let db: Database;
let cases = 0;

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

async function load(workspaceId: string, trees: readonly object[]): Promise<Ready[]> {
  const sources = trees.map((json) => ({ json, isStored: false, self: null }));
  const fields = new ContactFieldCatalogue(new ContactFieldsRepository(db));
  const loaded = await new RuleTreeLoader(new RuleReferencesRepository(db), fields).loadMany(
    workspaceId,
    sources,
  );
  return loaded.map((one) => {
    if (!one.ok) throw new Error(`not a valid tree: ${JSON.stringify(one.issues)}`);
    return one;
  });
}

/** For each tree the ids of its members: as a predicate that is never null, and as one for a WHERE. */
async function selectInSql(world: World, trees: readonly Ready[], clock: Clock): Promise<Set<string>[][]> {
  const [first] = trees;
  if (!first) return [];
  const { sql, params } = compileTogether(
    trees.flatMap(({ tree }) => [
      { node: tree, nullability: 'never-null' } as const,
      { node: tree, nullability: 'may-be-null' } as const,
    ]),
    { workspaceId: world.workspaceId, clock, references: first.references, firstParam: 2 },
  );
  const rows = await db.query<{ id: string; answers: (boolean | null)[] }>(
    `SELECT c.id, ARRAY[${sql.join(', ')}] AS answers FROM contacts c WHERE c.workspace_id = $1`,
    [world.workspaceId, ...params],
  );
  const membersAt = (index: number): Set<string> =>
    new Set(rows.filter((row) => row.answers[index]).map((row) => row.id));
  return trees.map((_tree, index) => {
    if (rows.some((row) => row.answers[2 * index] === null))
      throw new Error('a rule was neither true nor false');
    return [membersAt(2 * index), membersAt(2 * index + 1)];
  });
}

function selectInMemory(world: World, ready: Ready, clock: Clock): Set<string> {
  const percentileThresholdOf = ({ field, test }: FieldRule): number | null => {
    const values = world.facts
      .map((facts) => fieldValue(field.storage, facts, clock))
      .filter((value) => typeof value === 'number');
    return test.kind === 'percentile' ? percentileThreshold(values, test) : null;
  };
  const options = { clock, references: ready.references, percentileThreshold: percentileThresholdOf };
  const members = world.facts.filter((facts) => evaluateRuleTree(ready.tree, facts, options));
  return new Set(members.map(({ id }) => id));
}

function expectSame(
  world: World,
  { sql, memory }: Record<'sql' | 'memory', Set<string>>,
  tree: object,
): void {
  const different = world.facts.find(({ id }) => sql.has(id) !== memory.has(id));
  if (!different) return;
  const answer = sql.has(different.id) ? 'only in SQL' : 'only in memory';
  throw new Error(
    `a contact is a member ${answer}:\n${JSON.stringify(tree, null, 1)}\n${JSON.stringify(
      { ...different, subscriptions: [...different.subscriptions], tagIds: [...different.tagIds] },
      null,
      1,
    )}`,
  );
}

it.each(Array.from({ length: WORKSPACES }, (_none, index) => SEED + index))(
  'random trees select the same contacts in SQL and in memory (PROPERTY_SEED=%i)',
  async (seed) => {
    const { id: workspaceId, contactIds, names } = await anAwkwardWorkspace(db, { seed, contacts: CONTACTS });
    const trees = fc.array(ruleTrees(names), { minLength: 1, maxLength: TREES_PER_STATEMENT, size: 'max' });
    const clocks = fc.record({ now: fc.constantFrom(...INSTANTS), zone: fc.constantFrom(...ZONES) });
    const facts = await new ContactFactsRepository(db).load(workspaceId, contactIds, EVENTS);
    const world = { workspaceId, facts };
    await fc.assert(
      fc.asyncProperty(trees, clocks, async (drawn, { now, zone }) => {
        const clock = { now: new Date(now), zone };
        const ready = await load(workspaceId, drawn);
        const inSql = await selectInSql(world, ready, clock);
        for (const [index, tree] of ready.entries()) {
          const memory = selectInMemory(world, tree, clock);
          for (const sql of inSql[index] ?? []) expectSame(world, { sql, memory }, drawn[index] ?? {});
        }
        cases += drawn.length;
      }),
      { seed, numRuns: STATEMENTS },
    );
  },
  120_000,
);

it('has compared enough', () => {
  expect(cases).toBeGreaterThanOrEqual(LEAST_CASES);
});

it('folds texts alike in SQL and in memory', async () => {
  const texts = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...TEXTS),
      fc.tuple(fc.constantFrom(...TEXTS), fc.constantFrom(...TEXTS)).map(([a, b]) => `${a}${b}`),
    ),
    { minLength: 50, maxLength: 50 },
  );
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      const storable = values.map((value) => value.replace(/\0|\p{Cs}/gu, ''));
      // Letters that are newer than the Unicode of the database have no lower case there.
      const rows = await db.query<{ text: string; folded: string }>(
        'SELECT t AS text, fold(t) AS folded FROM unnest($1::text[]) AS t WHERE unicode_assigned(t)',
        [storable],
      );
      expect(rows.map((row) => row.folded)).toEqual(rows.map((row) => fold(row.text)));
    }),
    { numRuns: 40, seed: SEED },
  );
});
