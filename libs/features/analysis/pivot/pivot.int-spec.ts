import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { analysisServicesFor } from '../../../testing/factories/analysis';
import { aContact } from '../../../testing/factories/contact';
import { anOrder } from '../../../testing/factories/order';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aWorkspace } from '../../../testing/factories/workspace';
import type { Pivot, PivotInput } from './pivot.service';

const NOW = new Date('2026-11-18T12:00:00Z');

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof analysisServicesFor>;
let segments: ReturnType<typeof segmentServicesFor>;

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
  segments = segmentServicesFor(db);
  workspaceId = (await aWorkspace(db, { timeZone: 'America/New_York' })).id;
  await addFields();
  await addContacts();
  await addComputedValues();
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

async function addFields(): Promise<void> {
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices) VALUES
       ($1, 'plan', 'Plan', 'choice', '{free,pro}'), ($1, 'likes', 'Likes', 'multi-choice', '{tea,coffee,water}'),
       ($1, 'keen', 'Keen', 'boolean', '{}'), ($1, 'kids', 'Children', 'number', '{}'),
       ($1, 'income', 'Income', 'number', '{}'), ($1, 'since', 'Since', 'date', '{}'),
       ($1, 'seen', 'Seen', 'date-time', '{}'), ($1, 'motto', 'Motto', 'text', '{}')`,
    [workspaceId],
  );
}

/** 240 contacts whose values are missing, spelled in several ways, of a wrong type, and at the edges of buckets. */
async function addContacts(): Promise<void> {
  await db.execute(
    `INSERT INTO companies (workspace_id, name, name_key, industry, employees)
     SELECT $1, 'Company ' || n, 'company ' || n, (ARRAY['Retail', 'retail ', NULL])[n % 3 + 1], n * 100
     FROM generate_series(1, 7) AS n`,
    [workspaceId],
  );
  await db.execute(
    `INSERT INTO contacts (workspace_id, email, email_key, address_hash, country, city, birth_date, source,
       created_at, company_id, attributes)
     SELECT $1, 'p' || n || '@example.com', 'p' || n || '@example.com', decode(md5(n::text), 'hex'),
       (ARRAY['PT', 'ES', 'FR', NULL])[n % 4 + 1],
       (ARRAY['Lisboa', 'LISBOA', 'lísboa ', 'Porto', '', '  ', NULL, 'City ' || n])[n % 8 + 1],
       CASE WHEN n % 5 > 0 THEN date '1940-06-15' + n * 113 END,
       (ARRAY['api', 'import', 'form'])[n % 3 + 1],
       timestamptz '2026-01-01T04:30:00Z' + n * interval '31 hours',
       (SELECT id FROM companies WHERE workspace_id = $1 AND name = 'Company ' || n % 9),
       jsonb_strip_nulls(jsonb_build_object(
         'plan', (ARRAY['free', 'pro', 'gone', NULL])[n % 4 + 1],
         'likes', (ARRAY['["tea"]', '["tea", "coffee"]', '[]', '"odd"', '["gone"]', 'null', '["tea", "tea"]'])[n % 7 + 1]::jsonb,
         'keen', (ARRAY['true', 'false', '"odd"', 'null'])[n % 4 + 1]::jsonb,
         'kids', (ARRAY['0', '1', '2', 'null', '"two"'])[n % 5 + 1]::jsonb,
         'income', CASE WHEN n % 6 > 0 THEN to_jsonb(n * 97.35) END,
         'since', (ARRAY['"2024-12-31"', '"2025-01-01"', '"2026-02-28"', '"soon"', 'null'])[n % 5 + 1]::jsonb,
         'seen', (ARRAY['"2026-03-01T04:59:59.999Z"', '"2026-03-01T05:00:00.000Z"', '"soon"', 'null'])[n % 4 + 1]::jsonb,
         'motto', (ARRAY['"Carpe diem"', '"CARPE DIEM"', to_jsonb(repeat('long ', 90))::text, 'null'])[n % 4 + 1]::jsonb))
     FROM generate_series(1, 240) AS n`,
    [workspaceId],
  );
  await db.execute(
    `WITH t AS (INSERT INTO tags (workspace_id, name, name_key)
       VALUES ($1, 'VIP', 'vip'), ($1, 'Événement', 'evenement') RETURNING id, name)
     INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
     SELECT $1, c.id, t.id FROM contacts c CROSS JOIN t
     WHERE c.workspace_id = $1 AND (t.name = 'VIP' AND c.country = 'PT' OR t.name <> 'VIP' AND c.source = 'form')`,
    [workspaceId],
  );
}

/** Half of them: the others have the values that say so. */
async function addComputedValues(): Promise<void> {
  await db.execute(
    `INSERT INTO computed_values (workspace_id, contact_id, rfm_group, churn_risk, lifecycle_stage, lifetime_value,
       orders_count, last_order_at, device, computed_at)
     SELECT $1, id, (ARRAY['champions', 'lost'])[n % 2 + 1], 'low', 'lead', n / 3.0, n % 3,
       CASE WHEN n % 4 > 0 THEN timestamptz '2026-11-18T12:00:00Z' - n * interval '30 hours' END,
       (ARRAY['mobile', NULL])[n % 2 + 1], now()
     FROM (SELECT id, row_number() OVER (ORDER BY email)::integer AS n FROM contacts WHERE workspace_id = $1) c
     WHERE n <= 120`,
    [workspaceId],
  );
}

const divide = (input: PivotInput): Promise<Pivot> => services.pivot.divide(workspaceId, input, NOW);

async function expectTreesToSelectTheirCells(pivot: Pivot): Promise<void> {
  for (const cell of pivot.cells) {
    const { count } = await segments.preview.preview(workspaceId, cell.tree, { now: NOW });
    const [row, column] = [pivot.rows[cell.row]?.label, pivot.columns[cell.column]?.label];
    expect([row, column, count]).toEqual([row, column, cell.contacts]);
  }
}

const table = (pivot: Pivot): [string, number][] =>
  pivot.cells.map((cell) => [pivot.rows[cell.row]?.label ?? '', cell.contacts]);

describe('the tree of a cell selects exactly its contacts', () => {
  it.each([
    [{ field: 'city' }],
    [{ field: 'country' }],
    [{ field: 'company.industry' }],
    [{ field: 'company.employees' }],
    [{ field: 'age' }],
    [{ field: 'birthDate' }],
    [{ field: 'createdAt' }],
    [{ field: 'createdAt', by: 'quarter' as const }],
    [{ field: 'createdAt', by: 'year' as const }],
    [{ field: 'tags' }],
    [{ field: 'attributes.plan' }],
    [{ field: 'attributes.likes' }],
    [{ field: 'attributes.keen' }],
    [{ field: 'attributes.kids' }],
    [{ field: 'attributes.income' }],
    [{ field: 'attributes.income', edges: [0, 973.5, 10_000.25] }],
    [{ field: 'attributes.since', by: 'quarter' as const }],
    [{ field: 'attributes.seen' }],
    [{ field: 'attributes.motto' }],
    [{ field: 'trackingConsent' }],
    [{ field: 'email' }],
    [{ field: 'computed.rfmGroup' }],
    [{ field: 'computed.device' }],
    [{ field: 'computed.lifetimeValue' }],
    [{ field: 'computed.ordersCount' }],
    [{ field: 'computed.lastOrderAt' }],
    [{ field: 'computed.daysSinceLastOrder' }],
  ])('of %j by country', async (rows) => {
    const pivot = await divide({ rows, columns: { field: 'country' }, measures: [] });
    expect(pivot.total.contacts).toBe(240);
    expect(pivot.columns.map(({ label }) => label).toSorted()).toEqual(['ES', 'FR', 'PT', 'no value']);
    const isList = rows.field === 'tags' || rows.field === 'attributes.likes';
    const sum = pivot.cells.reduce((all, cell) => all + cell.contacts, 0);
    if (!isList) expect(sum).toBe(240);
    await expectTreesToSelectTheirCells(pivot);
  });

  it('of lists by lists, of times by numbers, within a segment and within a tree', async () => {
    const any = {
      v: 1,
      match: 'any',
      rules: [
        { field: 'country', op: 'is', value: 'PT' },
        { tag: 'vip', has: false },
      ],
    };
    const { id } = await aSegment(db, workspaceId, { tree: any });
    for (const source of [{ segmentId: id.toUpperCase() }, { tree: any }]) {
      await expectTreesToSelectTheirCells(
        await divide({ ...source, rows: { field: 'tags' }, columns: { field: 'attributes.likes' } }),
      );
      await expectTreesToSelectTheirCells(
        await divide({ ...source, rows: { field: 'createdAt' }, columns: { field: 'attributes.income' } }),
      );
    }
  });
});

describe('places', () => {
  it('are equal as rules compare, named by their commonest spelling, the largest first', async () => {
    const pivot = await divide({ rows: { field: 'city' } });
    expect(pivot.rows[0]).toMatchObject({ kind: 'value', key: 'lisboa', label: 'LISBOA' });
    expect(table(pivot)[0]).toEqual(['LISBOA', 90]);
    expect(table(pivot)[1]).toEqual(['Porto', 30]);
    // 30 cities of one contact each are listed, all together 32 places; '  ' is a value that no rule can name.
    expect(pivot.rows.slice(-2).map(({ kind }) => kind)).toEqual(['other', 'none']);
    expect(table(pivot).slice(-2)).toEqual([
      ['other', 30],
      ['no value', 60],
    ]);
  });

  it('are at most fifty; the rest is "other"', async () => {
    const pivot = await divide({ rows: { field: 'email' } });
    expect(pivot.rows).toHaveLength(51);
    expect(table(pivot).at(-1)).toEqual(['other', 190]);
  });

  it('of ages are the usual bands, of few whole numbers the numbers, of many fifths with round edges', async () => {
    const ages = await divide({ rows: { field: 'age' } });
    expect(ages.rows.map(({ label }) => label)).toEqual([
      'under 18',
      '18 to under 25',
      '25 to under 35',
      '35 to under 45',
      '45 to under 55',
      '55 to under 65',
      '65 and more',
      'no value',
    ]);
    expect(table(await divide({ rows: { field: 'attributes.kids' } }))).toEqual([
      ['0', 48],
      ['1', 48],
      ['2', 48],
      ['other', 48],
      ['no value', 48],
    ]);
    // Without every sixth, 200 incomes: the ends of the fifths are the 47th, 95th, 143rd and 191st times 97.35.
    const incomes = await divide({ rows: { field: 'attributes.income' } });
    expect(incomes.rows.map(({ label }) => label)).toEqual([
      'under 4600',
      '4600 to under 9200',
      '9200 to under 14000',
      '14000 to under 19000',
      '19000 and more',
      'no value',
    ]);
  });

  it('of times follow the calendar of the workspace', async () => {
    const pivot = await divide({ rows: { field: 'attributes.seen' } });
    expect(table(pivot)).toEqual([
      ['2026-02', 60],
      ['2026-03', 60],
      ['other', 60],
      ['no value', 60],
    ]);
  });
});

describe('measures', () => {
  it('are counted per cell; money only in the period and only where it stayed', async () => {
    const other = (await aWorkspace(db)).id;
    const [ana, rui] = [
      await aContact(db, other, { country: 'PT' }),
      await aContact(db, other, { country: 'PT' }),
    ];
    await aContact(db, other, { country: 'ES' });
    await aContact(db, other);
    const sale = { contactId: ana.id, placedAt: new Date('2026-11-01T00:00:00Z') };
    await anOrder(db, other, { ...sale, total: 30, refunded: 5 });
    await anOrder(db, other, { ...sale, total: 15 });
    await anOrder(db, other, { ...sale, total: 100, status: 'cancelled' });
    await anOrder(db, other, { ...sale, total: 100, placedAt: new Date('2026-11-18T12:00:00Z') });
    await anOrder(db, other, {
      ...sale,
      contactId: rui.id,
      total: 100,
      placedAt: new Date('2026-08-20T11:59:59Z'),
    });
    const pivot = await services.pivot.divide(other, { rows: { field: 'country' } }, NOW);
    expect(pivot.cells.map(({ tree: _tree, ...cell }) => cell)).toEqual([
      expect.objectContaining({ contacts: 2, buyers: 1, revenue: 40, revenuePerContact: 20, tooSmall: true }),
      expect.objectContaining({ contacts: 1, buyers: 0, revenue: 0, revenuePerContact: 0 }),
      expect.objectContaining({ contacts: 1, mailable: 0, clickRate: null, engagementScore: null }),
    ]);
    expect(pivot.total).toMatchObject({ contacts: 4, revenue: 40, revenuePerContact: 10 });
  });

  it('of an empty selection are zero, and left out ones are null', async () => {
    const tree = { v: 1, match: 'all', rules: [{ field: 'email', op: 'is', value: 'nobody' }] };
    const pivot = await divide({ tree, rows: { field: 'attributes.income' }, measures: ['mailable'] });
    expect(pivot).toMatchObject({ rows: [], cells: [], total: { contacts: 0, mailable: 0, revenue: null } });
  });
});

it.each([
  [{ rows: { field: 'nope' } }, 'analysis.unknown-field', '/rows/field'],
  [{ rows: { field: 'location' } }, 'analysis.not-divisible', '/rows/field'],
  [
    { rows: { field: 'city' }, columns: { field: 'age', edges: [3, 3] } },
    'analysis.invalid-division',
    '/columns/edges',
  ],
  [{ rows: { field: 'city' }, from: '2026-02-30' }, 'analysis.invalid-period', '/from'],
  [
    { rows: { field: 'city' }, tree: {}, segmentId: '0190d2a0-0000-7000-8000-000000000000' },
    'analysis.invalid-source',
    '',
  ],
])('refuses %j', async (input, code, pointer) => {
  await expect(divide(input)).rejects.toMatchObject({ code, errors: [{ pointer }] });
});

it('refuses a tree that leaves no room for the rules of a cell', async () => {
  const nest = (depth: number): object =>
    depth === 0 ? { field: 'country', op: 'isSet' } : { match: 'any', rules: [nest(depth - 1)] };
  const tree = { v: 1, ...nest(8) };
  await expect(divide({ rows: { field: 'city' }, tree })).rejects.toMatchObject({
    code: 'analysis.tree-too-large',
  });
});
