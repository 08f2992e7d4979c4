/**
 * `npm run bench:waiting -- --json`: what 1 000 000 contacts cost who wait in a sequence, against 1 000. A worker as built runs for a minute beside
 * each; counted are its statements, the blocks they look at, and its CPU time. Then 1 000 of the many fall due: what is read to find them, and what
 * an event costs that no sequence listens to.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fillWorkspace, type BenchWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { openStage, type Stage } from './stage';
import { startBenchWorker, stopped } from './worker';

const FEW = 1_000;
const MEASURED_MS = 60_000;
/** What starts once, and what is planned anew in the first seconds, belongs to no minute. */
const SETTLE_MS = 15_000;
const GOAL_TIMES = 1.2;
const EVENTS_PER_STATEMENT = 1_000;
const EVENT_ROUNDS = 9;
/** Clock ticks in a second, in /proc (Linux). */
const TICKS = 100;

/** Of one minute. */
interface Minute {
  statements: number;
  blocks: number;
  databaseMs: number;
  workerCpuMs: number;
}

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage({ statements: true });
  try {
    progress(`filling ${options.n} contacts`);
    const workspace = await fillWorkspace(stage.sql, options.n);
    const sequenceId = await publish(stage, workspace);
    await enroll(stage, workspace, { sequenceId, from: 0, to: FEW });
    const few = await minuteOf(stage);
    await enroll(stage, workspace, { sequenceId, from: FEW, to: options.n });
    const many = await minuteOf(stage);
    const due = await fallDue(stage, sequenceId);
    const events = await eventInserts(stage, workspace);
    const times = Math.max(many.statements / few.statements, many.blocks / few.blocks);
    report(options, {
      name: 'waiting',
      n: options.n,
      seconds: MEASURED_MS / 1000,
      perSecond: many.statements / (MEASURED_MS / 1000),
      reference: { name: `${FEW} waiting`, perSecond: few.statements / (MEASURED_MS / 1000) },
      ratio: 1 / times,
      times,
      few,
      many,
      due,
      ...events,
      goal: `statements and blocks of a minute at most ${GOAL_TIMES} x those with ${FEW} waiting; no scan of all who wait`,
      met: times <= GOAL_TIMES && due.fullScans === 0 && due.rowsRead <= 4 * FEW,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  } finally {
    await stage.stop();
  }
}

/** A wait of a year, then nothing; an event is the goal, so that the triggers have somebody to listen for. */
async function publish({ sql }: Stage, { workspaceId, topicId }: BenchWorkspace): Promise<string> {
  const id = randomUUID();
  const graph = {
    v: 1,
    triggers: [{ event: 'bench.began', where: null }],
    filter: null,
    reentry: { rule: 'once' },
    goal: { event: 'bench.bought', where: null },
    exits: [],
    topicId,
    senderId: null,
    window: null,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'wait',
    steps: { wait: { kind: 'wait', name: null, for: { n: 12, unit: 'month' }, at: null, next: null } },
  };
  await sql.query(
    'INSERT INTO sequences (id, workspace_id, name, name_key, draft) VALUES ($1, $2, $3, $3, $4)',
    [id, workspaceId, 'bench', JSON.stringify(graph)],
  );
  await sql.query(
    `INSERT INTO sequence_versions (workspace_id, sequence_id, number, graph, published_by) VALUES ($1, $2, 1, $3, 'bench')`,
    [workspaceId, id, JSON.stringify(graph)],
  );
  await sql.query(`UPDATE sequences SET status = 'active', published_version = 1 WHERE id = $1`, [id]);
  await sql.query(
    `INSERT INTO sequence_listeners (workspace_id, sequence_id, event_name, starts)
     VALUES ($1, $2, 'bench.began', true), ($1, $2, 'bench.bought', false)`,
    [workspaceId, id],
  );
  return id;
}

/** They entered over the last month, and go on over the eleven to come. */
async function enroll(
  { sql }: Stage,
  { workspaceId }: BenchWorkspace,
  { sequenceId, from, to }: { sequenceId: string; from: number; to: number },
): Promise<void> {
  progress(`${to} wait`);
  await sql.query(
    `INSERT INTO enrollments (workspace_id, sequence_id, version, contact_id, entry, step, is_waiting, step_entered_at, due_at, entered_at, since, trigger)
     SELECT $1, $2, 1, c.id, 1, 'wait', true, c.at, c.at + interval '1 year', c.at, c.at, '{}'
     FROM (SELECT id, now() - random() * interval '30 days' AS at FROM contacts WHERE workspace_id = $1
       ORDER BY id OFFSET $3 LIMIT $4) c`,
    [workspaceId, sequenceId, from, to - from],
  );
  await sql.query('VACUUM ANALYZE enrollments');
  await sql.query('CHECKPOINT');
}

/** What a worker does in a minute. */
async function minuteOf(stage: Stage): Promise<Minute> {
  const worker = await startBenchWorker(stage, { smtpUrl: 'smtp://127.0.0.1:1', connections: 1 });
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await stage.sql.query('SELECT pg_stat_statements_reset()');
    const cpuMs = cpuOf(worker.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
    const workerCpuMs = cpuOf(worker.pid ?? 0) - cpuMs;
    const { rows } = await stage.sql.query<Omit<Minute, 'workerCpuMs'>>(
      `SELECT sum(calls)::int AS statements, sum(shared_blks_hit + shared_blks_read)::int AS blocks,
         sum(total_exec_time + total_plan_time)::float AS "databaseMs"
       FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'`,
    );
    return { statements: 0, blocks: 0, databaseMs: 0, ...rows[0], workerCpuMs };
  } finally {
    await stopped(worker);
  }
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** Some of the many fall due; what the worker reads of the table while it moves them on. */
async function fallDue(
  stage: Stage,
  sequenceId: string,
): Promise<{ rowsRead: number; fullScans: number; seconds: number }> {
  const { sql } = stage;
  progress(`${FEW} fall due`);
  await sql.query(
    `UPDATE enrollments SET step_entered_at = now() - interval '13 months', due_at = now()
     WHERE id IN (SELECT id FROM enrollments WHERE sequence_id = $1 ORDER BY id LIMIT $2)`,
    [sequenceId, FEW],
  );
  await sql.query('VACUUM ANALYZE enrollments');
  await sql.query('SELECT pg_stat_reset()');
  const worker = await startBenchWorker(stage, { smtpUrl: 'smtp://127.0.0.1:1', connections: 1 });
  const started = performance.now();
  // By their end: asking who is still in would be a scan of its own.
  while ((await ended(stage)) < FEW) await new Promise((resolve) => setTimeout(resolve, 250));
  const seconds = (performance.now() - started) / 1000;
  await stopped(worker);
  const { rows } = await sql.query<{ rowsRead: number; fullScans: number }>(
    `SELECT (SELECT idx_tup_read::int FROM pg_stat_user_indexes WHERE indexrelname = 'ix_enrollments_due') AS "rowsRead",
       (SELECT seq_scan::int FROM pg_stat_user_tables WHERE relname = 'enrollments') AS "fullScans"`,
  );
  return { rowsRead: 0, fullScans: 0, ...rows[0], seconds };
}

async function ended({ sql }: Stage): Promise<number> {
  const { rows } = await sql.query<{ n: number }>('SELECT count(*)::int AS n FROM enrollment_steps');
  return rows[0]?.n ?? 0;
}

/** Microseconds per event that nobody listens to, with our trigger and without; the ways take turns, and the median counts. */
async function eventInserts(
  { sql }: Stage,
  { workspaceId }: BenchWorkspace,
): Promise<{ eventUs: number; eventWithoutTriggerUs: number }> {
  const taken = { ENABLE: [] as number[], DISABLE: [] as number[] };
  for (let round = 0; round < EVENT_ROUNDS; round += 1)
    for (const way of ['ENABLE', 'DISABLE'] as const) {
      await sql.query(`ALTER TABLE contact_events ${way} TRIGGER tr_contact_events_signal_insert`);
      const started = performance.now();
      for (let statement = 0; statement < 5; statement += 1)
        await sql.query(
          `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
           SELECT $1, id, 'page.viewed', '{"path": "/pricing", "seconds": 12}', now() FROM contacts WHERE workspace_id = $1 LIMIT $2`,
          [workspaceId, EVENTS_PER_STATEMENT],
        );
      taken[way].push(((performance.now() - started) * 1000) / (5 * EVENTS_PER_STATEMENT));
    }
  return { eventUs: median(taken.ENABLE), eventWithoutTriggerUs: median(taken.DISABLE) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
