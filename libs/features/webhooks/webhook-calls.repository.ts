import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { CallStatus, LeasedCall, WebhookAttempt, WebhookCall, WebhookCallInput } from './webhook-call';

const COLUMNS = `id, workspace_id AS "workspaceId", subscription_id AS "subscriptionId", url, event, status, attempts,
  answer_status AS "answerStatus", CASE WHEN status = 'pending' THEN due_at END AS "dueAt", created_at AS "createdAt",
  finished_at AS "finishedAt"`;

/** A contact that is gone meanwhile is told to nobody; an erasure at this moment is waited for. */
const INSERT_CALLS = `
  WITH input AS (
    SELECT * FROM json_to_recordset($2::json) AS i(url text, event text, body jsonb, occasion text, "contactId" uuid)
  ), known AS (
    SELECT c.id FROM contacts c
    WHERE c.workspace_id = $1 AND c.id IN (SELECT i."contactId" FROM input i) ORDER BY c.id FOR KEY SHARE
  )
  INSERT INTO webhook_calls (workspace_id, subscription_id, contact_id, url, event, data, occasion)
  SELECT $1, $3, i."contactId", i.url, i.event, i.body, i.occasion FROM input i
  WHERE i."contactId" IS NULL OR i."contactId" IN (SELECT known.id FROM known)
  ORDER BY i.occasion
  ON CONFLICT (workspace_id, occasion) DO NOTHING RETURNING id`;

const CLAIM = `
  UPDATE webhook_calls c SET attempts = attempts + 1, round_attempts = round_attempts + 1,
    leased_until = now() + make_interval(secs => $3)
  WHERE c.id IN (
    SELECT id FROM webhook_calls
    WHERE workspace_id = $1 AND status = 'pending' AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now())
    ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING c.id, c.workspace_id AS "workspaceId", c.subscription_id AS "subscriptionId", c.url, c.event, c.data,
    c.attempts AS attempt, c.round_attempts AS "roundAttempt", c.created_at AS "createdAt", c.give_up_at AS "giveUpAt"`;

/** What an attempt led to. `dueAt` is the next one's time. */
export type CallOutcome = { status: 'delivered' | 'failed' | 'gone' } | { status: 'pending'; dueAt: Date };

/** SQL on `webhook_calls` and `webhook_attempts`. */
@Injectable()
export class WebhookCallsRepository {
  constructor(private readonly database: Database) {}

  /** Returns the ids of the new ones. */
  async insert(
    workspaceId: string,
    calls: readonly WebhookCallInput[],
    subscriptionId: string | null = null,
  ): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(INSERT_CALLS, [
      workspaceId,
      JSON.stringify(calls),
      subscriptionId,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Newest first. */
  async list(
    workspaceId: string,
    page: PageRequest & { status?: CallStatus; event?: string; subscriptionId?: string },
  ): Promise<Page<WebhookCall>> {
    const rows = await this.database.query<WebhookCall>(
      `SELECT ${COLUMNS} FROM webhook_calls
       WHERE workspace_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR event = $3)
         AND ($4::uuid IS NULL OR subscription_id = $4) AND ($5::uuid IS NULL OR id < $5) ORDER BY id DESC LIMIT $6`,
      [
        workspaceId,
        page.status ?? null,
        page.event ?? null,
        page.subscriptionId ?? null,
        idCursor(page),
        page.limit + 1,
      ],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ id }) => [id] });
  }

  async find(
    workspaceId: string,
    id: string,
  ): Promise<(WebhookCall & { data: Record<string, unknown> }) | null> {
    return this.database.queryOne(
      `SELECT ${COLUMNS}, data FROM webhook_calls WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  /** Oldest first. */
  async listAttempts(workspaceId: string, callId: string): Promise<WebhookAttempt[]> {
    return this.database.query<WebhookAttempt>(
      `SELECT a.number, a.at, a.duration_ms AS "durationMs", a.status, a.problem, a.answer
       FROM webhook_attempts a JOIN webhook_calls c ON c.id = a.call_id
       WHERE c.workspace_id = $1 AND c.id = $2 ORDER BY a.number`,
      [workspaceId, callId],
    );
  }

  /** Calls of a workspace that are due and in nobody's hand become the caller's. */
  async claim(workspaceId: string, limit: number, leaseSeconds: number): Promise<LeasedCall[]> {
    return this.database.query<LeasedCall>(CLAIM, [workspaceId, limit, leaseSeconds]);
  }

  /** Writes an attempt and what it led to, unless somebody else has the call by now. */
  async finish(call: LeasedCall, attempt: WebhookAttempt, outcome: CallOutcome): Promise<void> {
    const dueAt = 'dueAt' in outcome ? outcome.dueAt : null;
    await this.database.execute(
      `WITH mine AS (
         UPDATE webhook_calls SET status = $3, answer_status = $4, due_at = coalesce($5, due_at), leased_until = NULL,
           finished_at = CASE WHEN $3 = 'pending' THEN NULL ELSE now() END
         WHERE workspace_id = $1 AND id = $2 AND attempts = $6 AND status = 'pending' RETURNING id
       )
       INSERT INTO webhook_attempts (call_id, number, at, duration_ms, status, problem, answer)
       SELECT id, $6, $7, $8, $4, $9, $10 FROM mine`,
      [
        call.workspaceId,
        call.id,
        outcome.status,
        attempt.status,
        dueAt,
        attempt.number,
        attempt.at,
        attempt.durationMs,
        attempt.problem,
        attempt.answer,
      ],
    );
  }

  /** Gives calls back that were not tried after all. */
  async release(workspaceId: string, ids: readonly string[]): Promise<void> {
    await this.database.execute(
      `UPDATE webhook_calls SET leased_until = NULL, attempts = attempts - 1, round_attempts = round_attempts - 1
       WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND status = 'pending'`,
      [workspaceId, ids],
    );
  }

  /** A finished call is due again, for another day. False when it is not finished, or does not exist. */
  async replay(workspaceId: string, id: string): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE webhook_calls SET status = 'pending', finished_at = NULL, due_at = now(), give_up_at = now() + interval '1 day',
         round_attempts = 0, leased_until = NULL
       WHERE workspace_id = $1 AND id = $2 AND status <> 'pending'`,
      [workspaceId, id],
    );
    return changed > 0;
  }

  /** Pending calls of a subscription end. */
  async cancelOf(workspaceId: string, subscriptionId: string): Promise<void> {
    await this.database.execute(
      `UPDATE webhook_calls SET status = 'cancelled', finished_at = now(), leased_until = NULL
       WHERE workspace_id = $1 AND subscription_id = $2 AND status = 'pending'`,
      [workspaceId, subscriptionId],
    );
  }

  /** Workspaces with calls that are due and in nobody's hand. */
  async findDue(limit: number): Promise<string[]> {
    const rows = await this.database.query<{ workspaceId: string }>(
      `SELECT DISTINCT workspace_id AS "workspaceId" FROM webhook_calls
       WHERE status = 'pending' AND due_at <= now() AND (leased_until IS NULL OR leased_until <= now()) LIMIT $1`,
      [limit],
    );
    return rows.map(({ workspaceId }) => workspaceId);
  }

  /** Rows of every workspace that ended so many days ago; `limit` at most. */
  async forgetFinished(days: number, limit: number): Promise<number> {
    return this.database.execute(
      `DELETE FROM webhook_calls WHERE id IN (
         SELECT id FROM webhook_calls WHERE finished_at < now() - make_interval(days => $1) LIMIT $2)`,
      [days, limit],
    );
  }
}
