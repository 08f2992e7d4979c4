import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { FrozenContents } from '@features/templates';
import { openServices } from '../bench/services';
import { fillAudience, type Audience } from './campaigns';
import type { PlotMaker } from './plot';
import type { RecordingSink } from './recording-sink';
import type { Verdict } from './reconcile';

/** Mails that everybody gets in one round. */
const MAILS = 2;

/** How long everybody waits after the first mail, and how long for an answer. */
const WAIT_SECONDS = 1;
const PATIENCE_SECONDS = 20;
/** Whoever answers does so that long before, however slow the machine: what is written down later than the timeout would not count. */
const ANSWER_BEFORE_SECONDS = 15;

/** Tenths of minutes are nothing that people may write, but the engine takes them: a round lasts seconds. */
const seconds = (n: number): object => ({ n: n / 60, unit: 'minute' });

/**
 * Everybody goes through a sequence per round: a mail, a wait, then one mail or another, by whether the contact answered in time. Half of the
 * contacts do, while workers die, and whoever did must have taken that way.
 */
export const sequencePlot: PlotMaker = async ({ sql, url, sink }, recipients) => {
  const audience = await fillAudience(sql, recipients);
  const content = await freeze(url, audience);
  return {
    name: 'Sequences',
    begin: async (round) => {
      await publish(sql, audience, { round, content });
      await begin(sql, audience, round);
      void answer(sql, audience, round);
    },
    open: () => open(sql),
    // Not only while mail is on the wire: the engine is to die as well.
    isWorthBreaking: () => Promise.resolve(true),
    state: async () => {
      const { rows } = await sql.query<object>(
        `SELECT s.name, n.step, n.problem, n.due_at < now() AS is_due, count(*) FROM enrollments n JOIN sequences s ON s.id = n.sequence_id
         WHERE n.status = 'active' GROUP BY 1, 2, 3, 4`,
      );
      return rows;
    },
    judge: async (verdict) => judge(sql, { ...verdict, early: await early(sql, sink) }),
  };
};

