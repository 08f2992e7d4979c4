import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { BatchLease, type LeasedBatch } from './batch-lease.repository';
import { DeliveriesRepository } from './deliveries.repository';
import { ANSWER_LOST, LEASE_SECONDS } from './lease-rules';

export interface DueBatch {
  campaignId: string;
  number: number;
  tries: number;
}

/**
 * Campaigns that are paused or cancelled lease no batch, so a worker that died in one of theirs would leave its rows
 * in hand for ever. What it had handed over becomes `uncertain`, the rest waits again or is cancelled. Its late answers
 * still count: outcomes settle uncertain rows. Locks the campaign too: one that is reopened at this moment is none of them.
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
    FOR UPDATE OF b SKIP LOCKED FOR SHARE OF k SKIP LOCKED
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

/**
 * Whoever waits longer the more often nothing went goes now. Another number of tries makes another job: the one for the time
 * that was agreed may still be in the queue. What a worker has in hand is due once it is given back: one statement, so that
 * no batch is given back unnoticed between the two.
 */
const MAKE_DUE = `
  WITH made AS (
    UPDATE delivery_batches b SET
      is_hurried = b.leased_by IS NOT NULL,
      due_at = CASE WHEN b.leased_by IS NULL THEN now() ELSE b.due_at END,
      tries = b.tries + CASE WHEN b.leased_by IS NULL THEN 1 ELSE 0 END,
      idle_tries = 0
    FROM campaigns k
    WHERE k.workspace_id = $1 AND k.status = 'sending' AND b.campaign_id = k.id AND b.status = 'open' AND b.tries > 0
      AND (b.leased_by IS NOT NULL OR (b.due_at > now() AND isfinite(b.due_at)))
      AND EXISTS (
        SELECT FROM deliveries d WHERE d.campaign_id = b.campaign_id AND d.seq BETWEEN b.first_seq AND b.last_seq
          AND d.status IN ('pending', 'claimed', 'handed_over') AND d.next_attempt_at IS NULL)
    RETURNING b.campaign_id, b.number, b.tries, b.leased_by
  )
  SELECT campaign_id AS "campaignId", number, tries FROM made WHERE leased_by IS NULL`;

/**
 * The next of a campaign's batches that were tried and wait for at most some 75 seconds, as those do that wait for a limit or
 * for trouble to end: due now. Another number of tries makes another job.
 */
const MAKE_NEXT_DUE = `
  UPDATE delivery_batches b SET due_at = now(), tries = b.tries + 1
  FROM (
    SELECT n.campaign_id, n.number FROM delivery_batches n
    WHERE n.campaign_id = $1 AND n.status = 'open' AND n.leased_by IS NULL AND n.tries > 0
      AND n.due_at > now() AND n.due_at < now() + interval '80 seconds'
    ORDER BY n.due_at LIMIT 1
    FOR UPDATE SKIP LOCKED
  ) next
  WHERE b.campaign_id = next.campaign_id AND b.number = next.number
  RETURNING b.campaign_id AS "campaignId", b.number, b.tries`;

const DUE_COLUMNS = 'b.campaign_id AS "campaignId", b.number, b.tries';

/** SQL on `delivery_batches`: the promise that somebody still looks after a range of the ledger. */
@Injectable()
export class DeliveryBatchesRepository {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  /**
   * Cuts rows with one variant and one time into batches of `size`. A batch is called by the number of its first row.
   * `dueAt` is text, since `infinity` is no Date.
   */
  async create(rows: {
    workspaceId: string;
    campaignId: string;
    firstSeq: number;
    lastSeq: number;
    variant: string | null;
    dueAt: string;
    size: number;
  }): Promise<DueBatch[]> {
    return this.database.query<DueBatch>(
      `INSERT INTO delivery_batches AS b (workspace_id, campaign_id, number, first_seq, last_seq, variant, due_at)
       SELECT $1, $2, n, n, least(n + $5 - 1, $4), $6, $7::timestamptz FROM generate_series($3::integer, $4::integer, $5::integer) AS n
       RETURNING ${DUE_COLUMNS}`,
      [rows.workspaceId, rows.campaignId, rows.firstSeq, rows.lastSeq, rows.size, rows.variant, rows.dueAt],
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
  async lease(campaignId: string, number: number): Promise<BatchLease | null> {
    return this.database.transaction(async () => {
      const batch = await this.database.queryOne<LeasedBatch>(
        `UPDATE delivery_batches b
         SET leased_by = uuidv7(), leased_until = now() + make_interval(secs => $3), tries = b.tries + 1,
             is_hurried = false
         FROM campaigns k JOIN workspaces w ON w.id = k.workspace_id
         WHERE b.campaign_id = $1 AND b.number = $2 AND b.status = 'open' AND b.due_at <= now()
           AND (b.leased_until IS NULL OR b.leased_until < now())
           AND k.id = b.campaign_id AND k.status = 'sending'
         RETURNING b.campaign_id AS "campaignId", b.workspace_id AS "workspaceId", b.number,
           b.first_seq AS "firstSeq", b.last_seq AS "lastSeq", b.variant, b.tries, b.idle_tries AS "idleTries", b.leased_by AS "leaseId",
           w.cap_emails IS NOT NULL AND k.on_cap <> 'ignore' AS "isCapped",
           EXISTS (SELECT FROM contacts c WHERE c.workspace_id = b.workspace_id AND c.own_cap_days IS NOT NULL) AS "hasOwnCaps",
           w.quiet_from IS NOT NULL AND k.on_quiet_hours <> 'ignore' AS "knowsQuietHours"`,
        [campaignId, number, LEASE_SECONDS],
      );
      if (!batch) return null;
      const lease = new BatchLease(this.database, this.deliveries, batch);
      await lease.recover(ANSWER_LOST);
      return lease;
    });
  }

  /**
   * Batches of the workspace that were tried and wait, unless only for deferred messages, are due now; answers them. Those that
   * a worker has are due as soon as it gives them back.
   */
  async makeDue(workspaceId: string): Promise<DueBatch[]> {
    return this.database.query<DueBatch>(MAKE_DUE, [workspaceId]);
  }

  /** After a batch is through: there may be room now for one that waits. Answers it, or nothing. */
  async makeNextDue(campaignId: string): Promise<DueBatch[]> {
    return this.database.query<DueBatch>(MAKE_NEXT_DUE, [campaignId]);
  }

  /** Puts right what dead workers left in paused and cancelled campaigns; returns how many rows. For a sweep. */
  async settleAbandoned(limit: number): Promise<number> {
    return this.database.execute(SETTLE_ABANDONED, [limit, ANSWER_LOST]);
  }
}
