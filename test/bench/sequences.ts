/**
 * `npm run bench:sequences -- --json`: 100 000 due enrollments advanced one step by the worker's own engine, against one UPDATE of the same
 * rows in a table of the same shape. Beside it: what an event costs that nobody listens to, against the same insert without our trigger.
 */
import { randomUUID } from 'node:crypto';
import { RunSequences } from '@features/sequences';
import { fillWorkspace, type BenchWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { openServices } from './services';
import { openStage, type Stage } from './stage';

const GOAL_TIMES = 6;
const EVENTS_PER_STATEMENT = 1_000;
const EVENT_ROUNDS = 5;

interface Enrolled {
  workspaceId: string;
  sequenceId: string;
}

async function main(): Promise<void> {
  const options = benchOptions({ n: 100_000 });
  const stage = await openStage();
  try {
    progress(`filling ${options.n} contacts`);
    const workspace = await fillWorkspace(stage.sql, options.n);
    const events = await eventInserts(stage, workspace, Math.min(options.n, 50_000));
    const enrolled = await enrollAll(stage, workspace);
    const reference = await plainUpdate(stage, enrolled);
    progress('advancing');
    const seconds = await advance(stage, enrolled);
    const times = seconds / reference;
    report(options, {
      name: 'sequences',
      n: options.n,
      seconds,
      perSecond: options.n / seconds,
      reference: { name: 'UPDATE of the same rows', perSecond: options.n / reference },
      ratio: 1 / times,
      times,
      ...events,
      goal: `at most ${GOAL_TIMES} x the plain update`,
      met: times <= GOAL_TIMES,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  } finally {
    await stage.stop();
  }
}

/** Everybody stands in a wait that is just over; a wait of two days comes next. */
async function enrollAll({ sql }: Stage, { workspaceId, topicId }: BenchWorkspace): Promise<Enrolled> {
  const sequenceId = randomUUID();
  const wait = (next: string | null): object => ({
    kind: 'wait',
    name: null,
    for: { n: 2, unit: 'day' },
    at: null,
    next,
  });
  const graph = {
    v: 1,
    triggers: [{ event: 'bench.began', where: null }],
    filter: null,
    reentry: { rule: 'once' },
    goal: null,
    exits: [],
    topicId,
    senderId: null,
    window: null,
    onCap: 'defer',
    onQuietHours: 'defer',
    start: 'first',
    steps: { first: wait('second'), second: wait(null) },
  };
  await sql.query(
    'INSERT INTO sequences (id, workspace_id, name, name_key, draft) VALUES ($1, $2, $3, $3, $4)',
    [sequenceId, workspaceId, 'bench', JSON.stringify(graph)],
  );
  await sql.query(
    `INSERT INTO sequence_versions (workspace_id, sequence_id, number, graph, published_by) VALUES ($1, $2, 1, $3, 'bench')`,
    [workspaceId, sequenceId, JSON.stringify(graph)],
  );
  await sql.query(`UPDATE sequences SET status = 'active', published_version = 1 WHERE id = $1`, [
    sequenceId,
  ]);
  await sql.query(
    `INSERT INTO enrollments (workspace_id, sequence_id, version, contact_id, entry, step, is_waiting, step_entered_at, due_at, entered_at, since, trigger)
     SELECT workspace_id, $2, 1, id, 1, 'first', true, now() - interval '2 days', now(), now() - interval '2 days', now(), '{}'
     FROM contacts WHERE workspace_id = $1`,
    [workspaceId, sequenceId],
  );
  await sql.query('ANALYZE enrollments');
  return { workspaceId, sequenceId };
}

/** Seconds of one statement that writes what the engine writes, in a twin of the table with all its indices. */
async function plainUpdate({ sql }: Stage, { sequenceId }: Enrolled): Promise<number> {
  await sql.query('CREATE TABLE enrollments_twin (LIKE enrollments INCLUDING ALL)');
  await sql.query('ALTER TABLE enrollments_twin SET (fillfactor = 80)');
  await sql.query('INSERT INTO enrollments_twin SELECT * FROM enrollments');
  await sql.query('VACUUM ANALYZE enrollments_twin');
  await sql.query('CHECKPOINT');
  const started = performance.now();
  await sql.query(
    `UPDATE enrollments_twin SET step = 'second', step_entered_at = now(), due_at = now() + interval '2 days' WHERE sequence_id = $1`,
    [sequenceId],
  );
  return (performance.now() - started) / 1000;
}

/** Two engines, as a worker on two cores runs them. */
async function advance(stage: Stage, { workspaceId, sequenceId }: Enrolled): Promise<number> {
  const services = await openServices(stage.url, stage.folder);
  await stage.sql.query('VACUUM ANALYZE enrollments');
  await stage.sql.query('CHECKPOINT');
  const { signal } = new AbortController();
  const engine = services.get(RunSequences);
  const started = performance.now();
  while ((await left(stage, sequenceId)) > 0)
    await Promise.all([engine.run(workspaceId, signal), engine.run(workspaceId, signal)]);
  const seconds = (performance.now() - started) / 1000;
  await services.close();
  return seconds;
}

async function left({ sql }: Stage, sequenceId: string): Promise<number> {
  const { rows } = await sql.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM enrollments WHERE sequence_id = $1 AND status = 'active' AND due_at <= now()`,
    [sequenceId],
  );
  return rows[0]?.n ?? 0;
}

/**
 * Microseconds per event: without the trigger, with it where no sequence listens at all, and where sequences listen to other events. The
 * rounds take turns, so that a busy machine disturbs all alike; the median counts.
 */
async function eventInserts(
  stage: Stage,
  { workspaceId }: BenchWorkspace,
  count: number,
): Promise<Record<string, number>> {
  const { sql } = stage;
  const ways = {
    eventWithoutTriggerUs: [
      'ALTER TABLE contact_events DISABLE TRIGGER tr_contact_events_signal_insert',
      'SELECT 1',
    ],
    eventUnheardUs: ['ALTER TABLE contact_events ENABLE TRIGGER tr_contact_events_signal_insert', 'SELECT 1'],
    eventNotWantedUs: [
      'ALTER TABLE contact_events ENABLE TRIGGER tr_contact_events_signal_insert',
      `INSERT INTO sequence_listeners SELECT '${workspaceId}', 'other.' || i, s.id, true
       FROM generate_series(1, 20) AS i, sequences s`,
    ],
  };
  const sequence = randomUUID();
  await sql.query(
    `INSERT INTO sequences (id, workspace_id, name, name_key, draft) VALUES ($1, $2, 'ears', 'ears', '{}')`,
    [sequence, workspaceId],
  );
  const taken = new Map<string, number[]>();
  for (let round = 0; round < EVENT_ROUNDS; round += 1)
    for (const [way, preparations] of Object.entries(ways)) {
      await sql.query('DELETE FROM sequence_listeners');
      for (const statement of preparations) await sql.query(statement);
      taken.set(way, [
        ...(taken.get(way) ?? []),
        await insertEvents(stage, workspaceId, count / EVENT_ROUNDS),
      ]);
    }
  await sql.query('DELETE FROM sequence_listeners');
  await sql.query('ALTER TABLE contact_events ENABLE TRIGGER tr_contact_events_signal_insert');
  return Object.fromEntries([...taken].map(([way, times]) => [way, median(times)]));
}

async function insertEvents({ sql }: Stage, workspaceId: string, count: number): Promise<number> {
  const started = performance.now();
  for (let done = 0; done < count; done += EVENTS_PER_STATEMENT)
    await sql.query(
      `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
       SELECT $1, id, 'page.viewed', '{"path": "/pricing", "seconds": 12}', now() FROM contacts WHERE workspace_id = $1 LIMIT $2`,
      [workspaceId, EVENTS_PER_STATEMENT],
    );
  return ((performance.now() - started) * 1000) / count;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
