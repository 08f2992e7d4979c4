import { Injectable } from '@nestjs/common';
import { whyNotMailableSql } from '@features/consent';
import { Database } from '@platform/database';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { ClaimedDelivery, Delivery, DeliveryOutcome } from './delivery';
import type { LeasedBatch } from './delivery-batches.repository';
import { emptyCounts, type DeliveryCounts, type DeliveryStatus } from './delivery-status';

const DELIVERY_COLUMNS = `
  d.id, d.campaign_id AS "campaignId", d.contact_id AS "contactId", d.email, d.status, d.reason, d.attempts,
  d.handed_over_at AS "handedOverAt", d.finished_at AS "finishedAt", d.next_attempt_at AS "nextAttemptAt",
  d.reply_code AS "replyCode", d.enhanced_code AS "enhancedCode", d.reply, d.bounce_class AS "bounceClass",
  d.bounced_at AS "bouncedAt", d.complained_at AS "complainedAt", d.unsubscribed_at AS "unsubscribedAt"`;

/**
 * Takes rows of a leased batch in hand. One statement locks them, asks again whether the campaign is sending and
 * whether the contact may be mailed *now*, and either claims a row or marks it `suppressed` with the reason. The
 * address is the contact's current one. Locks: the claimed rows, until commit.
 */
const CLAIM_ROWS = `
  WITH picked AS (
    SELECT d.id FROM deliveries d
    WHERE d.campaign_id = $1 AND d.seq BETWEEN $2 AND $3
      AND (d.status = 'pending' OR (d.status = 'deferred' AND d.next_attempt_at <= now()))
    ORDER BY d.seq
    LIMIT $4
    FOR UPDATE SKIP LOCKED
  ), checked AS (
    SELECT d.id, c.email,
      CASE WHEN c.id IS NULL THEN 'erased'
           ELSE ${whyNotMailableSql({ contact: 'c', topic: 'k.topic_id' })} END AS obstacle
    FROM picked
    JOIN deliveries d ON d.id = picked.id
    JOIN campaigns k ON k.id = d.campaign_id AND k.status = 'sending'
    LEFT JOIN contacts c ON c.id = d.contact_id AND c.workspace_id = d.workspace_id
  )
  UPDATE deliveries d
  SET status = CASE WHEN checked.obstacle IS NULL THEN 'claimed' ELSE 'suppressed' END,
      reason = checked.obstacle,
      claimed_at = now(),
      finished_at = CASE WHEN checked.obstacle IS NULL THEN NULL ELSE now() END,
      next_attempt_at = NULL,
      email = coalesce(checked.email, d.email)
  FROM checked
  WHERE d.id = checked.id
  RETURNING d.id, d.contact_id AS "contactId", d.email, d.trackable, d.status`;

/**
 * The last step before the wire: renews the lease and moves claimed rows to `handed_over`, but only while the lease
 * is still ours and the campaign is still sending. Rows it does not return must not be sent.
 */
const HAND_OVER_ROWS = `
  WITH lease AS (
    UPDATE delivery_batches SET leased_until = now() + interval '60 seconds'
    WHERE campaign_id = $1 AND number = $2 AND leased_by = $3 AND leased_until > now()
    RETURNING campaign_id
  )
  UPDATE deliveries d
  SET status = 'handed_over', handed_over_at = now(), attempts = d.attempts + 1, reason = NULL
  FROM lease JOIN campaigns k ON k.id = lease.campaign_id
  WHERE d.id = ANY ($4::uuid[]) AND d.campaign_id = k.id AND d.status = 'claimed' AND k.status = 'sending'
  RETURNING d.id, d.attempts`;

/**
 * Writes what became of handed-over rows, many at once. Also settles rows that a recovery called `uncertain` in the
 * meantime: whoever heard the server's answer knows better.
 */
const WRITE_OUTCOMES = `
  UPDATE deliveries d
  SET status = o.status, reason = o.reason, reply = o.reply, reply_code = o.reply_code,
      enhanced_code = o.enhanced_code, bounce_class = o.bounce_class, next_attempt_at = o.next_attempt_at,
      finished_at = CASE WHEN o.status IN ('pending', 'deferred') THEN NULL ELSE now() END,
      handed_over_at = CASE WHEN o.status = 'pending' THEN NULL ELSE d.handed_over_at END,
      attempts = d.attempts - CASE WHEN o.status = 'pending' THEN 1 ELSE 0 END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::timestamptz[])
    AS o (id, status, reason, reply, reply_code, enhanced_code, bounce_class, next_attempt_at)
  WHERE d.id = o.id AND d.status IN ('handed_over', 'uncertain')`;

/** A mailbox that does not exist is never mailed again, by any campaign. */
const SUPPRESS_HARD_REFUSALS = `
  INSERT INTO suppressions (workspace_id, address_hash, email, reason, source, note)
  SELECT d.workspace_id, c.address_hash, d.email, 'hard-bounce', 'smtp', coalesce(d.reply, '')
  FROM deliveries d JOIN contacts c ON c.id = d.contact_id AND c.workspace_id = d.workspace_id
  WHERE d.id = ANY ($1::uuid[]) AND d.status = 'refused' AND d.bounce_class = 'hard'
  ON CONFLICT ON CONSTRAINT uq_suppressions_address DO NOTHING`;

