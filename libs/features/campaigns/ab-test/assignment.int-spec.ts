import { randomUUID } from 'node:crypto';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { assignedVariant, assignmentSql } from './assignment';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 2,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await database.dataSource.destroy();
  await server.drop();
});

const RULES = [
  { testPercent: 1, variants: 2 },
  { testPercent: 20, variants: 3 },
  { testPercent: 33, variants: 4 },
  { testPercent: 100, variants: 2 },
  { testPercent: 100, variants: 3 },
];

it.each(RULES)('PostgreSQL assigns thousands of contacts as TypeScript does: %j', async (part) => {
  const rule = { campaignId: randomUUID(), ...part };
  const ids = Array.from({ length: 4_000 }, () => randomUUID());
  const { variantSql, params } = assignmentSql(rule, 'c.id', 2);
  const rows = await database.query<{ id: string; variant: string | null }>(
    `SELECT c.id, ${variantSql} AS variant FROM unnest($1::uuid[]) AS c (id)`,
    [ids, ...params],
  );
  expect(new Map(rows.map(({ id, variant }) => [id, variant]))).toEqual(
    new Map(ids.map((id) => [id, assignedVariant(rule, id)])),
  );
});

it('assigns a hundred thousand ids of one moment evenly, whatever their order: chi-square below its 99.99 % point', async () => {
  const rule = { campaignId: '01931111-2222-7333-8444-555566667777', testPercent: 80, variants: 4 };
  const { variantSql, params } = assignmentSql(rule, 'c.id', 1);
  const rows = await database.query<{ variant: string | null; count: number }>(
    `SELECT ${variantSql} AS variant, count(*) AS count
     FROM (SELECT ('01930000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id
           FROM generate_series(1, 100000) AS n) c
     GROUP BY 1`,
    params,
  );
  expect(rows).toHaveLength(5);
  // Five groups of a fifth; 4 degrees of freedom: 23.51.
  const chiSquare = rows.reduce((sum, { count }) => sum + (count - 20_000) ** 2 / 20_000, 0);
  expect(chiSquare).toBeLessThan(23.51);
});
