/**
 * `npm run bench:send -- --json`: one campaign to 20 000 contacts, from "send" to the last outcome row, through the
 * real worker process into postfix' smtp-sink; beside it smtp-source with the same size and connections, and plain
 * nodemailer.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { resolveCampaignJob } from '@features/campaigns';
import { RenderPool, type CompiledMessage } from '@platform/mail';
import { JobQueue, QueueConnection } from '@platform/queue';
import { fillWorkspace } from './audience';
import { freePort } from '@platform/processes';
import { benchMjml } from './newsletter';
import { benchOptions, type BenchOptions } from './options';
import { progress, report } from './report';
import { hasPostfix, measureSource, startSink, type Sink } from './smtp-reference';
import { openStage, type Stage } from './stage';

const ROOT = join(__dirname, '../..');
const GOAL_RATIO = 0.2;
const GOAL_TIMES_NODEMAILER = 3;

async function main(): Promise<void> {
  const options = benchOptions({ n: 20_000, connections: 10 });
  if (!hasPostfix()) throw new Error('smtp-sink and smtp-source are missing: install the postfix package.');
  const stage = await openStage();
  const sink = await startSink();
  try {
    await run(options, stage, sink);
  } finally {
    sink.stop();
    await stage.stop();
  }
}

async function run(options: BenchOptions, stage: Stage, sink: Sink): Promise<void> {
  progress(`filling ${options.n} contacts`);
  const campaignId = await prepareCampaign(stage, options.n);
  const worker = await startWorker(stage, sink, options);
  const queue = new JobQueue(new QueueConnection({ databaseUrl: stage.url }));
  try {
    progress('sending');
    const started = performance.now();
    await queue.enqueue(resolveCampaignJob, { campaignId, scheduleNumber: 1 });
    await untilSent(stage, campaignId);
    const seconds = (performance.now() - started) / 1000;
    const peakRssMb = peakRss(worker.pid as number);
    await assertAllAccepted(stage, campaignId, options.n);
    await stopped(worker);
    progress('measuring references');
    const bytes = await messageSize(stage);
    const source = measureSource(sink, { messages: options.n, bytes, connections: options.connections });
    const plain = await measureNodemailer(sink, stage, options.connections);
    const perSecond = options.n / seconds;
    const timesNodemailer = perSecond / plain;
    const ratio = perSecond / source;
    report(options, {
      name: 'send',
      n: options.n,
      seconds,
      perSecond,
      reference: { name: 'smtp-source', perSecond: source },
      ratio,
      goal: `ratio >= ${GOAL_RATIO} and >= ${GOAL_TIMES_NODEMAILER} x nodemailer sendMail`,
      met: ratio >= GOAL_RATIO && timesNodemailer >= GOAL_TIMES_NODEMAILER,
      peakRssMb,
      messageBytes: bytes,
      nodemailer: { perSecond: plain, times: timesNodemailer },
    });
  } finally {
    await queue.close();
    worker.kill('SIGKILL');
  }
}

async function prepareCampaign({ sql }: Stage, n: number): Promise<string> {
  const { workspaceId, topicId, senderId } = await fillWorkspace(sql, n);
  const template = await sql.query<{ id: string }>(
    `INSERT INTO templates (workspace_id, name, subject, mjml)
     VALUES ($1, 'Bench', 'Fourteen stories for {{default contact.firstName "you"}}', $2) RETURNING id`,
    [workspaceId, benchMjml()],
  );
  const tree = { v: 1, match: 'all', rules: [{ field: 'attributes.plan', op: 'isSet' }] };
  const campaign = await sql.query<{ id: string }>(
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
  return (campaign.rows[0] as { id: string }).id;
}

async function startWorker(stage: Stage, sink: Sink, options: BenchOptions): Promise<ChildProcess> {
  const port = await freePort();
  const profile = options.profile ? ['--cpu-prof', '--cpu-prof-dir', options.profile] : [];
  const worker = spawn(process.execPath, [...profile, join(ROOT, 'dist/apps/worker/src/main.js')], {
    cwd: stage.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: stage.url,
      SMTP_URL: sink.url,
      SMTP_CONNECTIONS: String(options.connections),
      APP_SECRET: 'a secret for benchmarks only, of 32 characters',
      APP_URL: 'https://mail.bench.example.com',
      WORKER_PORT: String(port),
      LOG_LEVEL: 'error',
      TIDINGS_DATA_DIR: stage.folder,
    },
  });
  for (let tries = 0; tries < 300; tries += 1) {
    const ok = await fetch(`http://127.0.0.1:${port}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return worker;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The worker did not start.');
}

async function untilSent({ sql }: Stage, campaignId: string): Promise<void> {
  for (;;) {
    const { rows } = await sql.query<{ status: string; reason: string | null }>(
      'SELECT status, reason FROM campaigns WHERE id = $1',
      [campaignId],
    );
    if (rows[0]?.status === 'sent') return;
    if (rows[0]?.status === 'failed') throw new Error(`The campaign failed: ${rows[0].reason}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function assertAllAccepted({ sql }: Stage, campaignId: string, n: number): Promise<void> {
  const { rows } = await sql.query<{ count: string }>(
    `SELECT count(*) FROM deliveries WHERE campaign_id = $1 AND status = 'accepted'`,
    [campaignId],
  );
  if (Number(rows[0]?.count) !== n) throw new Error(`${rows[0]?.count} of ${n} deliveries were accepted.`);
}

/** Peak resident memory of a process in MB (Linux). */
function peakRss(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}

async function stopped(worker: ChildProcess): Promise<void> {
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGTERM');
  await exit;
}

async function compiledMessage({ sql }: Stage): Promise<CompiledMessage> {
  const { rows } = await sql.query<{ compiled: CompiledMessage }>('SELECT compiled FROM template_versions');
  return (rows[0] as { compiled: CompiledMessage }).compiled;
}

const sampleContext = {
  contact: { firstName: 'Zoë', city: 'Lisbon', attributes: { plan: 'pro' } },
  workspace: { name: 'Bench', postalAddress: 'Bench Street 1, 1000 Lisbon' },
};

const samplePlan = (message: CompiledMessage) => ({
  message,
  from: { name: 'Bench', address: 'news@bench.example.com' },
  messageIdDomain: 'bench.example.com',
  publicBaseUrl: 'https://mail.bench.example.com',
});

async function messageSize(stage: Stage): Promise<number> {
  const pool = new RenderPool();
  const tokens = { click: 'x'.repeat(44), open: 'x'.repeat(44), unsubscribe: 'x'.repeat(87) };
  const [made] = await pool.assemble(samplePlan(await compiledMessage(stage)), [
    { to: { address: 'contact1@r.example.net' }, context: sampleContext, tokens },
  ]);
  await pool.close();
  if (!made?.ok) throw new Error('The sample message could not be made.');
  return made.size;
}

/** The usual way: a pooled nodemailer transport and `sendMail({ html, text })`, personalised beforehand. */
async function measureNodemailer(sink: Sink, stage: Stage, connections: number): Promise<number> {
  const pool = new RenderPool();
  const rendered = await pool.render(samplePlan(await compiledMessage(stage)), {
    to: { address: 'contact1@r.example.net' },
    context: sampleContext,
  });
  await pool.close();
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: sink.port,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
  });
  const messages = 1500;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: messages }, (_, index) =>
      transport.sendMail({
        from: 'news@bench.example.com',
        to: `contact${index}@r.example.net`,
        subject: rendered.subject,
        html: rendered.html,
        text: rendered.text,
      }),
    ),
  );
  transport.close();
  return messages / ((performance.now() - started) / 1000);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
