import fc from 'fast-check';
import { ContactFieldCatalogue, ContactFieldsRepository } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { anAwkwardWorkspace, EVENTS, INSTANTS, rules, ZONES } from '../../../testing/rule-trees';
import { ContactFactsRepository } from '../evaluate/contact-facts.repository';
import { evaluateRuleTree, type ContactFacts } from '../evaluate/evaluate-rule-tree';
import { RuleReferencesRepository } from '../rule-references.repository';
import { RuleTreeLoader, type LoadedTree } from '../rule-tree-loader';
import type { Clock } from '../tree/resolve-time';
import { DAY_MS } from '../tree/zone-offsets';
import { compileNextFlip } from './next-flip';

/*
 * Nobody's answer changes between now and their next flip, on random trees over random contacts. To repeat a run:
 *   PROPERTY_SEED=<seed> npx jest libs/features/segments/compile/next-flip-property.int-spec.ts --selectProjects integration
 */
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const CONTACTS = 25;
const CASES = 400;
const AWKWARD_ZONES = [...ZONES, 'Africa/Casablanca'];

type Ready = LoadedTree & { ok: true };

let testDatabase: TestDatabase;
let db: Database;

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

async function load(workspaceId: string, json: object): Promise<Ready> {
  const fields = new ContactFieldCatalogue(new ContactFieldsRepository(db));
  const loader = new RuleTreeLoader(new RuleReferencesRepository(db), fields);
  const loaded = await loader.load(workspaceId, { json, isStored: false, self: null });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  return loaded;
}

/** Mostly rules that depend on time, some that do not. */
function timeTrees(names: Parameters<typeof rules>[0]): fc.Arbitrary<object> {
  const any = rules(names);
  const timed = any.filter((rule) =>
    /inLast|notInLast|inNext|Period|anniversary|"age"|daysSince|"last"|"this"|"previous"/.test(
      JSON.stringify(rule),
    ),
  );
  const trees = fc.letrec((tie) => ({
    group: fc.record({
      match: fc.constantFrom('all', 'any'),
      not: fc.boolean(),
      rules: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
    node: fc.oneof(
      { maxDepth: 2 },
      { weight: 5, arbitrary: timed },
      { weight: 1, arbitrary: any },
      { weight: 1, arbitrary: tie('group') },
    ),
  }));
  return trees.group.map((root) => ({ v: 1, ...(root as object) }));
}

async function nextFlips(
  workspaceId: string,
  ready: Ready,
  clock: Clock,
): Promise<Map<string, number | null>> {
  const options = { workspaceId, clock, references: ready.references, firstParam: 2 };
  const compiled = compileNextFlip(ready.tree, options);
  const rows = await db.query<{ id: string; flip: Date | null }>(
    `SELECT c.id, ${compiled?.sql ?? 'NULL::timestamptz'} AS flip FROM contacts c WHERE c.workspace_id = $1`,
    [workspaceId, ...(compiled?.params ?? [])],
  );
  return new Map(rows.map(({ id, flip }) => [id, flip?.getTime() ?? null]));
}

function holds(ready: Ready, facts: ContactFacts, clock: Clock): boolean {
  return evaluateRuleTree(ready.tree, facts, {
    clock,
    references: ready.references,
    // Where everybody else stands is not a matter of one contact's time.
    percentileThreshold: () => null,
  });
}

it(`no answer changes before the next flip (PROPERTY_SEED=${SEED})`, async () => {
  const {
    id: workspaceId,
    contactIds,
    names,
  } = await anAwkwardWorkspace(db, { seed: SEED, contacts: CONTACTS });
  const everybody = await new ContactFactsRepository(db).load(workspaceId, contactIds, EVENTS);
  const clocks = fc.record({
    now: fc
      .tuple(
        fc.constantFrom(...INSTANTS),
        fc.constantFrom(0, -1, 1, 86_400_000),
        fc.integer({ min: -9, max: 9 }),
      )
      .map(([at, shift, hours]) => new Date(Date.parse(at) + shift + hours * 1_800_000)),
    zone: fc.constantFrom(...AWKWARD_ZONES),
  });
  const later = fc.oneof(fc.integer({ min: 1, max: 3 * DAY_MS }), fc.integer({ min: 1, max: 800 * DAY_MS }));
  let flips = 0;
  await fc.assert(
    fc.asyncProperty(timeTrees(names), clocks, later, async (json, clock, off) => {
      const ready = await load(workspaceId, json);
      const next = await nextFlips(workspaceId, ready, clock);
      for (const facts of everybody) {
        const flip = next.get(facts.id) ?? null;
        if (flip !== null) {
          flips += 1;
          expect(flip).toBeGreaterThan(clock.now.getTime());
        }
        const last = (flip ?? Infinity) - 1;
        for (const at of new Set([Math.min(clock.now.getTime() + off, last), last])) {
          if (at === Infinity) continue;
          const [before, then] = [clock, { ...clock, now: new Date(at) }].map((one) =>
            holds(ready, facts, one),
          );
          if (before !== then) {
            const what = { was: before, at: new Date(at), flip: flip && new Date(flip), ...facts };
            throw new Error(`changed before its flip: ${JSON.stringify(what)}`);
          }
        }
      }
    }),
    { seed: SEED, numRuns: CASES },
  );
  expect(flips).toBeGreaterThan(CASES);
});
