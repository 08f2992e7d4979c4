import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface DueBatch {
  campaignId: string;
  number: number;
  tries: number;
}

/** A batch this process may work on until `leased_until`; every write names the lease, so a late worker writes nothing. */
export interface LeasedBatch {
  campaignId: string;
  workspaceId: string;
  number: number;
  firstSeq: number;
  lastSeq: number;
  tries: number;
  leaseId: string;
}

/** Under the policy `resend`: a server whose answers never arrive must not be fed for ever. */
const MAX_UNCERTAIN_ATTEMPTS = 3;

/** How long a lease lasts without renewal: longer than any pause of a living worker, short enough to recover fast. */
const LEASE_SECONDS = 60;

/**
 * Campaigns that are paused or cancelled lease no batch, so a worker that died in one of theirs would leave its rows
 * in hand for ever. What it had handed over becomes `uncertain`, the rest waits again or is cancelled. Its late answers
 * still count: outcomes settle uncertain rows.
 */
const SETTLE_ABANDONED = `
  WITH abandoned AS (
    SELECT b.campaign_id, b.number, b.first_seq, b.last_seq, k.status = 'cancelled' AS is_over
    FROM delivery_batches b JOIN campaigns k ON k.id = b.campaign_id
    WHERE b.status = 'open' AND (
      (k.status = 'paused' AND b.leased_until < now())
      OR (k.status = 'cancelled' AND (b.leased_until IS NULL OR b.leased_until < now())))
    ORDER BY b.campaign_id, b.number
    LIMIT $1
    FOR UPDATE OF b SKIP LOCKED
  ), freed AS (
    UPDATE delivery_batches b
    SET leased_by = NULL, leased_until = NULL, status = CASE WHEN a.is_over THEN 'done' ELSE 'open' END
    FROM abandoned a WHERE b.campaign_id = a.campaign_id AND b.number = a.number
  )
  UPDATE deliveries d
  SET status = CASE WHEN d.status = 'handed_over' THEN 'uncertain' WHEN a.is_over THEN 'cancelled' ELSE 'pending' END,
      finished_at = CASE WHEN d.status = 'handed_over' OR a.is_over THEN now() END,
      claimed_at = CASE WHEN d.status = 'claimed' AND NOT a.is_over THEN NULL ELSE d.claimed_at END,
      next_attempt_at = NULL,
      reason = CASE WHEN d.status = 'handed_over' THEN $2 END
  FROM abandoned a
  WHERE d.campaign_id = a.campaign_id AND d.seq BETWEEN a.first_seq AND a.last_seq
    AND (d.status IN ('claimed', 'handed_over') OR (a.is_over AND d.status IN ('pending', 'deferred')))`;

const ANSWER_LOST = 'The worker stopped between handing the message over and hearing the answer.';

const DUE_COLUMNS = 'b.campaign_id AS "campaignId", b.number, b.tries';

/** SQL on `delivery_batches`: the promise that somebody still looks after a range of the ledger. */
@Injectable()
export class DeliveryBatchesRepository {
  constructor(private readonly database: Database) {}

  /** Cuts an audience of `count` rows into batches of `size`. */
  async create(batch: {
    workspaceId: string;
    campaignId: string;
    count: number;
    size: number;
  }): Promise<void> {
    await this.database.execute(
      `INSERT INTO delivery_batches (workspace_id, campaign_id, number, first_seq, last_seq)
       SELECT $1, $2, n, (n - 1) * $4 + 1, least(n * $4, $3)
       FROM generate_series(1, ceil($3::numeric / $4)::integer) AS n`,
      [batch.workspaceId, batch.campaignId, batch.count, batch.size],
    );
  }

  /** Open, due and unleased batches of campaigns that are sending; of one campaign when given. */
  async findDue(limit: number, campaignId?: string): Promise<DueBatch[]> {
    return this.database.query<DueBatch>(
      `SELECT ${DUE_COLUMNS}
       FROM delivery_batches b JOIN campaigns k ON k.id = b.campaign_id
       WHERE b.status = 'open' AND k.status = 'sending' AND b.due_at <= now()
         AND (b.leased_until IS NULL OR b.leased_until < now())
         AND ($2::uuid IS NULL OR b.campaign_id = $2)
       ORDER BY b.due_at, b.number
       LIMIT $1`,
      [limit, campaignId ?? null],
    );
  }

