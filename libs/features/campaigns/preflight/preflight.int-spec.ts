import type { INestApplicationContext } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Client } from 'pg';
import { MergeContexts, valueAt } from '@features/templates';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { aTopic } from '../../../testing/factories/topic';
import { anAudience } from '../../../testing/ledger/audience-world';
import { anAwkwardWorkspace } from '../../../testing/rule-trees';
import { CampaignSendingModule } from '../campaign-sending.module';
import { CampaignsRepository } from '../campaigns.repository';
import { ResolveCampaign } from '../resolve/resolve-campaign.service';
import type { Campaign } from '../campaign';
import { AudienceCounter } from './audience-counter.service';
import { PreflightService } from './preflight.service';

let server: TestDatabase;
let app: INestApplicationContext;
let database: Database;
const get = <T>(type: abstract new (...args: never[]) => T): T => app.get(type, { strict: false });

beforeAll(async () => {
  server = await createTestDatabase();
  app = await Test.createTestingModule({
    imports: [
      FoundationModule.forProcess({
        process: 'test',
        settings: testSettings({ DATABASE_URL: server.url }),
        logger: createLogger({ name: 'test', level: 'silent', pretty: false }),
        poolSize: 6,
      }),
      CampaignSendingModule,
    ],
  }).compile();
  await app.init();
  database = app.get(Database);
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

type Asked = Campaign & { topicId: string };
const campaignOf = async (id: string): Promise<Asked> =>
  (await get(CampaignsRepository).findAnywhere(id)) as Asked;

const FIELDS = [
  'contact.firstName',
  'contact.birthDate',
  'contact.latitude',
  'contact.tags',
  'contact.company',
  'contact.company.name',
  'contact.company.employees',
  'contact.attributes.note',
  'contact.attributes.score',
  'contact.attributes.likes',
  'contact.attributes.nothing',
  'contact.email',
];

it('a value is missing exactly where a message would show nothing', async () => {
  const { id: workspaceId } = await anAwkwardWorkspace(database, { seed: 11, contacts: 150 });
  const topic = await aTopic(database, workspaceId);
  await database.execute(
    `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'test' FROM contacts WHERE workspace_id = $1`,
    [workspaceId, topic.id],
  );
  await database.execute('DELETE FROM suppressions WHERE workspace_id = $1', [workspaceId]);
  const audience = { include: [{ tree: { v: 1, match: 'all', rules: [] } }], exclude: [] };
  const asked = { workspaceId, topicId: topic.id, audience } as unknown as Asked;
  const counts = await get(AudienceCounter).count(asked, {
    fields: [...FIELDS, 'workspace.name', 'contact.unheardOf'],
  });
  const contacts = await database.query<{ id: string }>('SELECT id FROM contacts WHERE workspace_id = $1', [
    workspaceId,
  ]);
  const people = await get(MergeContexts).forContacts(
    workspaceId,
    contacts.map(({ id }) => id),
    { name: 'x' },
  );
  const lacking = (path: string): number =>
    [...people.values()].filter(({ context }) => isBlank(valueAt(context, path))).length;
  expect(counts).toMatchObject({ audience: contacts.length, sampled: contacts.length });
  expect(counts?.missing).toEqual(Object.fromEntries(FIELDS.map((path) => [path, lacking(path)])));
  expect(new Set(Object.values(counts?.missing ?? {})).size).toBeGreaterThan(5);
  expect(counts?.examples.length).toBeGreaterThan(1);
});

function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

it('counts whom a resolve then mails and leaves out', async () => {
  const { workspaceId, topicId, campaignId } = await anAudience(database, 60);
  const some = (count: number, skip: number) =>
    `SELECT id FROM contacts WHERE workspace_id = '${workspaceId}' ORDER BY id LIMIT ${count} OFFSET ${skip}`;
  await database.execute(
    `UPDATE subscriptions SET status = 'unsubscribed' WHERE topic_id = $1 AND contact_id IN (${some(7, 0)})`,
    [topicId],
  );
  await database.execute(
    `UPDATE subscriptions SET status = 'pending' WHERE topic_id = $1 AND contact_id IN (${some(3, 7)})`,
    [topicId],
  );
  await database.execute(
    `INSERT INTO suppressions (workspace_id, address_hash, email, reason, source)
     SELECT workspace_id, address_hash, email, 'manual', 'test' FROM contacts WHERE id IN (${some(2, 10)})`,
  );
  const counts = await get(AudienceCounter).count(await campaignOf(campaignId), { fields: [] });
  expect(counts).toMatchObject({
    audience: 48,
    leftOut: { unsubscribed: 7, pending: 3, suppressed: 2 },
    domains: [{ domain: 'r.example', count: 48 }],
  });
  const resolved = await get(ResolveCampaign).resolve(campaignId, 1);
  expect(resolved).toMatchObject({ audienceCount: counts?.audience, leftOut: counts?.leftOut });
});

it('warns when far more or fewer would get it than last time', async () => {
  const { workspaceId, campaignId } = await anAudience(database, 30);
  const changeOf = async () => {
    const { checks } = await get(PreflightService).of(workspaceId, campaignId);
    return checks.find(({ id }) => id === 'audience-change');
  };
  expect(await changeOf()).toBeUndefined();
  const went = (name: string, audience: number, at: string) =>
    database.execute(
      `INSERT INTO campaigns (workspace_id, name, topic_id, audience, status, audience_count, resolved_at, finished_at)
       SELECT workspace_id, $2, topic_id, audience, 'cancelled', $3, $4, $4 FROM campaigns WHERE id = $1`,
      [campaignId, name, audience, at],
    );
  await went('September', 30, '2026-09-01T09:00:00Z');
  expect(await changeOf()).toMatchObject({ level: 'ok', figures: { audience: 30, before: 30 } });
  await went('October', 90, '2026-10-01T09:00:00Z');
  expect(await changeOf()).toMatchObject({ level: 'warn', figures: { name: 'October', before: 90 } });
});

it('says so when the audience cannot be counted in time, and tells the rest', async () => {
  const { workspaceId, campaignId } = await anAudience(database, 5);
  const other = new Client({ connectionString: server.url });
  await other.connect();
  try {
    await other.query('BEGIN; LOCK TABLE subscriptions IN ACCESS EXCLUSIVE MODE');
    expect(
      await get(AudienceCounter).count(await campaignOf(campaignId), { fields: [], timeoutMs: 200 }),
    ).toBeNull();
    const { checks } = await get(PreflightService).of(workspaceId, campaignId);
    expect(checks.find(({ id }) => id === 'audience')).toMatchObject({
      level: 'warn',
      sentence: expect.stringContaining('took longer than 10 seconds') as string,
    });
    expect(checks.map(({ id }) => id)).toEqual(expect.arrayContaining(['size', 'links', 'sender-domain']));
  } finally {
    await other.query('ROLLBACK');
    await other.end();
  }
});

it('stops counting when whoever asked is gone', async () => {
  const { workspaceId, campaignId } = await anAudience(database, 5);
  const other = new Client({ connectionString: server.url });
  await other.connect();
  try {
    await other.query('BEGIN; LOCK TABLE subscriptions IN ACCESS EXCLUSIVE MODE');
    const gone = new AbortController();
    const looking = get(PreflightService).of(workspaceId, campaignId, { signal: gone.signal });
    const outcome = looking.then(
      () => 'answered',
      (error: unknown) => (error as Error).name,
    );
    const counting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE '%WITH counted AS MATERIALIZED%' AND pid <> pg_backend_pid()`;
    const waits = async (): Promise<boolean> => (await database.query(counting)).length > 0;
    for (let round = 0; round < 200 && !(await waits()); round++)
      await database.query('SELECT pg_sleep(0.02)');
    expect(await waits()).toBe(true);
    gone.abort();
    expect(await outcome).toBe('AbortError');
    expect(await waits()).toBe(false);
  } finally {
    await other.query('ROLLBACK');
    await other.end();
  }
});
