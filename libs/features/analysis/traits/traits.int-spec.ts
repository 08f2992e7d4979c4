import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { analysisServicesFor } from '../../../testing/factories/analysis';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aWorkspace } from '../../../testing/factories/workspace';
import { chanceOf, logLikelihood } from './significance';

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
  await db.execute(
    `INSERT INTO contact_fields (workspace_id, key, label, type, choices) VALUES
       ($1, 'plan', 'Plan', 'choice', '{free,pro}'), ($1, 'likes', 'Likes', 'multi-choice', '{tea,coffee}')`,
    [workspaceId],
  );
  await addContacts();
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

/**
 * 200 contacts, 1–40 of them fans. 30 fans and 20 others live in Lisbon (in two spellings), all fans and half of the others
 * like tea, four fans and nobody else live in Faro, everybody came by the API, and half of each side is on the plan pro.
 */
async function addContacts(): Promise<void> {
  await db.execute(
    `INSERT INTO contacts (workspace_id, email, email_key, address_hash, city, attributes)
     SELECT $1, 'p' || n || '@example.com', 'p' || n || '@example.com', decode(md5(n::text), 'hex'),
       CASE WHEN n <= 30 OR n BETWEEN 41 AND 60 THEN CASE n % 3 WHEN 0 THEN 'lisboa' ELSE 'Lisboa' END
            WHEN n <= 34 THEN 'Faro' END,
       jsonb_strip_nulls(jsonb_build_object(
         'plan', CASE n % 4 WHEN 0 THEN 'gone' WHEN 1 THEN 'free' ELSE 'pro' END,
         'likes', CASE WHEN n <= 40 THEN '["tea", "coffee", "tea"]'::jsonb WHEN n % 2 = 0 THEN '["tea"]' END))
     FROM generate_series(1, 200) AS n`,
    [workspaceId],
  );
  await db.execute(
    `WITH t AS (INSERT INTO tags (workspace_id, name, name_key) VALUES ($1, 'fan', 'fan') RETURNING id)
     INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
     SELECT $1, c.id, t.id FROM contacts c CROSS JOIN t WHERE c.workspace_id = $1
       AND substr(c.email, 2, position('@' IN c.email) - 2)::integer <= 40`,
    [workspaceId],
  );
}

const fans = { tree: { v: 1, match: 'all', rules: [{ tag: 'fan', has: true }] } };

describe('over-represented', () => {
  it('names values with their shares, lift and score; the strongest first', async () => {
    const { traits, ...rest } = await services.overRepresented.find(workspaceId, fans);
    expect(rest).toMatchObject({ contacts: 40, referenceContacts: 200, tooSmall: false });
    expect(traits.map(({ field, value }) => [field, value])).toEqual([
      ['tags', 'fan'],
      ['attributes.likes', 'coffee'],
      ['city', 'Lisboa'],
      ['attributes.likes', 'tea'],
    ]);
    const score = logLikelihood({ inside: 30, segmentSize: 40, outside: 20, othersSize: 160 });
    expect(traits[2]).toEqual({
      field: 'city',
      fieldLabel: 'City',
      value: 'Lisboa',
      contacts: 30,
      referenceContacts: 50,
      share: 0.75,
      referenceShare: 0.25,
      lift: 3,
      score,
      pValue: chanceOf(score) * rest.compared,
      rule: { field: 'city', op: 'is', value: 'Lisboa' },
    });
    // A value that stands twice in a list is one.
    expect(traits[3]).toMatchObject({ contacts: 40, share: 1, referenceContacts: 120 });
    // Compared: fan, tea, coffee, Lisboa, the source, free, pro, and what three computed values say of everybody about
    // whom nothing is computed. Not four people of Faro, nor a choice that is gone.
    expect(rest.compared).toBe(10);
  });

  it('compares with another segment, of whom nobody need be in the first', async () => {
    const others = { tree: { v: 1, match: 'all', rules: [{ tag: 'fan', has: false }] } };
    const { traits, ...rest } = await services.overRepresented.find(workspaceId, {
      ...fans,
      against: others,
    });
    expect(rest).toMatchObject({ contacts: 40, referenceContacts: 160 });
    expect(traits[1]).toMatchObject({ value: 'coffee', referenceShare: 0, lift: null });
    expect(traits[2]).toMatchObject({ value: 'Lisboa', share: 0.75, referenceShare: 0.125, lift: 6 });
  });

  it('finds nothing where there is no difference, or nobody to compare with', async () => {
    const half = { tree: { v: 1, match: 'all', rules: [{ sample: { percent: 50, seed: 'half' } }] } };
    expect((await services.overRepresented.find(workspaceId, half)).traits).toEqual([]);
    const everyone = { tree: { v: 1, match: 'all', rules: [] } };
    expect((await services.overRepresented.find(workspaceId, everyone)).traits).toEqual([]);
    const nobody = { tree: { v: 1, match: 'all', rules: [{ field: 'email', op: 'is', value: 'x' }] } };
    expect(await services.overRepresented.find(workspaceId, nobody)).toMatchObject({
      traits: [],
      contacts: 0,
      tooSmall: true,
    });
  });
});

describe('look-alikes', () => {
  it('share the strongest traits, are not in the segment, and never ordered', async () => {
    const { id } = await aSegment(db, workspaceId, fans);
    const others = await db.query<{ id: string }>(
      `SELECT id FROM contacts WHERE workspace_id = $1 AND email IN ('p42@example.com', 'p43@example.com')`,
      [workspaceId],
    );
    for (const contact of others) await anEvent(db, workspaceId, { contactId: contact.id });
    const found = await services.lookAlikes.find(workspaceId, { segmentId: id });
    // Nobody else is a fan or likes coffee, so neither is asked for; Lisbon: 20 others, two of them buyers; 9 of them like tea: too few.
    expect(found.tree?.rules.slice(0, 2)).toEqual([
      { segment: id, member: false },
      { event: 'order.placed', did: false },
    ]);
    const { preview } = segmentServicesFor(db);
    const previewed = await preview.preview(workspaceId, found.tree);
    expect(previewed.count).toBe(found.contacts);
    expect(found.traits.map(({ value }) => value)).toEqual(['Lisboa']);
    expect(found.contacts).toBe(18);
  });

  it('are nobody where nothing is over-represented', async () => {
    const half = { tree: { v: 1, match: 'all', rules: [{ sample: { percent: 50, seed: 'half' } }] } };
    expect(await services.lookAlikes.find(workspaceId, half)).toMatchObject({ tree: null, contacts: 0 });
  });
});

it("another workspace's segment is not found", async () => {
  const foreign = await aSegment(db, (await aWorkspace(db)).id);
  const source = { segmentId: foreign.id };
  await expect(services.overRepresented.find(workspaceId, source)).rejects.toMatchObject({
    code: 'segment.not-found',
  });
  await expect(
    services.overRepresented.find(workspaceId, { ...fans, against: source }),
  ).rejects.toMatchObject({ code: 'segment.not-found' });
  await expect(services.lookAlikes.find(workspaceId, source)).rejects.toMatchObject({
    code: 'segment.not-found',
  });
});
