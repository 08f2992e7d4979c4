import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExpected } from '../apps/cli/src/demo/demo-files';
import { expectedAudience } from '../apps/cli/src/demo/demo-segment';
import { tellHistory } from '../apps/cli/src/demo/history/tell-history';
import { seedDemo } from '../apps/cli/src/demo/seed-demo';
import { startApi, type TestApi } from './support/api';

// The past that the demo workspace is given, as the product's own reports see it.

const DAY_MS = 24 * 3600_000;

/** The last Wednesday at noon: of two weeks that differ in nothing but their dates, both see the same. */
const now = new Date();
now.setUTCHours(12, 0, 0, 0);
now.setTime(now.getTime() - ((now.getUTCDay() + 4) % 7 || 7) * DAY_MS);

let api: TestApi;
let folder: string;
let key: string;
let workspaceId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidings-demo-'));
  api = await startApi({ TIDINGS_DATA_DIR: folder });
  const demo = await seedDemo(api.app, () => undefined);
  workspaceId = demo.workspaceId;
  await tellHistory({ app: api.app, demo, print: () => undefined, now });
  key = await api.anApiKey(workspaceId);
});

afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function get<T>(path: string, method = 'GET'): Promise<T> {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${api.url}/api/v1/${path}`, { method, headers });
  const body = (await answer.json()) as T;
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}

const numberOf = async (sql: string): Promise<number> =>
  (await api.db.queryOne<{ n: number }>(sql, [workspaceId]))?.n ?? NaN;

interface Item {
  id: string;
  name: string;
  status: string;
}

interface Report {
  audience: number;
  sent: number;
  delivered: number;
  bounced: { hard: number; soft: number; block: number };
  deliveries: Record<string, number>;
  leftOut: Record<string, number>;
  reconciles: boolean;
  machineOpens: number;
  links: { totalHumanClicks: number }[];
  totalHumanClicks: number;
  rates: Record<'openRate' | 'clickRate' | 'bounceRate' | 'unsubscribeRate' | 'complaintRate', number>;
}

const items = async (path: string): Promise<Item[]> => (await get<{ items: Item[] }>(path)).items;

describe('campaigns', () => {
  it('are eight that were sent, one that waits for its time and one draft, newest first', async () => {
    const all = await items('campaigns?limit=50');
    expect(all.map(({ status }) => status)).toEqual(['draft', 'scheduled', ...Array<string>(8).fill('sent')]);
    expect(all.at(-1)?.name).toBe('The winter letter');
  });

  it('have reports that reconcile, with believable figures', async () => {
    const sent = (await items('campaigns?status=sent&limit=50')).map(({ id }) => id);
    for (const id of sent) {
      const report = await get<Report>(`campaigns/${id}/report`);
      const { hard, soft, block } = report.bounced;
      expect(report.reconciles).toBe(true);
      expect(Object.values(report.deliveries).reduce((sum, count) => sum + count, 0)).toBe(report.audience);
      expect(report.delivered).toBe(report.sent - hard - soft - block);
      expect(report.audience).toBeGreaterThan(150);
      expect(Object.keys(report.leftOut)).toContain('unsubscribed');
      within(report.rates.openRate, 0.25, 0.6);
      within(report.rates.clickRate, 0.05, 0.3);
      within(report.rates.bounceRate, 0, 0.04);
      within(report.rates.unsubscribeRate, 0, 0.025);
      within(report.rates.complaintRate, 0, 0.02);
      expect(report.machineOpens).toBeGreaterThan(0);
      expect(report.links.filter((link) => link.totalHumanClicks > 0).length).toBeGreaterThan(1);
      expect(report.links.reduce((sum, link) => sum + link.totalHumanClicks, 0)).toBe(
        report.totalHumanClicks,
      );
    }
  });

  it('have sums for progress that are those of the ledger', async () => {
    const differing = await api.db.query(
      `SELECT k.id FROM campaigns k WHERE k.workspace_id = $1 AND k.status = 'sent' AND k.audience_count IS DISTINCT FROM (
         SELECT sum(t.moved)::int FROM delivery_tallies t WHERE t.campaign_id = k.id AND t.kind IN ('accepted', 'refused', 'refused-hard'))`,
      [workspaceId],
    );
    expect(differing).toEqual([]);
  });

  it('have one A/B test, won by the variant that leads', async () => {
    const campaign = (await items('campaigns?limit=50')).find(({ name }) => name === 'The autumn letter');
    const test = await get<{ results: { leader: string } }>(`campaigns/${campaign?.id}/ab-test`);
    expect(test).toMatchObject({ state: 'decided', decided: { winner: test.results.leader } });
  });
});

describe('people', () => {
  it('came over thirteen months, more and more of them, and hardly at weekends', async () => {
    const came = (days: string): Promise<number> =>
      numberOf(
        `SELECT count(*)::int AS n FROM contacts WHERE workspace_id = $1 AND source = 'form' AND created_at ${days}`,
      );
    const early = await came(`< now() - interval '270 days'`);
    const late = await came(`>= now() - interval '120 days'`);
    expect(late).toBeGreaterThan(early * 1.5);
    const atWeekends = await came(`< now() AND extract(isodow FROM created_at) > 5`);
    expect(atWeekends * 4).toBeLessThan(await came('< now()'));
    expect(await came('> now()')).toBe(0);
  });

  it('have evidence of their consent from when they came', async () => {
    const without = await numberOf(
      `SELECT count(*)::int AS n FROM contacts c JOIN subscriptions s ON s.contact_id = c.id AND s.status = 'subscribed'
       WHERE c.workspace_id = $1 AND NOT EXISTS (SELECT FROM consent_records r WHERE r.contact_id = c.id AND r.topic_id = s.topic_id
         AND r.action IN ('subscribed', 'confirmed') AND r.occurred_at <= s.changed_at + interval '1 second')`,
    );
    expect(without).toBe(0);
  });

  it('can be mailed as before: the past takes nobody away and brings nobody back', async () => {
    const regulars = (await items('segments?limit=50')).find(({ name }) => name.startsWith('Regulars'));
    const { mailableCount } = await get<{ mailableCount: number }>(`segments/${regulars?.id}/count`, 'POST');
    expect(mailableCount).toBe(expectedAudience(readExpected()));
  });
});

describe('forms, the sequence and orders', () => {
  it('have funnels in which every step is a part of the one before', async () => {
    for (const { id, name } of await items('forms?limit=10')) {
      const funnel = await get<
        Record<'views' | 'starts' | 'submissions' | 'confirmed' | 'downloaded', number>
      >(`forms/${id}/funnel`);
      expect(funnel.views).toBeGreaterThan(funnel.starts);
      expect(funnel.starts).toBeGreaterThan(funnel.submissions);
      expect(funnel.submissions).toBeGreaterThanOrEqual(funnel.confirmed);
      expect(funnel.confirmed).toBeGreaterThan(40);
      if (name === 'Good coffee at work') within(funnel.downloaded / funnel.confirmed, 0.7, 0.98);
    }
  });

  it('have people at the waits of the sequence, who wait for a time to come', async () => {
    const sequence = (await items('sequences?limit=10'))[0];
    expect(sequence?.status).toBe('active');
    const { steps: counts } = await get<{
      steps: { step: string; waiting: number; sent: number; opened: number }[];
    }>(`sequences/${sequence?.id}/counts`);
    const inside = counts.filter(({ waiting }) => waiting > 0);
    expect(inside.map(({ step }) => step)).toEqual(expect.arrayContaining(['attends', 'watches']));
    within(
      inside.reduce((sum, { waiting }) => sum + waiting, 0),
      12,
      90,
    );
    const invitation = counts.find(({ step }) => step === 'invitation');
    within((invitation?.opened ?? 0) / (invitation?.sent ?? 0), 0.25, 0.75);
    const overdue = 'SELECT id FROM enrollments WHERE workspace_id = $1 AND due_at <= $2';
    expect(await api.db.query(overdue, [workspaceId, now])).toEqual([]);
  });

  it('have revenue, and groups of customers', async () => {
    const groups = await api.db.query<{ group: string }>(
      'SELECT rfm_group AS "group" FROM computed_values WHERE workspace_id = $1 GROUP BY 1 HAVING count(*) > 10',
      [workspaceId],
    );
    expect(groups.map(({ group }) => group)).toEqual(
      expect.arrayContaining(['champions', 'loyal', 'at-risk', 'lost']),
    );
    within(
      await numberOf('SELECT sum(total)::float8 AS n FROM orders WHERE workspace_id = $1'),
      50_000,
      200_000,
    );
  });
});

it('leaves nothing to send: no open message, no open batch, no mail of a form', async () => {
  const open = `SELECT (SELECT count(*) FROM messages WHERE workspace_id = $1 AND is_open)
    + (SELECT count(*) FROM delivery_batches WHERE workspace_id = $1 AND status = 'open')
    + (SELECT count(*) FROM deliveries WHERE workspace_id = $1 AND status NOT IN ('accepted', 'refused'))
    + (SELECT count(*) FROM form_mails WHERE workspace_id = $1)
    + (SELECT count(*) FROM sequence_signals WHERE workspace_id = $1)
    + (SELECT count(*) FROM webhook_calls WHERE workspace_id = $1) AS n`;
  expect(await numberOf(open)).toBe(0);
  const next = await api.db.queryOne<{ at: Date }>(
    `SELECT min(scheduled_at) AS at FROM campaigns WHERE workspace_id = $1 AND status = 'scheduled'`,
    [workspaceId],
  );
  expect((next?.at.getTime() ?? 0) - Date.now()).toBeGreaterThan(DAY_MS);
});

it('knows addresses under domains for examples alone', async () => {
  const real = await numberOf(
    `SELECT count(*)::int AS n FROM (SELECT email FROM contacts WHERE workspace_id = $1
       UNION ALL SELECT email FROM form_submissions WHERE workspace_id = $1 UNION ALL SELECT email FROM deliveries WHERE workspace_id = $1) all_of_them
     WHERE email !~ '[@.]example\\.(com|net|org)$'`,
  );
  expect(real).toBe(0);
});

function within(value: number, least: number, most: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}
