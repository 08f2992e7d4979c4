import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { DeliveriesRepository } from './deliveries.repository';

/** Why a row was not accepted, as far as sending it again is concerned. */
export type ReopenableState = 'cancelled' | 'deferred' | 'uncertain' | 'refused';

/** Rows that wait again, by what they were. */
export type ReopenedRows = Record<ReopenableState, number>;

export type ReopenWhat =
  /** What never left or was put off too often; what may have arrived only on request. */
  | { kind: 'rest'; includeUncertain: boolean }
  /** What a mail server refused for another reason than the mailbox, and what could not be made into a message. */
  | { kind: 'failed' };

/**
 * $1 workspace, $2 campaign, $3 states to reopen. A hard refusal never: that mailbox does not exist. Attempts count from zero
 * again, since a row that was given up would be given up at its next deferral; what was said before stays readable as the
 * reason until the message is handed over. (`old` is PostgreSQL 18: the row before the update.)
 */
const REOPEN_ROWS = `
  WITH reopened AS (
    UPDATE deliveries d
    SET status = 'pending', attempts = 0, claimed_at = NULL, handed_over_at = NULL, finished_at = NULL, next_attempt_at = NULL,
      reply = NULL, reply_code = NULL, enhanced_code = NULL, bounce_class = NULL,
      reason = CASE WHEN d.status <> 'cancelled'
        THEN 'Waits to be sent again; it was ' || d.status || coalesce(': ' || left(coalesce(d.reply, d.reason), 300), '') END
    WHERE d.workspace_id = $1 AND d.campaign_id = $2 AND d.status = ANY ($3::text[])
      AND (d.status <> 'refused' OR d.bounce_class IS DISTINCT FROM 'hard')
    RETURNING old.status AS was
  )
  SELECT was, count(*) AS count FROM reopened GROUP BY was`;

/**
 * Batches with rows that wait are open and due now. Who waits for the winner of a test goes on waiting, and who was to be
 * mailed at a later hour still is. Another number of tries makes another job: one for a later try may still be in the queue.
 */
const REOPEN_BATCHES = `
  UPDATE delivery_batches b
  SET status = 'open', leased_by = NULL, leased_until = NULL, tries = b.tries + (b.tries > 0)::integer,
    due_at = CASE WHEN b.tries = 0 OR b.due_at = 'infinity' THEN greatest(b.due_at, now()) ELSE now() END
  WHERE b.workspace_id = $1 AND b.campaign_id = $2 AND EXISTS (
    SELECT FROM deliveries d
    WHERE d.campaign_id = b.campaign_id AND d.seq BETWEEN b.first_seq AND b.last_seq AND d.status = 'pending')`;

/** SQL that lets rows of a finished campaign wait again. Needs an open transaction. */
@Injectable()
export class DeliveryReopeningRepository {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesRepository,
  ) {}

  /**
   * Locks the campaign's batches, so that neither a lease is released nor a late answer written meanwhile. False when a
   * worker still has one of them in hand, or has not written all of them: not all rows are settled yet.
   */
  async lockBatches(workspaceId: string, campaignId: string): Promise<boolean> {
    const leased = await this.database.query(
      `SELECT FROM (
         SELECT leased_until FROM delivery_batches WHERE workspace_id = $1 AND campaign_id = $2
         ORDER BY number FOR UPDATE
       ) b WHERE leased_until > now()
       UNION ALL SELECT FROM audience_chunks WHERE workspace_id = $1 AND campaign_id = $2`,
      [workspaceId, campaignId],
    );
    return leased.length === 0;
  }

  /**
   * Makes rows wait again; accepted ones never, which the database would refuse anyway. With `failed`, what a cancelled
   * campaign has not had the time to cancel is cancelled first: nobody asked for it.
   */
  async reopen(workspaceId: string, campaignId: string, what: ReopenWhat): Promise<ReopenedRows> {
    if (what.kind === 'failed') await this.deliveries.cancelOpen(campaignId);
    const rows = await this.database.query<{ was: ReopenableState; count: number }>(REOPEN_ROWS, [
      workspaceId,
      campaignId,
      statesOf(what),
    ]);
    const counts = Object.fromEntries(rows.map(({ was, count }) => [was, count]));
    return { cancelled: 0, deferred: 0, uncertain: 0, refused: 0, ...counts };
  }

  /** Opens the batches of rows that wait; returns how many are open now. */
  async reopenBatches(workspaceId: string, campaignId: string): Promise<number> {
    return this.database.execute(REOPEN_BATCHES, [workspaceId, campaignId]);
  }
}

function statesOf(what: ReopenWhat): ReopenableState[] {
  if (what.kind === 'failed') return ['refused'];
  return what.includeUncertain ? ['cancelled', 'deferred', 'uncertain'] : ['cancelled', 'deferred'];
}
