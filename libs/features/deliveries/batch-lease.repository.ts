import type { Database, PreparedStatement } from '@platform/database';
import { heldNames } from '@features/sending-limits';
import type { SendingPriority } from '@features/smtp-servers';
import { CLAIM_ROWS, CLAIM_ROWS_IN_TIME, LOCK_CHOOSERS, LOCK_PEOPLE } from './claim-rows.repository';
import type { DeliveriesRepository } from './deliveries.repository';
import type { ClaimedDelivery, DeliveryOutcome } from './delivery';
import type { Claim, DeliveryLease, Unsendable } from './delivery-lease';
import type { DeliveryStatus } from './delivery-status';
import { LEASE_SECONDS, MAX_UNCERTAIN_ATTEMPTS } from './lease-rules';

/** Prolongs the lease while it is still ours and the campaign is still sending. $1 campaign, $2 number, $3 lease. */
const RENEW_LEASE = `
  UPDATE delivery_batches b SET leased_until = now() + interval '${LEASE_SECONDS} seconds'
  FROM campaigns k
  WHERE b.campaign_id = $1 AND b.number = $2 AND b.leased_by = $3 AND b.leased_until > now()
    AND k.id = b.campaign_id AND k.status = 'sending'
  RETURNING b.campaign_id`;

/** IS NOT DISTINCT FROM keeps the planner from reading the campaign's whole index for a slice of rows that ids name. */
const HAND_OVER_ROWS: PreparedStatement = {
  name: 'hand-over-batch-rows',
  text: `
  WITH lease AS (${RENEW_LEASE})
  UPDATE deliveries d
  SET status = 'handed_over', handed_over_at = now(), attempts = d.attempts + 1, reason = NULL
  FROM lease
  WHERE d.id = ANY ($4::uuid[]) AND d.campaign_id IS NOT DISTINCT FROM lease.campaign_id AND d.status = 'claimed'
  RETURNING d.id, d.attempts`,
};

/** The batches that rows belong to. Whoever decides whether a batch is done holds this lock while it looks at its rows. */
const LOCK_BATCHES = `
  SELECT b.campaign_id, b.number FROM delivery_batches b
  WHERE (b.campaign_id, b.number) IN (
    SELECT i.campaign_id, i.number FROM deliveries d
    JOIN delivery_batches i ON i.campaign_id = d.campaign_id AND d.seq BETWEEN i.first_seq AND i.last_seq
    WHERE d.id = ANY ($1::uuid[]))
  ORDER BY b.campaign_id, b.number
  FOR UPDATE`;

/**
 * An answer that comes after somebody else closed the batch, and says that the message did not leave: its row waits again,
 * so the batch and the campaign are open again.
 */
const REOPEN_BATCHES = `
  WITH reopened AS (
    UPDATE delivery_batches b SET status = 'open', due_at = least(b.due_at, now())
    WHERE b.status = 'done' AND EXISTS (
      SELECT FROM deliveries d WHERE d.id = ANY ($1::uuid[]) AND d.campaign_id = b.campaign_id
        AND d.seq BETWEEN b.first_seq AND b.last_seq
        AND (d.status = 'pending' OR d.next_attempt_at IS NOT NULL))
    RETURNING b.campaign_id
  )
  UPDATE campaigns SET status = 'sending', finished_at = NULL, updated_at = now()
  WHERE status = 'sent' AND id IN (SELECT campaign_id FROM reopened)`;

type ClaimedRow = ClaimedDelivery & { status: DeliveryStatus };

/** The batch as the lease's row tells it. */
export interface LeasedBatch {
  campaignId: string;
  workspaceId: string;
  number: number;
  firstSeq: number;
  lastSeq: number;
  variant: string | null;
  /** The workspace caps how often people hear from it, and the campaign heeds that. */
  isCapped: boolean;
  /** Somebody of the workspace chose how often they want mail. */
  hasOwnCaps: boolean;
  /** The workspace has quiet hours, and the campaign heeds them. */
  knowsQuietHours: boolean;
  tries: number;
  /** Times in a row before this one. */
  idleTries: number;
  leaseId: string;
}

