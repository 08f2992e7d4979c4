/**
 * `npm run bench:resolve -- --json`: a three-rule segment over 1 000 000 contacts to the committed ledger, against a plain
 * INSERT … SELECT of the same rows into a table of the same shape; and how long the first mail takes, from "send" to a mail
 * server, through a worker process of its own.
 */
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import { ExpandAudience, ResolveCampaign, resolveCampaignJob } from '@features/campaigns';
import { JobQueue, QueueConnection } from '@platform/queue';
import { startSmtpSink } from '../support/smtp-sink';
import { until } from '../support/until';
import { BUILT_WORKER, startWorkerProcess } from '../support/worker-process';
import { fillWorkspace, type BenchWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { openStage, type Stage } from './stage';
import { openServices } from './services';

const GOAL_TIMES = 1.5;
const GOAL_FIRST_MAIL_SECONDS = 3;

const tree = {
  v: 1,
  match: 'all',
  rules: [
    { field: 'attributes.plan', op: 'isAnyOf', value: ['pro', 'team'] },
    { field: 'attributes.score', op: 'gte', value: 50 },
    { field: 'country', op: 'isNot', value: 'PL' },
  ],
};

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage();
  try {
    progress(`filling ${options.n} contacts`);
    const campaignId = await insertCampaign(stage, await fillWorkspace(stage.sql, options.n));
    const copy = await copyDatabase(stage);
    const { rows, snapshotSeconds, seconds } = await resolve(stage, campaignId);
    progress(`resolved ${rows} deliveries; measuring the reference`);
    const reference = await plainInsert(stage, campaignId);
    const times = seconds / reference;
    progress(`${times.toFixed(2)} times as long; measuring the first mail`);
    const { firstMailSeconds, writtenSeconds } = await firstMail(copy, campaignId);
    report(options, {
      name: 'resolve',
      n: options.n,
      deliveries: rows,
      seconds,
      snapshotSeconds,
      perSecond: rows / seconds,
      reference: { name: 'INSERT ... SELECT of the same rows', perSecond: rows / reference },
      ratio: 1 / times,
      times,
      firstMailSeconds,
      writtenSeconds,
      goal: `at most ${GOAL_TIMES} x the plain insert, and the first mail within ${GOAL_FIRST_MAIL_SECONDS} seconds`,
      met: times <= GOAL_TIMES && firstMailSeconds <= GOAL_FIRST_MAIL_SECONDS,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  } finally {
    await stage.stop();
  }
}

async function insertCampaign({ sql }: Stage, workspace: BenchWorkspace): Promise<string> {
  const { workspaceId, topicId, senderId } = workspace;
  const template = await sql.query<{ id: string }>(
    `INSERT INTO templates (workspace_id, name, subject, mjml)
     VALUES ($1, 'Bench', 'Hello', '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>')
     RETURNING id`,
    [workspaceId],
  );
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, topic_id, sender_id, template_id, audience, scheduled_at, schedule_number)
     VALUES ($1, 'Bench', 'scheduled', $2, $3, $4, $5, now(), 1) RETURNING id`,
    [
      workspaceId,
      topicId,
      senderId,
      template.rows[0]?.id,
      JSON.stringify({ include: [{ tree }], exclude: [] }),
    ],
  );
  return (rows[0] as { id: string }).id;
}

/** The same again for the second half, so that both begin with an empty ledger and an empty queue. Returns its URL. */
async function copyDatabase({ sql, url }: Stage): Promise<string> {
  const copy = new URL(url);
  await sql.query(`CREATE DATABASE first_mail TEMPLATE ${copy.pathname.slice(1)} STRATEGY FILE_COPY`);
  copy.pathname = '/first_mail';
  return copy.href;
}

/** The worker's own services, both ends of the audience as in a worker. No mail goes out, which would be timed too. */
async function resolve(
  stage: Stage,
  campaignId: string,
): Promise<{ rows: number; snapshotSeconds: number; seconds: number }> {
  const services: INestApplicationContext = await openServices(stage.url, stage.folder);
  await stage.sql.query('CHECKPOINT');
  progress('resolving');
  const started = performance.now();
  const campaign = await services.get(ResolveCampaign).resolve(campaignId, 1);
  const snapshotSeconds = (performance.now() - started) / 1000;
  if (campaign?.status !== 'sending')
    throw new Error(`Resolve ended as ${campaign?.status}: ${campaign?.reason}`);
  const expansion = services.get(ExpandAudience);
  await Promise.all([expansion.expand(campaignId, 'first'), expansion.expand(campaignId, 'last')]);
  const seconds = (performance.now() - started) / 1000;
  await services.close();
  return { rows: campaign.audienceCount ?? 0, snapshotSeconds, seconds };
}

/** Seconds to copy the ledger's rows into a twin of the table, indices and all. */
async function plainInsert({ sql }: Stage, campaignId: string): Promise<number> {
  await sql.query('CREATE TABLE ledger_twin (LIKE deliveries INCLUDING ALL)');
  await sql.query('CHECKPOINT');
  const started = performance.now();
  await sql.query('INSERT INTO ledger_twin SELECT * FROM deliveries WHERE campaign_id = $1', [campaignId]);
  return (performance.now() - started) / 1000;
}

/** From the job that "send" enqueues to the first message a mail server took, and to the last delivery written meanwhile. */
async function firstMail(
  url: string,
  campaignId: string,
): Promise<{ firstMailSeconds: number; writtenSeconds: number }> {
  const sink = await startSmtpSink();
  const queue = new JobQueue(new QueueConnection({ databaseUrl: url }));
  const sql = new Client({ connectionString: url });
  try {
    await sql.connect();
    const env = { DATABASE_URL: url, SMTP_URL: sink.url, APP_URL: 'https://mail.bench.example.com' };
    const worker = await startWorkerProcess(env, BUILT_WORKER);
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1000;
    await queue.enqueue(resolveCampaignJob, { campaignId, scheduleNumber: 1 });
    await until('the first mail is out', async () => sink.received.length > 0, 120_000);
    const firstMailSeconds = seconds();
    const unwritten = async (): Promise<number | null> =>
      (await sql.query('SELECT FROM audience_chunks')).rowCount;
    await until('the ledger is written', async () => (await unwritten()) === 0, 300_000);
    const writtenSeconds = seconds();
    await worker.kill();
    return { firstMailSeconds, writtenSeconds };
  } finally {
    await queue.close();
    await sql.end();
    await sink.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
