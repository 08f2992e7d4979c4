import { DateTime } from 'luxon';
import { Client } from 'pg';
import type { Scope } from '@features/accounts';
import { sweepCampaignsJob } from '@features/campaigns';
import { JobQueue } from '@platform/queue';
import type { TestWorkspace } from './support/api';
import {
  draftCampaign,
  readyToSend,
  startProduct,
  untilCampaign,
  type CampaignSetting,
  type TestProduct,
} from './support/product';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink';
import { until } from './support/until';
import { startWorkerProcess } from './support/worker-process';

let product: TestProduct;
let sink: SmtpSink;
let mine: TestWorkspace;
let setting: CampaignSetting;

beforeAll(async () => {
  sink = await startSmtpSink();
  product = await startProduct({ smtpUrl: sink.url, worker: false });
});

afterAll(async () => {
  try {
    await product.close();
  } finally {
    await sink.stop();
  }
});

beforeEach(async () => {
  mine = await product.api.aWorkspace();
  setting = await readyToSend(mine);
});

/** Subscribed contacts, set-wise. */
async function fill(n: number, zone: string | null = null): Promise<void> {
  await product.api.db.execute(
    `WITH person AS (
       INSERT INTO contacts (workspace_id, email, email_key, address_hash, time_zone)
       SELECT $1, address, address, sha256(address::bytea), $4::text
       FROM (SELECT i || '-' || coalesce(replace($4, '/', '-'), 'c') || '@r.example' AS address FROM generate_series(1, $3::integer) AS i) a
       RETURNING id
     )
     INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
     SELECT $1, id, $2, 'subscribed', 'test' FROM person`,
    [mine.workspace.id, setting.topicId, n, zone],
  );
}

const chunksLeft = async (): Promise<number> =>
  (await product.api.db.query('SELECT FROM audience_chunks')).length;

it('mails the first while the rest is written, and another worker writes on where one was killed', async () => {
  const people = 45_000;
  await fill(people);
  const id = await draftCampaign(mine, setting);
  const report = async () => (await mine.http.get(`/api/v1/campaigns/${id}/report`).expect(200)).body;
  const first = await startWorkerProcess(product.env);
  await mine.http.post(`/api/v1/campaigns/${id}/send`).expect(200);
  await untilCampaign(mine, id, 'sending');
  // Nobody takes a chunk that somebody has locked: the worker gets no further than this.
  const lock = new Client({ connectionString: product.env['DATABASE_URL'] });
  await lock.connect();
  await lock.query('BEGIN');
  const { rowCount } = await lock.query(
    'SELECT FROM audience_chunks ORDER BY first_seq DESC LIMIT 3 FOR UPDATE',
  );
  expect(rowCount).toBeGreaterThan(0);
  await until('the worker has written the others', async () => (await chunksLeft()) === rowCount);
  await until('mail is out', async () => sink.received.length > 0);
  const { body: meanwhile } = await mine.http.get(`/api/v1/campaigns/${id}`).expect(200);
  expect(meanwhile).toMatchObject({ status: 'sending', audienceCount: people });
  expect(meanwhile.unwrittenCount).toBeGreaterThan(0);
  expect(await report()).toMatchObject({ audience: people, reconciles: true });
  await first.kill();
  await lock.query('ROLLBACK');
  await lock.end();
  await mine.http.post(`/api/v1/campaigns/${id}/pause`).expect(200);

  const second = await startWorkerProcess(product.env);
  await product.api.app.get(JobQueue, { strict: false }).enqueue(sweepCampaignsJob, {});
  await until('everybody is written', async () => (await chunksLeft()) === 0);
  const ledger = await product.api.db.queryOne(
    `SELECT count(*) AS rows, count(DISTINCT contact_id) AS people, count(DISTINCT seq) AS numbers, max(seq) AS last
     FROM deliveries WHERE campaign_id = $1`,
    [id],
  );
  expect(ledger).toEqual({ rows: people, people, numbers: people, last: people });
  expect(await report()).toMatchObject({ audience: people, reconciles: true });
  await mine.http.post(`/api/v1/campaigns/${id}/cancel`).expect(200);
  expect(new Set(sink.received).size).toBe(sink.received.length);
  await second.kill();
});