async function freeze(url: string, { workspaceId, templateId }: Audience): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-faults-'));
  const services = await openServices(url, folder);
  try {
    const contents = services.get(FrozenContents, { strict: false });
    return (await contents.freeze(workspaceId, { templateId })).versionId;
  } finally {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In one transaction with its listeners, as publishing does. Safe to repeat. */
async function publish(
  sql: Pool,
  { workspaceId, topicId, senderId }: Audience,
  { round, content }: { round: number; content: string },
): Promise<void> {
  const email = (next: string | null): object => ({
    kind: 'email',
    name: null,
    templateId: null,
    subject: null,
    templateVersionId: content,
    next,
  });
  const graph = {
    v: 1,
    triggers: [{ event: `began.${round}`, where: null }],
    filter: null,
    reentry: { rule: 'once' },
    goal: null,
    exits: [],
    topicId,
    senderId,
    window: null,
    onCap: 'ignore',
    onQuietHours: 'ignore',
    start: 'first',
    steps: {
      first: email('wait'),
      wait: { kind: 'wait', name: null, for: seconds(WAIT_SECONDS), at: null, next: 'hears' },
      hears: {
        kind: 'waitUntil',
        name: null,
        condition: { event: `answered.${round}`, where: null },
        timeout: seconds(PATIENCE_SECONDS),
        then: 'demo',
        else: 'chance',
      },
      demo: email('tag'),
      chance: email('tag'),
      tag: { kind: 'tag', name: null, tag: `round ${round}`, do: 'add', next: null },
    },
  };
  await sql.query(
    `WITH made AS (
       INSERT INTO sequences (workspace_id, name, name_key, draft) VALUES ($1, $2, $2, $3)
       ON CONFLICT ON CONSTRAINT uq_sequences_name DO NOTHING RETURNING id
     ), version AS (
       INSERT INTO sequence_versions (workspace_id, sequence_id, number, graph, published_by) SELECT $1, id, 1, $3, 'faults' FROM made
     )
     INSERT INTO sequence_listeners (workspace_id, sequence_id, event_name, starts)
     SELECT $1, id, l.name, l.starts FROM made CROSS JOIN (VALUES ($4, true), ($5, false)) AS l (name, starts)`,
    [workspaceId, `Round ${round}`, JSON.stringify(graph), `began.${round}`, `answered.${round}`],
  );
  await sql.query(
    `UPDATE sequences SET status = 'active', published_version = 1 WHERE workspace_id = $1 AND name = $2`,
    [workspaceId, `Round ${round}`],
  );
}

/** It happens to everybody. */
async function begin(sql: Pool, { workspaceId }: Audience, round: number): Promise<void> {
  await sql.query(
    `INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at)
     SELECT $1, id, $2, now() FROM contacts WHERE workspace_id = $1`,
    [workspaceId, `began.${round}`],
  );
}

/** Half of those who wait for it do, as soon as they wait: however slow the machine is, they are in time. Who is late or overlooked gets the other mail. */
const ANSWER = `
  INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at)
  SELECT n.workspace_id, n.contact_id, $2, now() FROM enrollments n JOIN sequences s ON s.id = n.sequence_id
  WHERE n.workspace_id = $1 AND s.name = $3 AND n.status = 'active' AND n.step = 'hears' AND n.is_waiting
    AND n.deadline_at > now() + interval '${ANSWER_BEFORE_SECONDS} seconds' AND hashtext(n.contact_id::text) % 2 = 0
    AND NOT EXISTS (SELECT FROM contact_events e WHERE e.contact_id = n.contact_id AND e.name = $2)`;

const ANSWER_EVERY_MS = 500;
const ANSWER_TIMES = 600;

/** While PostgreSQL restarts nobody can. Ends with the round, or after five minutes. */
async function answer(sql: Pool, { workspaceId }: Audience, round: number): Promise<void> {
  for (let time = 0; time < ANSWER_TIMES; time += 1) {
    await new Promise((resolve) => setTimeout(resolve, ANSWER_EVERY_MS));
    const name = `Round ${round}`;
    await sql.query(ANSWER, [workspaceId, `answered.${round}`, name]).catch(() => undefined);
    const isOver = await sql
      .query(
        `SELECT 1 FROM sequences s WHERE s.name = $1 AND EXISTS (SELECT FROM enrollments n WHERE n.sequence_id = s.id)
           AND NOT EXISTS (SELECT FROM enrollments n WHERE n.sequence_id = s.id AND n.status = 'active')`,
        [name],
      )
      .then(({ rows }) => rows.length > 0)
      .catch(() => false);
    if (isOver) return;
  }
}

/** Rounds with somebody still inside, with signals nobody followed, or mail that has not left. */
async function open(sql: Pool): Promise<number> {
  const { rows } = await sql.query<{ count: string }>(
    `SELECT (SELECT count(DISTINCT sequence_id) FROM enrollments WHERE status = 'active')
       + (SELECT count(*) FROM (SELECT FROM sequence_signals LIMIT 1) s)
       + (SELECT count(*) FROM (SELECT FROM messages WHERE is_open LIMIT 1) m) AS count`,
  );
  return Number(rows[0]?.count);
}

/** Second mails that came before the wait was over, by the clock of the mail server and that of the database, which are the same machine's. */
async function early(sql: Pool, sink: RecordingSink): Promise<number> {
  const { rows } = await sql.query<{ id: string; step: string; enteredAt: Date }>(
    `SELECT d.id, m.step, n.entered_at AS "enteredAt"
     FROM enrollments n JOIN messages m ON m.enrollment_id = n.id JOIN deliveries d ON d.message_id = m.id WHERE m.step <> 'first'`,
  );
  return rows.filter(({ id, step, enteredAt }) => {
    const waited = WAIT_SECONDS + (step === 'chance' ? PATIENCE_SECONDS : 0);
    return (sink.takenAt.get(id) ?? Infinity) < enteredAt.getTime() + waited * 1_000;
  }).length;
}

/** Everybody took the way that the events say, once, and has as many mails as that way has. */
async function judge(sql: Pool, verdict: Verdict): Promise<Verdict> {
  const { rows } = await sql.query<{ stranded: string; doubled: string; answered: string }>(
    `WITH ways AS (
       SELECT s.id AS sequence_id, c.id AS contact_id,
         (SELECT count(*) FROM enrollments n WHERE n.sequence_id = s.id AND n.contact_id = c.id AND n.status = 'completed') AS passages,
         (SELECT count(*) FROM enrollments n JOIN messages m ON m.enrollment_id = n.id WHERE n.sequence_id = s.id AND n.contact_id = c.id) AS mails,
         (SELECT count(*) FROM enrollments n JOIN enrollment_steps t ON t.enrollment_id = n.id
          WHERE n.sequence_id = s.id AND n.contact_id = c.id) AS steps,
         EXISTS (SELECT FROM contact_events e WHERE e.contact_id = c.id AND e.name = 'answered.' || substr(s.name, 7)) AS has_answered,
         EXISTS (SELECT FROM enrollments n JOIN enrollment_steps t ON t.enrollment_id = n.id
          WHERE n.sequence_id = s.id AND n.contact_id = c.id AND t.step = 'demo') AS went_demo
       FROM sequences s CROSS JOIN contacts c)
     SELECT count(*) FILTER (WHERE passages < 1 OR mails < $1 OR steps < 5 OR has_answered <> went_demo) AS stranded,
       count(*) FILTER (WHERE passages > 1 OR mails > $1 OR steps > 5) AS doubled, count(*) FILTER (WHERE has_answered) AS answered FROM ways`,
    [MAILS],
  );
  const { stranded = 0, doubled = 0, answered = 0 } = rows[0] ?? {};
  process.stderr.write(`${answered} answered\n`);
  return {
    ...verdict,
    missing: verdict.missing + Number(stranded),
    duplicates: verdict.duplicates + Number(doubled),
  };
}