  /**
   * Takes the batch when it is open, due, unleased and its campaign is sending; null otherwise. Rows that a dead
   * worker left behind are put right in the same transaction: `claimed` ones wait again, `handed_over` ones become
   * `uncertain`, because nobody can know whether the server took them.
   */
  async lease(campaignId: string, number: number): Promise<LeasedBatch | null> {
    return this.database.transaction(async () => {
      const batch = await this.database.queryOne<LeasedBatch>(
        `UPDATE delivery_batches b
         SET leased_by = uuidv7(), leased_until = now() + make_interval(secs => $3), tries = b.tries + 1
         FROM campaigns k
         WHERE b.campaign_id = $1 AND b.number = $2 AND b.status = 'open' AND b.due_at <= now()
           AND (b.leased_until IS NULL OR b.leased_until < now())
           AND k.id = b.campaign_id AND k.status = 'sending'
         RETURNING b.campaign_id AS "campaignId", b.workspace_id AS "workspaceId", b.number,
           b.first_seq AS "firstSeq", b.last_seq AS "lastSeq", b.tries, b.leased_by AS "leaseId"`,
        [campaignId, number, LEASE_SECONDS],
      );
      if (batch) await this.recover(batch);
      return batch;
    });
  }

  /**
   * Gives the batch back. It is done when no row of its range can still be sent; else it stays open and due at the
   * earliest next attempt, or after `delayMs` when the server was in trouble. Claimed rows wait again, and uncertain ones
   * where the workspace says so.
   */
  async release(batch: LeasedBatch, delayMs = 0): Promise<{ done: boolean; dueInMs: number }> {
    return this.database.transaction(async () => {
      await this.unclaim(batch);
      await this.resendUncertain(batch);
      await this.cancelRest(batch);
      const row = await this.database.queryOne<{ done: boolean; dueInMs: number }>(
        `UPDATE delivery_batches b
         SET leased_by = NULL, leased_until = NULL,
             status = CASE WHEN rest.open = 0 THEN 'done' ELSE 'open' END,
             due_at = greatest(now() + make_interval(secs => $3::double precision / 1000), coalesce(rest.due_at, now()))
         FROM (
           SELECT count(*) FILTER (WHERE d.status IN ('pending', 'claimed', 'handed_over') OR d.next_attempt_at IS NOT NULL) AS open,
                  CASE WHEN bool_or(d.status = 'pending') THEN now() ELSE min(d.next_attempt_at) END AS due_at
           FROM deliveries d
           WHERE d.campaign_id = $1 AND d.seq BETWEEN $4 AND $5
         ) AS rest
         WHERE b.campaign_id = $1 AND b.number = $2 AND b.leased_by = $6
         RETURNING b.status = 'done' AS done, extract(epoch FROM b.due_at - now()) * 1000 AS "dueInMs"`,
        [batch.campaignId, batch.number, delayMs, batch.firstSeq, batch.lastSeq, batch.leaseId],
      );
      return { done: row?.done ?? false, dueInMs: Math.max(0, Math.ceil(row?.dueInMs ?? 0)) };
    });
  }

  /** Puts right what dead workers left in paused and cancelled campaigns; returns how many rows. For a sweep. */
  async settleAbandoned(limit: number): Promise<number> {
    return this.database.execute(SETTLE_ABANDONED, [limit, ANSWER_LOST]);
  }

  private async recover(batch: LeasedBatch): Promise<void> {
    await this.unclaim(batch);
    await this.database.execute(
      `UPDATE deliveries
       SET status = 'uncertain', finished_at = now(), reason = $4
       WHERE campaign_id = $1 AND seq BETWEEN $2 AND $3 AND status = 'handed_over'`,
      [batch.campaignId, batch.firstSeq, batch.lastSeq, ANSWER_LOST],
    );
  }

  /**
   * Where the workspace would rather mail somebody twice than not at all (policy `resend`), uncertain rows wait again,
   * until they were handed over three times. By default they stay as they are.
   */
  private async resendUncertain(batch: LeasedBatch): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries d SET status = 'pending', claimed_at = NULL, handed_over_at = NULL, finished_at = NULL
       FROM workspaces w, delivery_batches b
       WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3 AND d.status = 'uncertain' AND d.attempts < $4
         AND w.id = d.workspace_id AND w.uncertain_policy = 'resend'
         AND b.campaign_id = $1 AND b.number = $5 AND b.leased_by = $6`,
      [batch.campaignId, batch.firstSeq, batch.lastSeq, MAX_UNCERTAIN_ATTEMPTS, batch.number, batch.leaseId],
    );
  }

  /** What came back unsent after its campaign was cancelled must not wait for ever. */
  private async cancelRest(batch: LeasedBatch): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries d SET status = 'cancelled', finished_at = now(), next_attempt_at = NULL
       FROM campaigns k
       WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3 AND d.status IN ('pending', 'deferred')
         AND k.id = d.campaign_id AND k.status = 'cancelled'`,
      [batch.campaignId, batch.firstSeq, batch.lastSeq],
    );
  }

  private async unclaim(batch: LeasedBatch): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries d SET status = 'pending', claimed_at = NULL
       FROM delivery_batches b
       WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3 AND d.status = 'claimed'
         AND b.campaign_id = $1 AND b.number = $4 AND b.leased_by = $5`,
      [batch.campaignId, batch.firstSeq, batch.lastSeq, batch.number, batch.leaseId],
    );
  }
}