describe('a local time', () => {
  const inHours = (hours: number): string => DateTime.utc().plus({ hours }).toFormat("yyyy-MM-dd'T'HH:mm");
  const post = (id: string, action: string, body: object) =>
    mine.http.post(`/api/v1/campaigns/${id}/${action}`).send(body);

  it('is promised, shown and moved over the API', async () => {
    await fill(2, 'Asia/Kathmandu');
    await fill(3, 'Pacific/Pago_Pago');
    await fill(1);
    const id = await draftCampaign(mine, setting);
    const localTime = inHours(3);
    const asked = await mine.http.get(`/api/v1/campaigns/${id}/local-times`).query({ localTime }).expect(200);
    const { body: scheduled } = await post(id, 'schedule', { localTime }).expect(200);
    expect(scheduled).toMatchObject({ status: 'scheduled', scheduleKind: 'local-time', localTime });
    expect(scheduled.localTimes).toEqual(asked.body);
    expect(asked.body).toMatchObject({ localTime, contacts: 6, unknownContacts: 1, passedContacts: 2 });
    expect(asked.body.zones).toMatchObject([
      { zone: 'Asia/Kathmandu', contacts: 2, unknown: 0, hasPassed: true },
      { zone: 'UTC', contacts: 1, unknown: 1, hasPassed: false },
      { zone: 'Pacific/Pago_Pago', contacts: 3, unknown: 0, hasPassed: false },
    ]);
    const at = new Date(Date.now() + 3600_000).toISOString();
    const { body: moved } = await post(id, 'schedule', { at }).expect(200);
    expect(moved).toMatchObject({ scheduleKind: 'at', localTime: null, scheduledAt: at, localTimes: null });
    const { body: draft } = await post(id, 'unschedule', {}).expect(200);
    expect(draft).toMatchObject({ scheduleKind: null, localTime: null, scheduledAt: null });
  });

  it('sends at once where it is over, and waits for the others', async () => {
    await fill(2, 'Asia/Kathmandu');
    await fill(3, 'Pacific/Pago_Pago');
    const id = await draftCampaign(mine, setting);
    const localTime = inHours(3);
    const worker = await product.startWorker();
    sink.received.length = 0;
    await post(id, 'schedule', { localTime }).expect(200);
    await until('Kathmandu has it', async () => sink.received.length === 2);
    expect(sink.received.every((to) => to.endsWith('Kathmandu@r.example'))).toBe(true);
    const { body } = await mine.http.get(`/api/v1/campaigns/${id}`).expect(200);
    expect(body).toMatchObject({ status: 'sending', audienceCount: 5, unknownZoneCount: 0 });
    // The day goes by.
    await product.api.db.execute('UPDATE delivery_batches SET due_at = now() WHERE campaign_id = $1', [id]);
    await product.api.app.get(JobQueue, { strict: false }).enqueue(sweepCampaignsJob, {});
    await untilCampaign(mine, id, 'sent');
    expect(sink.received).toHaveLength(5);
    const kept = await mine.http.get(`/api/v1/campaigns/${id}/local-times`).expect(200);
    expect(kept.body).toMatchObject({ contacts: 5, passedContacts: 2 });
    await worker.stop();
  });

  it('is refused with the field, the reason and the remedy', async () => {
    await fill(1, 'Asia/Kathmandu');
    const id = await draftCampaign(mine, setting);
    const refusal = async (body: object): Promise<[string, string]> => {
      const answer = await post(id, 'schedule', body).expect(400);
      return [answer.body.errors[0].pointer, answer.body.errors[0].code];
    };
    expect(await refusal({ localTime: inHours(0) })).toEqual(['/localTime', 'campaign.time-in-past']);
    expect(await refusal({ localTime: '2030-01-01T09:00Z' })).toEqual([
      '/localTime',
      'campaign.invalid-local-time',
    ]);
    const both = { at: new Date(Date.now() + 60_000).toISOString(), localTime: inHours(24) };
    expect(await refusal(both)).toEqual(['/at', 'campaign.invalid-schedule']);
    expect(await refusal({})).toEqual(['/at', 'campaign.invalid-schedule']);
    await mine.http.get(`/api/v1/campaigns/${id}/local-times`).expect(400);
  });

  it('tells nobody else who is where', async () => {
    await fill(1, 'Asia/Kathmandu');
    const id = await draftCampaign(mine, setting);
    const localTimes = `/api/v1/campaigns/${id}/local-times?localTime=${inHours(24)}`;
    const other = await product.api.aWorkspace();
    await other.http.get(localTimes).expect(404);
    const withScopes = async (...scopes: Scope[]) =>
      product.api.withKey(await product.api.anApiKey(mine.workspace.id, scopes));
    const noConsent = await withScopes('campaigns:read', 'segments:read', 'contacts:read');
    await noConsent.get(localTimes).expect(403);
    const sender = await withScopes('campaigns:send', 'contacts:read');
    const { body } = await sender
      .post(`/api/v1/campaigns/${id}/schedule`)
      .send({ localTime: inHours(24) })
      .expect(200);
    expect(body).toMatchObject({ status: 'scheduled', localTimes: null });
  });
});
