/**
 * `npm run bench:scale -- --json`: campaigns to a mail server that takes 50 ms for each message, with more and more connections
 * and workers, and at last with a limit that an operator set. The reference is what the connections could carry: each one
 * message per 50 ms.
 */
import { resolveCampaignJob } from '@features/campaigns';
import { JobQueue, QueueConnection } from '@platform/queue';
import { fillWorkspace, type BenchWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { startSlowSink, type SlowSink } from './slow-sink';
import { openStage, type Stage } from './stage';
import { peakRss, startBenchWorker, stopped, untilSent } from './worker';

const DELAY_MS = 50;
/** Long enough for the ends not to matter: the last batches of a campaign have fewer and fewer runs. */
const SECONDS_PER_STEP = 15;
const GOAL_RATIO = 0.75;
const LIMIT_PER_SECOND = 60;

interface Step {
  workers: number;
  connections: number;
  /** Messages per second that the operator allows; null without a limit. */
  limit: number | null;
}

interface Measured extends Step {
  perSecond: number;
  possible: number;
  ratio: number;
  mostConnections: number;
}

const STEPS: Step[] = [
  { workers: 1, connections: 5, limit: null },
  { workers: 1, connections: 10, limit: null },
  { workers: 1, connections: 20, limit: null },
  { workers: 2, connections: 20, limit: null },
  { workers: 2, connections: 40, limit: null },
  { workers: 2, connections: 40, limit: LIMIT_PER_SECOND },
];

interface Scene {
  stage: Stage;
  sink: SlowSink;
  workspace: BenchWorkspace;
  templateId: string;
}

let peakRssMb = 0;

async function main(): Promise<void> {
  const options = benchOptions({ n: 12_000 });
  const stage = await openStage();
  const sink = await startSlowSink(DELAY_MS);
  try {
    progress(`filling ${options.n} contacts`);
    const workspace = await fillWorkspace(stage.sql, options.n);
    const template = await stage.sql.query<{ id: string }>(
      `INSERT INTO templates (workspace_id, name, subject, mjml)
       VALUES ($1, 'Bench', 'Hello', '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>')
       RETURNING id`,
      [workspace.workspaceId],
    );
    const scene = { stage, sink, workspace, templateId: (template.rows[0] as { id: string }).id };
    const steps: Measured[] = [];
    for (const step of STEPS) steps.push(await measure(scene, step));
    const free = steps.filter(({ limit }) => limit === null);
    const worst = Math.min(...free.map(({ ratio }) => ratio));
    const limited = steps.find(({ limit }) => limit !== null);
    const keepsConnections = steps.every((step) => step.mostConnections <= step.connections);
    const keepsLimit = (limited?.perSecond ?? 0) <= LIMIT_PER_SECOND;
    report(options, {
      name: 'scale',
      n: options.n,
      seconds: SECONDS_PER_STEP * STEPS.length,
      perSecond: Math.max(...free.map(({ perSecond }) => perSecond)),
      reference: { name: 'what the connections could carry', perSecond: 40 / (DELAY_MS / 1000) },
      ratio: worst,
      goal: `each step >= ${GOAL_RATIO} of what its connections could carry, never more connections than allowed, and the limit kept`,
      met: worst >= GOAL_RATIO && keepsConnections && keepsLimit,
      peakRssMb,
      steps,
    });
  } finally {
    await sink.stop();
    await stage.stop();
  }
}

async function measure(scene: Scene, step: Step): Promise<Measured> {
  const { stage, sink, workspace } = scene;
  const possible = step.connections / (DELAY_MS / 1000);
  const expected = Math.min(possible, step.limit ?? Infinity);
  const messages = Math.round(expected * SECONDS_PER_STEP);
  // The limit stands on the server of the workspace: without one of its own it uses that of SMTP_URL.
  if (step.limit !== null) await insertLimitedServer(scene, step);
  sink.reset();
  const workers = [];
  for (let i = 0; i < step.workers; i += 1)
    workers.push(await startBenchWorker(stage, { smtpUrl: sink.url, connections: step.connections }));
  const queue = new JobQueue(new QueueConnection({ databaseUrl: stage.url }));
  try {
    await untilSettled(stage);
    const campaignId = await insertCampaign(scene, messages);
    await queue.enqueue(resolveCampaignJob, { campaignId, scheduleNumber: 1 });
    await untilSent(stage, campaignId);
    const perSecond = await rateOf(stage, campaignId);
    peakRssMb = Math.max(peakRssMb, ...workers.map(peakRss));
    const measured = {
      ...step,
      perSecond,
      possible,
      ratio: perSecond / expected,
      mostConnections: sink.mostConnections,
    };
    progress(
      `${step.workers} workers, ${step.connections} connections, limit ${step.limit ?? 'none'}: ${perSecond.toFixed(0)} of ${expected.toFixed(0)} per second`,
    );
    return measured;
  } finally {
    await queue.close();
    for (const worker of workers) await stopped(worker);
    await stage.sql.query('DELETE FROM smtp_servers WHERE workspace_id = $1', [workspace.workspaceId]);
  }
}

/** Until each worker knows how many connections are its own. */
async function untilSettled({ sql }: Stage): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await sql.query<{ settled: boolean }>(
      'SELECT bool_and(settled_seq >= (SELECT max(seq) FROM worker_processes)) AS settled FROM worker_processes',
    );
    if (rows[0]?.settled) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The workers did not share out the connections.');
}

/** From the first to the last answer: starting a worker and fixing an audience is measured elsewhere. */
async function rateOf({ sql }: Stage, campaignId: string): Promise<number> {
  const { rows } = await sql.query<{ rate: number }>(
    `SELECT count(*) / extract(epoch FROM max(finished_at) - min(handed_over_at)) AS rate
     FROM deliveries WHERE campaign_id = $1 AND status = 'accepted'`,
    [campaignId],
  );
  return Number(rows[0]?.rate);
}

async function insertLimitedServer({ stage, sink, workspace }: Scene, step: Step): Promise<void> {
  const { hostname, port } = new URL(sink.url);
  await stage.sql.query(
    `INSERT INTO smtp_servers (workspace_id, name, host, port, tls, connections, per_second)
     VALUES ($1, 'Limited', $2, $3, 'none', $4, $5)`,
    [workspace.workspaceId, hostname, port, step.connections, step.limit],
  );
}

async function insertCampaign({ stage, workspace, templateId }: Scene, messages: number): Promise<string> {
  const { workspaceId, topicId, senderId } = workspace;
  // A static segment of exactly so many: a rule would have to be tuned to the data.
  const segment = await stage.sql.query<{ id: string }>(
    `INSERT INTO segments (workspace_id, name, name_key, kind, tree)
     VALUES ($1, uuidv7(), uuidv7(), 'static', '{"v":1,"match":"all","rules":[]}') RETURNING id`,
    [workspaceId],
  );
  const segmentId = (segment.rows[0] as { id: string }).id;
  await stage.sql.query(
    `INSERT INTO segment_members (workspace_id, segment_id, contact_id)
     SELECT $1, $2, id FROM contacts WHERE workspace_id = $1 LIMIT $3`,
    [workspaceId, segmentId, messages],
  );
  const { rows } = await stage.sql.query<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, topic_id, sender_id, template_id, audience, scheduled_at, schedule_number)
     VALUES ($1, 'Bench', 'scheduled', $2, $3, $4, $5, now(), 1) RETURNING id`,
    [workspaceId, topicId, senderId, templateId, JSON.stringify({ include: [{ segmentId }], exclude: [] })],
  );
  return (rows[0] as { id: string }).id;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
