import fc from 'fast-check';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { segmentServicesFor } from '../../../testing/factories/segment';
import { anAwkwardWorkspace, INSTANTS, ruleTrees, type AwkwardWorkspace } from '../../../testing/rule-trees';
import { holdsForNumber } from '../compile/compile-event-rule';
import { compileRuleTree } from '../compile/compile-rule-tree';
import type { Rule, RuleNode } from '../tree/rule-tree';
import type { Evidence, Explanation } from './explanation';

/*
 * Explanations of random trees about random contacts. Every run draws anew and prints its seed; to repeat one:
 *   PROPERTY_SEED=<seed> npx jest libs/features/segments/explain/explanations.int-spec.ts --selectProjects integration
 */
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = 300;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/;
const RAW =
  /undefined|null|NaN|\[object|Infinity|isAnyOf|isNoneOf|notContains|hasA|withinKm|\b[gl]te\b|\bneq\b| {2}/;

let testDatabase: TestDatabase;
let db: Database;
let world: AwkwardWorkspace;

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
  world = await anAwkwardWorkspace(db, { seed: SEED, contacts: 60 });
  await db.execute(`UPDATE contacts SET first_name = 'Ana' WHERE workspace_id = $1`, [world.id]);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

const names = () => ({ ...world.names, numbers: ['computed.lifetimeValue', 'computed.daysSinceLastOrder'] });

function expectReadable(text: string): void {
  expect(text.trim()).not.toBe('');
  // What somebody typed may be anything at all.
  const own = text.replace(/“[^”]*”/gu, '“”');
  expect(own).not.toMatch(RAW);
  expect(own).not.toMatch(UUID);
}

/** Whether the facts that are shown lead to the same answer, for rules whose facts are the whole of it. */
function expectedFrom(rule: Rule, evidence: Evidence): boolean | undefined {
  if (rule.kind === 'tag' && evidence.kind === 'tag') return (evidence.since !== null) === rule.has;
  if (rule.kind === 'topic' && evidence.kind === 'topic') return evidence.status === rule.status;
  if (rule.kind === 'sample' && evidence.kind === 'sample') return evidence.place < rule.percent;
  if (rule.kind === 'event' && evidence.kind === 'events') {
    const { condition } = rule;
    if (condition.kind === 'did') return evidence.count > 0 === condition.did;
    if (condition.kind === 'aggregate') return undefined;
    const { op, value } = condition;
    if (op === 'exactly') return evidence.count === value;
    return op === 'atLeast' ? evidence.count >= value : evidence.count <= value;
  }
  if (rule.kind !== 'field') return undefined;
  const { test, negated } = rule;
  if (evidence.kind === 'percentile' && test.kind === 'percentile') {
    const { value, edge } = evidence;
    return value !== null && edge !== null && (test.side === 'top' ? value >= edge : value <= edge);
  }
  if (evidence.kind !== 'value') return undefined;
  if (test.kind === 'boolean') return evidence.value === test.value;
  if (test.kind === 'number' || test.kind === 'between')
    return (typeof evidence.value === 'number' && holdsForNumber(test, evidence.value)) !== negated;
  return undefined;
}

function compare(node: RuleNode, explained: Explanation): void {
  expect(explained.pointer).toBe(node.pointer);
  expectReadable(explained.text.text);
  if (node.kind === 'group') {
    expect(explained.rules).toHaveLength(node.rules.length);
    node.rules.forEach((rule, index) => compare(rule, explained.rules![index]!));
    return;
  }
  expectReadable(explained.because ?? '');
  if (!explained.evidence) throw new Error('no evidence');
  if (explained.evidence.kind === 'events') expect(explained.evidence.latest.length).toBeLessThanOrEqual(3);
  const expected = expectedFrom(node, explained.evidence);
  if (expected !== undefined)
    expect([node, explained.evidence, explained.holds]).toEqual([node, explained.evidence, expected]);
}

it('every explanation says what the statement says, and its facts lead there', async () => {
  const { explain, loader } = segmentServicesFor(db);
  const run = async (tree: object, contactId: string, now: Date): Promise<void> => {
    const loaded = await loader.load(world.id, { json: tree, isStored: false, self: null });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
    const explained = await explain.explain(world.id, { tree }, { contactId, now });
    const clock = { now, zone: 'UTC' };
    const { sql, params } = compileRuleTree(loaded.tree, {
      workspaceId: world.id,
      clock,
      references: loaded.references,
      firstParam: 2,
    });
    const row = await db.queryOne<{ holds: boolean }>(
      `SELECT ${sql} AS holds FROM contacts c WHERE c.id = $1`,
      [contactId, ...params],
    );
    expect(explained.holds).toBe(row?.holds);
    expectReadable(explained.sentence);
    compare(loaded.tree, explained);
  };
  const contactIds = fc.constantFrom(...world.contactIds);
  const instants = fc.constantFrom(...INSTANTS).map((text) => new Date(text));
  await fc.assert(fc.asyncProperty(ruleTrees(names()), contactIds, instants, run), {
    numRuns: RUNS,
    seed: SEED,
  });
});

it('every tree has a sentence without ids, operators or gaps', async () => {
  const { describer } = segmentServicesFor(db);
  const run = async (tree: object): Promise<void> => {
    const { text, parts } = await describer.describe(world.id, tree);
    expectReadable(text);
    expect(parts.map((part) => part.text).join('')).toBe(text.replace(/[“”]/g, ''));
    expect(text.length).toBeLessThan(5000);
  };
  await fc.assert(fc.asyncProperty(ruleTrees(names()), run), { numRuns: RUNS, seed: SEED });
});
