import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface KeptRow {
  answer: object | null;
  countedAt: Date | null;
  tookMs: number | null;
  failure: string | null;
  /** Of `answer`; null without one. */
  ageMs: number | null;
  /** Waits for a worker or is with one. */
  isDue: boolean;
}

export interface TakenQuestion {
  workspaceId: string;
  key: Buffer;
  kind: string;
  question: object;
  lease: string;
  startedAt: Date;
}

export interface AskedQuestion {
  key: Buffer;
  kind: string;
  question: object;
  namesPeople: boolean;
}

/** The only access to kept answers. */
@Injectable()
export class KeptAnswersRepository {
  constructor(private readonly db: Database) {}

  /** Null when nobody asked before. */
  async find(workspaceId: string, key: Buffer): Promise<KeptRow | null> {
    return this.db.queryOne<KeptRow>(
      `SELECT answer, counted_at AS "countedAt", took_ms AS "tookMs", failure, due_at IS NOT NULL AS "isDue",
         (extract(epoch FROM clock_timestamp() - counted_at) * 1000)::float8 AS "ageMs"
       FROM kept_answers WHERE workspace_id = $1 AND key = $2`,
      [workspaceId, key],
    );
  }

  /** Notes that somebody asks, and makes the question due where `isDue`. */
  async ask(
    workspaceId: string,
    { key, kind, question, namesPeople }: AskedQuestion,
    isDue: boolean,
  ): Promise<void> {
    await this.db.execute(
      `INSERT INTO kept_answers AS k (workspace_id, key, kind, question, names_people) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (workspace_id, key) DO UPDATE
       SET asked_at = now(), due_at = CASE WHEN $6 THEN coalesce(k.due_at, now()) ELSE k.due_at END
       WHERE k.asked_at < now() - interval '10 seconds' OR ($6 AND k.due_at IS NULL)`,
      [workspaceId, key, kind, JSON.stringify(question), namesPeople, isDue],
    );
  }

  /** The one that is due for longest and that no worker has, of `kinds`; it is this worker's for `leaseMs`. */
  async take(kinds: readonly string[], leaseMs: number): Promise<TakenQuestion | null> {
    return this.db.queryOne<TakenQuestion>(
      `UPDATE kept_answers k SET lease = gen_random_uuid(), leased_until = clock_timestamp() + $2 * interval '1 millisecond'
       FROM (
         SELECT workspace_id, key FROM kept_answers
         WHERE due_at <= clock_timestamp() AND asked_at > now() - interval '15 minutes' AND kind = ANY ($1::text[])
           AND (leased_until IS NULL OR leased_until < clock_timestamp())
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
       ) due
       WHERE k.workspace_id = due.workspace_id AND k.key = due.key
       RETURNING k.workspace_id AS "workspaceId", k.key, k.kind, k.question, k.lease,
         clock_timestamp() AS "startedAt"`,
      [kinds, leaseMs],
    );
  }

  /**
   * Waits for an erasure under way in the workspace: its person would still be counted, and what it forgets here is forgotten already.
   * One that begins later finds the question, and deletes it while it is being counted.
   */
  async waitForErasure(workspaceId: string): Promise<void> {
    await this.db.query(`SELECT pg_advisory_xact_lock_shared(hashtextextended('erasure:' || $1::text, 0))`, [
      workspaceId,
    ]);
  }

  /** False when the question was forgotten, or is with another worker by now. */
  async store(
    { workspaceId, key, lease, startedAt }: TakenQuestion,
    { answer, tookMs }: { answer: object; tookMs: number },
  ): Promise<boolean> {
    const rows = await this.db.execute(
      `UPDATE kept_answers SET answer = $4, counted_at = $5, took_ms = $6, failure = NULL, due_at = NULL, lease = NULL, leased_until = NULL
       WHERE workspace_id = $1 AND key = $2 AND lease = $3`,
      [workspaceId, key, lease, JSON.stringify(answer), startedAt, tookMs],
    );
    return rows > 0;
  }

  /** What was counted before stays. It is tried again after `againMs` if somebody still asks. */
  async fail({ workspaceId, key, lease }: TakenQuestion, failure: string, againMs: number): Promise<void> {
    await this.db.execute(
      `UPDATE kept_answers SET failure = $4, lease = NULL, leased_until = NULL, due_at = now() + $5 * interval '1 millisecond'
       WHERE workspace_id = $1 AND key = $2 AND lease = $3`,
      [workspaceId, key, lease, failure, againMs],
    );
  }

  /** Forgets what nobody asked for since `idleMs`. Returns how many. */
  async forget(idleMs: number): Promise<number> {
    return this.db.execute(
      `DELETE FROM kept_answers WHERE asked_at < now() - $1 * interval '1 millisecond'
         AND (leased_until IS NULL OR leased_until < now())`,
      [idleMs],
    );
  }

  /** Whether the workspace has at least `count` contacts; reads no more of them. */
  async hasContacts(workspaceId: string, count: number): Promise<boolean> {
    const row = await this.db.queryOne<{ found: number }>(
      'SELECT count(*) AS found FROM (SELECT FROM contacts WHERE workspace_id = $1 LIMIT $2) c',
      [workspaceId, count],
    );
    return (row?.found ?? 0) >= count;
  }
}