/** SQL of one batch of a campaign while a worker has it. Made by `DeliveryBatchesRepository.lease`. */
export class BatchLease implements DeliveryLease {
  readonly priority: SendingPriority = 'campaign';
  private wentThrough = false;

  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesRepository,
    private readonly batch: LeasedBatch,
  ) {}

  get workspaceId(): string {
    return this.batch.workspaceId;
  }

  /** Of an A/B test; null when there is none. */
  get variant(): string | null {
    return this.batch.variant;
  }

  get tries(): number {
    return this.batch.tries;
  }

  get idleTries(): number {
    return this.batch.idleTries + 1;
  }

  get label(): string {
    return `campaign ${this.batch.campaignId} batch ${this.batch.number}`;
  }

  async claim(limit: number, heldProviders: readonly string[]): Promise<Claim> {
    const { campaignId, firstSeq, lastSeq, variant, isCapped, hasOwnCaps, knowsQuietHours } = this.batch;
    const which = [campaignId, firstSeq, lastSeq, limit, heldNames(heldProviders)];
    const claimRows = (): Promise<ClaimedRow[]> =>
      this.database.query<ClaimedRow>(isCapped || knowsQuietHours ? CLAIM_ROWS_IN_TIME : CLAIM_ROWS, [
        ...which,
        variant,
      ]);
    const rows =
      isCapped || hasOwnCaps
        ? await this.database.transaction(async () => {
            await this.database.query(isCapped ? LOCK_PEOPLE : LOCK_CHOOSERS, which);
            return claimRows();
          })
        : await claimRows();
    const claimed = rows.filter((row) => row.status === 'claimed');
    return { claimed, settled: rows.length - claimed.length };
  }

  async refuse(unsendable: readonly Unsendable[]): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries d SET status = 'refused', reason = f.reason, finished_at = now()
       FROM unnest($2::uuid[], $3::text[]) AS f (id, reason)
       WHERE d.id = f.id AND d.campaign_id = $1 AND d.status = 'claimed'`,
      [this.batch.campaignId, unsendable.map(({ id }) => id), unsendable.map(({ reason }) => reason)],
    );
  }

  async putBack(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.unclaim(ids);
  }

  async handOver(ids: readonly string[]): Promise<Map<string, number>> {
    const { campaignId, number, leaseId } = this.batch;
    const values = [campaignId, number, leaseId, ids];
    const rows = await this.database.query<{ id: string; attempts: number }>(HAND_OVER_ROWS, values);
    return new Map(rows.map((row) => [row.id, row.attempts]));
  }

  async renew(): Promise<boolean> {
    const { campaignId, number, leaseId } = this.batch;
    return (await this.database.query(RENEW_LEASE, [campaignId, number, leaseId])).length > 0;
  }

  async record(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    this.wentThrough ||= outcomes.some(({ status }) => status === 'accepted');
    const waiting = outcomes.filter(({ status }) => status === 'pending' || status === 'deferred');
    if (waiting.length === 0) return this.deliveries.record(outcomes);
    const ids = waiting.map(({ id }) => id);
    await this.database.transaction(async () => {
      await this.database.query(LOCK_BATCHES, [ids]);
      await this.deliveries.record(outcomes);
      await this.database.execute(REOPEN_BATCHES, [ids]);
    });
  }

  /**
   * Done when no row of its range can still be sent; else the batch stays open and due at the earliest next attempt.
   * Uncertain rows wait again where the workspace says so.
   */
  async release(delayMs: number): Promise<{ done: boolean; dueInMs: number }> {
    const { campaignId, number, firstSeq, lastSeq, leaseId } = this.batch;
    return this.database.transaction(async () => {
      // A late answer may open a row at this very moment: it waits for this lock, or we for its.
      await this.database.query(
        'SELECT FROM delivery_batches WHERE campaign_id = $1 AND number = $2 FOR UPDATE',
        [campaignId, number],
      );
      await this.unclaim(null);
      await this.resendUncertain();
      await this.cancelRest();
      const row = await this.database.queryOne<{ done: boolean; dueInMs: number }>(
        `UPDATE delivery_batches b
         SET leased_by = NULL, leased_until = NULL, is_hurried = false,
             idle_tries = CASE WHEN $7 OR b.is_hurried THEN 0 ELSE b.idle_tries + 1 END,
             status = CASE WHEN rest.open = 0 THEN 'done' ELSE 'open' END,
             due_at = greatest(now() + CASE WHEN b.is_hurried THEN interval '0' ELSE make_interval(secs => $3::double precision / 1000) END,
               coalesce(rest.due_at, now()))
         FROM (
           SELECT count(*) FILTER (WHERE d.status IN ('pending', 'claimed', 'handed_over') OR d.next_attempt_at IS NOT NULL) AS open,
                  min(coalesce(d.next_attempt_at, now())) FILTER (WHERE d.status = 'pending' OR d.next_attempt_at IS NOT NULL) AS due_at
           FROM deliveries d
           WHERE d.campaign_id = $1 AND d.seq BETWEEN $4 AND $5
         ) AS rest
         WHERE b.campaign_id = $1 AND b.number = $2 AND b.leased_by = $6
         RETURNING b.status = 'done' AS done, extract(epoch FROM b.due_at - now()) * 1000 AS "dueInMs"`,
        [campaignId, number, delayMs, firstSeq, lastSeq, leaseId, this.wentThrough],
      );
      return { done: row?.done ?? false, dueInMs: Math.max(0, Math.ceil(row?.dueInMs ?? 0)) };
    });
  }

  /** What a dead worker left: `claimed` rows wait again; `handed_over` ones become `uncertain`, since nobody can know. */
  async recover(reason: string): Promise<void> {
    const { campaignId, firstSeq, lastSeq } = this.batch;
    await this.unclaim(null);
    await this.database.execute(
      `UPDATE deliveries
       SET status = 'uncertain', finished_at = now(), reason = $4
       WHERE campaign_id = $1 AND seq BETWEEN $2 AND $3 AND status = 'handed_over'`,
      [campaignId, firstSeq, lastSeq, reason],
    );
  }

  /**
   * Where the workspace would rather mail somebody twice than not at all (policy `resend`), uncertain rows wait again,
   * until they were handed over three times. By default they stay as they are.
   */
  private async resendUncertain(): Promise<void> {
    const { campaignId, number, firstSeq, lastSeq, leaseId } = this.batch;
    await this.database.execute(
      `UPDATE deliveries d SET status = 'pending', claimed_at = NULL, handed_over_at = NULL, finished_at = NULL
       FROM workspaces w, delivery_batches b
       WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3 AND d.status = 'uncertain' AND d.attempts < $4
         AND w.id = d.workspace_id AND w.uncertain_policy = 'resend'
         AND b.campaign_id = $1 AND b.number = $5 AND b.leased_by = $6`,
      [campaignId, firstSeq, lastSeq, MAX_UNCERTAIN_ATTEMPTS, number, leaseId],
    );
  }

  /** What came back unsent after its campaign was cancelled must not wait for ever. */
  private async cancelRest(): Promise<void> {
    const { campaignId, firstSeq, lastSeq } = this.batch;
    await this.database.execute(
      `UPDATE deliveries d SET status = 'cancelled', finished_at = now(), next_attempt_at = NULL
       FROM campaigns k
       WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3 AND d.status IN ('pending', 'deferred')
         AND k.id = d.campaign_id AND k.status = 'cancelled'`,
      [campaignId, firstSeq, lastSeq],
    );
  }

  private async unclaim(ids: readonly string[] | null): Promise<void> {
    const { campaignId, number, firstSeq, lastSeq, leaseId } = this.batch;
    await this.database.execute(
      `UPDATE deliveries d SET status = 'pending', claimed_at = NULL
       FROM delivery_batches b
       WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3 AND d.status = 'claimed'
         AND b.campaign_id = $1 AND b.number = $4 AND b.leased_by = $5
         AND ($6::uuid[] IS NULL OR d.id = ANY ($6))`,
      [campaignId, firstSeq, lastSeq, number, leaseId, ids],
    );
  }
}