/** SQL on the ledger. Status moves follow `deliveryTransitions`. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  async claim(
    batch: LeasedBatch,
    limit: number,
  ): Promise<{ claimed: ClaimedDelivery[]; suppressed: number }> {
    const rows = await this.database.query<ClaimedDelivery & { status: DeliveryStatus }>(CLAIM_ROWS, [
      batch.campaignId,
      batch.firstSeq,
      batch.lastSeq,
      limit,
    ]);
    const claimed = rows.filter((row) => row.status === 'claimed');
    return { claimed, suppressed: rows.length - claimed.length };
  }

  /** Ids that may now be sent, each with the number of this attempt; the others were paused, cancelled or taken over. */
  async handOver(batch: LeasedBatch, ids: string[]): Promise<Map<string, number>> {
    const rows = await this.database.query<{ id: string; attempts: number }>(HAND_OVER_ROWS, [
      batch.campaignId,
      batch.number,
      batch.leaseId,
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, row.attempts]));
  }

  /** Writes outcomes; a hard refusal also suppresses the address. Safe to repeat. */
  async record(outcomes: DeliveryOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const wide = outcomes as (Partial<Record<string, unknown>> & { id: string; status: string })[];
    const column = (name: string): unknown[] => wide.map((outcome) => outcome[name] ?? null);
    await this.database.execute(WRITE_OUTCOMES, [
      column('id'),
      column('status'),
      column('reason'),
      column('reply'),
      column('replyCode'),
      column('enhancedCode'),
      column('bounceClass'),
      column('nextAttemptAt'),
    ]);
    const refused = wide.filter(({ bounceClass }) => bounceClass === 'hard').map(({ id }) => id);
    if (refused.length > 0) await this.database.execute(SUPPRESS_HARD_REFUSALS, [refused]);
  }

  /** A claimed message that cannot be made (a value breaks the template): refused without ever reaching a server. */
  async refuseUnsendable(batch: LeasedBatch, failures: { id: string; reason: string }[]): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries d SET status = 'refused', reason = f.reason, finished_at = now()
       FROM unnest($2::uuid[], $3::text[]) AS f (id, reason)
       WHERE d.id = f.id AND d.campaign_id = $1 AND d.status = 'claimed'`,
      [batch.campaignId, failures.map((failure) => failure.id), failures.map((failure) => failure.reason)],
    );
  }

  /** Everything not yet handed over will not be sent any more. */
  async cancelOpen(campaignId: string): Promise<number> {
    return this.database.execute(
      `UPDATE deliveries SET status = 'cancelled', finished_at = now(), next_attempt_at = NULL
       WHERE campaign_id = $1 AND status IN ('pending', 'claimed', 'deferred')`,
      [campaignId],
    );
  }

  async counts(workspaceId: string, campaignId: string): Promise<DeliveryCounts> {
    const rows = await this.database.query<{ status: DeliveryStatus; count: number }>(
      `SELECT status, count(*) AS count FROM deliveries
       WHERE workspace_id = $1 AND campaign_id = $2 GROUP BY status`,
      [workspaceId, campaignId],
    );
    return Object.assign(emptyCounts(), Object.fromEntries(rows.map((row) => [row.status, row.count])));
  }

  /** The one message of a campaign to a contact; null when there is none. */
  async findOfContact(workspaceId: string, campaignId: string, contactId: string): Promise<Delivery | null> {
    return this.database.queryOne<Delivery>(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries d
       WHERE d.workspace_id = $1 AND d.campaign_id = $2 AND d.contact_id = $3`,
      [workspaceId, campaignId, contactId],
    );
  }

  /** The per-recipient log in sending order. `search` is part of the address. */
  async list(
    scope: { workspaceId: string; campaignId: string; status?: DeliveryStatus; search?: string },
    page: PageRequest,
  ): Promise<Page<Delivery>> {
    const [after] = page.cursor === undefined ? [0] : decodeCursor(page.cursor, 1);
    if (!Number.isSafeInteger(after)) throw invalidCursor();
    const rows = await this.database.query<Delivery & { seq: number }>(
      `SELECT d.seq, ${DELIVERY_COLUMNS}
       FROM deliveries d
       WHERE d.workspace_id = $1 AND d.campaign_id = $2 AND d.seq > $3
         AND ($4::text IS NULL OR d.status = $4)
         AND ($5::text IS NULL OR strpos(lower(d.email), lower($5)) > 0)
       ORDER BY d.seq
       LIMIT $6`,
      [
        scope.workspaceId,
        scope.campaignId,
        after,
        scope.status ?? null,
        scope.search ?? null,
        page.limit + 1,
      ],
    );
    return toPage(rows, page.limit, {
      item: ({ seq: _seq, ...delivery }) => delivery,
      cursor: (row) => [row.seq],
    });
  }
}
