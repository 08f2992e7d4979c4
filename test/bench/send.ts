/**
 * `npm run bench:send -- --json`: a campaign to 20 000 contacts, from "send" to the last outcome row, through the real worker
 * process into postfix' smtp-sink; beside it smtp-source with the same size and connections, and plain nodemailer. The
 * campaign is sent twice: `cold` tells of the first, by a process that was started a moment ago; all else of the second.
 */
import { systemActor } from '@features/accounts';
import { resolveCampaignJob } from '@features/campaigns';
import { SendingDomainsService } from '@features/senders';
import { RenderPool, type CompiledMessage } from '@platform/mail';
import { JobQueue, QueueConnection } from '@platform/queue';
import { fillWorkspace } from './audience';
import { benchMjml } from './newsletter';
import { benchOptions, type BenchOptions } from './options';
import { measureNodemailer } from './plain-nodemailer';
import { progress, report } from './report';
import { hasPostfix, measureSource, startSink, type Sink } from './smtp-reference';
import { openServices } from './services';
import { openStage, type Stage } from './stage';
import { tellStatements } from './statements';
import { BENCH_SECRET, peakRss, startBenchWorker, stopped, untilSent } from './worker';

const GOAL_RATIO = { plain: 0.5, signed: 0.35 };
const GOAL_TIMES_NODEMAILER = 8;

async function main(): Promise<void> {
  const options = benchOptions({ n: 20_000, connections: 10 });
  if (!hasPostfix()) throw new Error('smtp-sink and smtp-source are missing: install the postfix package.');
  const stage = await openStage(options);
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
  const [first, second] = await prepareCampaigns(stage, options.n);
  if (options.dkim) await signBenchDomain(stage);
  const worker = await startBenchWorker(stage, { smtpUrl: sink.url, ...options });
  const queue = new JobQueue(new QueueConnection({ databaseUrl: stage.url }));
  const send = async (campaignId: string): Promise<number> => {
    const started = Date.now();
    await stage.sql.query(
      `UPDATE campaigns SET status = 'scheduled', scheduled_at = now(), schedule_number = 1 WHERE id = $1`,
      [campaignId],
    );
    await queue.enqueue(resolveCampaignJob, { campaignId, scheduleNumber: 1 });
    const finishedAt = await untilSent(stage, campaignId);
    await assertAllAccepted(stage, campaignId, options.n);
    return (finishedAt.getTime() - started) / 1000;
  };
  try {
    progress('sending');
    const cold = await send(first);
    const seconds = await send(second);
    const peakRssMb = peakRss(worker);
    if (options.statements) await tellStatements(stage);
    await stopped(worker);
    progress('measuring references');
    const bytes = await messageSize(stage);
    const source = measureSource(sink, { messages: options.n, bytes, connections: options.connections });
    const plain = await measureNodemailer(sink, { connections: options.connections, messages: 1500 });
    const perSecond = options.n / seconds;
    const timesNodemailer = perSecond / plain;
    const ratio = perSecond / source;
    const goalRatio = options.dkim ? GOAL_RATIO.signed : GOAL_RATIO.plain;
    report(options, {
      name: options.dkim ? 'send --dkim' : 'send',
      n: options.n,
      seconds,
      perSecond,
      reference: { name: 'smtp-source', perSecond: source },
      ratio,
      cold: { seconds: cold, perSecond: options.n / cold, ratio: options.n / cold / source },
      goal: `ratio >= ${goalRatio} and >= ${GOAL_TIMES_NODEMAILER} x nodemailer sendMail`,
      met: ratio >= goalRatio && timesNodemailer >= GOAL_TIMES_NODEMAILER,
      peakRssMb,
      messageBytes: bytes,
      nodemailer: { perSecond: plain, times: timesNodemailer },
    });
  } finally {
    await queue.close();
    worker.kill('SIGKILL');
  }
}

async function prepareCampaigns({ sql }: Stage, n: number): Promise<[string, string]> {
  const { workspaceId, topicId, senderId } = await fillWorkspace(sql, n);
  const template = await sql.query<{ id: string }>(
    `INSERT INTO templates (workspace_id, name, subject, mjml)
     VALUES ($1, 'Bench', 'Fourteen stories for {{default contact.firstName "you"}}', $2) RETURNING id`,
    [workspaceId, benchMjml()],
  );
  const tree = { v: 1, match: 'all', rules: [{ field: 'attributes.plan', op: 'isSet' }] };
  const campaigns = await sql.query<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, topic_id, sender_id, template_id, audience)
     SELECT $1, name, $2, $3, $4, $5 FROM (VALUES ('First'), ('Second')) AS c (name) RETURNING id`,
    [
      workspaceId,
      topicId,
      senderId,
      template.rows[0]?.id,
      JSON.stringify({ include: [{ tree }], exclude: [] }),
    ],
  );
  const [first, second] = campaigns.rows as [{ id: string }, { id: string }];
  return [first.id, second.id];
}

/** Both keys of the sender's domain, as if they had been found in DNS. */
async function signBenchDomain(stage: Stage): Promise<void> {
  const services = await openServices(stage.url, stage.folder, BENCH_SECRET);
  const { rows } = await stage.sql.query<{ id: string }>('SELECT id FROM workspaces');
  const workspaceId = (rows[0] as { id: string }).id;
  await services.get(SendingDomainsService).create(systemActor(workspaceId, 'bench'), 'bench.example.com');
  await services.close();
  await stage.sql.query('UPDATE sending_domain_keys SET is_published = true');
  await stage.sql.query(
    `UPDATE sending_domains SET status = 'verified', checked_at = now(), verified_at = now(), next_check_at = now() + interval '1 day'`,
  );
}

async function assertAllAccepted({ sql }: Stage, campaignId: string, n: number): Promise<void> {
  const { rows } = await sql.query<{ count: string }>(
    `SELECT count(*) FROM deliveries WHERE campaign_id = $1 AND status = 'accepted'`,
    [campaignId],
  );
  if (Number(rows[0]?.count) !== n) throw new Error(`${rows[0]?.count} of ${n} deliveries were accepted.`);
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

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
