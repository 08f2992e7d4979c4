import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { valueServicesFor } from '../../testing/factories/computed-values';
import { aContact } from '../../testing/factories/contact';
import { anOrder } from '../../testing/factories/order';
import { segmentServicesFor } from '../../testing/factories/segment';
import { aWorkspace } from '../../testing/factories/workspace';
import { ContactFactsRepository } from './evaluate/contact-facts.repository';
import { evaluateRuleTree } from './evaluate/evaluate-rule-tree';

// Rules on computed values, in SQL and in memory.
let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof segmentServicesFor>;

const NOW = new Date('2026-11-18T12:00:00Z');
const DAY_MS = 86_400_000;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const onAfterCommitError = (error: unknown) => {
    throw error;
  };
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 5,
    applicationName: 'test',
    onAfterCommitError,
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

/** A contact who bought for `total`, `days` before now; without `days` nobody bought. */
async function person(firstName: string, days?: number, total = 10): Promise<void> {
  const { id: contactId } = await aContact(db, workspaceId, { firstName });
  if (days === undefined) return;
  const placedAt = new Date(NOW.getTime() - days * DAY_MS);
  await anOrder(db, workspaceId, { contactId, total, placedAt });
  await valueServicesFor(db).refresh.refreshWorkspace(workspaceId, NOW);
}

/** First names of the members; SQL and the evaluator must agree. */
async function membersOf(rule: object): Promise<string[]> {
  const tree = { v: 1, match: 'all', rules: [rule] };
  const compiled = await services.compiler.compile(workspaceId, { tree }, 2, NOW);
  const members = await services.members.list(workspaceId, compiled, { after: null, limit: 1000 });
  const names = members.map((member) => member.firstName ?? '').sort();
  expect(names).toEqual(await membersInMemory(tree));
  return names;
}

async function membersInMemory(json: object): Promise<string[]> {
  const loaded = await services.loader.load(workspaceId, { json, isStored: false, self: null });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues));
  const sql = 'SELECT id, first_name AS name FROM contacts WHERE workspace_id = $1';
  const people = await db.query<{ id: string; name: string }>(sql, [workspaceId]);
  const facts = await new ContactFactsRepository(db).load(
    workspaceId,
    people.map(({ id }) => id),
    [],
  );
  const clock = { now: NOW, zone: 'UTC' };
  const options = { clock, references: loaded.references, percentileThreshold: () => null };
  const members = new Set(
    facts.filter((one) => evaluateRuleTree(loaded.tree, one, options)).map(({ id }) => id),
  );
  return people
    .filter(({ id }) => members.has(id))
    .map(({ name }) => name)
    .sort();
}

describe('days since the last order', () => {
  it.each<[object, string[]]>([
    [{ op: 'eq', value: 30 }, ['just', 'over']],
    [{ op: 'lt', value: 30 }, ['under']],
    [{ op: 'gte', value: 30 }, ['just', 'over']],
    [{ op: 'between', value: { from: 29, to: 29 } }, ['under']],
    [{ op: 'neq', value: 30 }, ['nobody', 'tomorrow', 'under']],
    [{ op: 'isSet' }, ['just', 'over', 'under']],
  ])('%#: %j', async (question, expected) => {
    await person('under', 30 - 1 / DAY_MS);
    await person('just', 30);
    await person('over', 31 - 1 / DAY_MS);
    await person('nobody');
    await person('tomorrow', -0.001);
    expect(await membersOf({ field: 'computed.daysSinceLastOrder', ...question })).toEqual(expected);
  });
});

describe('who never bought', () => {
  it.each<[object, string[]]>([
    [{ field: 'computed.ordersCount', op: 'isNotSet' }, ['never']],
    [{ field: 'computed.ordersCount', op: 'lt', value: 1 }, []],
    [{ field: 'computed.churnRisk', op: 'is', value: 'not-enough-data' }, ['never', 'once']],
    [{ field: 'computed.churnRisk', op: 'isNot', value: 'not-enough-data' }, []],
    [{ field: 'computed.churnRisk', op: 'isAnyOf', value: ['high', 'low'] }, []],
    [{ field: 'computed.churnRisk', op: 'isNoneOf', value: ['high', 'low'] }, ['never', 'once']],
    [{ field: 'computed.lifecycleStage', op: 'is', value: 'subscriber' }, ['never']],
    [{ field: 'computed.lifecycleStage', op: 'is', value: 'first-purchase' }, ['once']],
    [{ field: 'computed.lifecycleStage', op: 'isNot', value: 'first-purchase' }, ['never']],
    [{ field: 'computed.lifecycleStage', op: 'isSet' }, ['never', 'once']],
    [{ field: 'computed.mailClient', op: 'isNot', value: 'gmail' }, ['never', 'once']],
  ])('%j', async (rule, expected) => {
    await person('never');
    await person('once', 3);
    expect(await membersOf(rule)).toEqual(expected);
  });
});

it('takes the top percent of the buyers of this workspace, not of everybody', async () => {
  const home = workspaceId;
  workspaceId = (await aWorkspace(db)).id;
  await person('stranger', 1, 10_000);
  workspaceId = home;
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) await person(name, 1, 10 * (index + 1));
  for (const name of ['e', 'f', 'g', 'h']) await person(name);
  const tree = {
    v: 1,
    match: 'all',
    rules: [{ field: 'computed.lifetimeValue', op: 'isTopPercent', value: 50 }],
  };
  const compiled = await services.compiler.compile(workspaceId, { tree }, 2, NOW);
  const members = await services.members.list(workspaceId, compiled, { after: null, limit: 10 });
  expect(members.map(({ firstName }) => firstName).sort()).toEqual(['c', 'd']);
});
