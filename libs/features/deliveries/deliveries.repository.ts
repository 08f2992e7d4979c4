import { Injectable } from '@nestjs/common';
import { Database, type PreparedStatement } from '@platform/database';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Delivery, DeliveryOutcome } from './delivery';
import { emptyCounts, type DeliveryCounts, type DeliveryStatus } from './delivery-status';

const DELIVERY_COLUMNS = `
  d.id, d.campaign_id AS "campaignId", d.contact_id AS "contactId", d.email, d.status, d.reason, d.attempts,
  d.handed_over_at AS "handedOverAt", d.finished_at AS "finishedAt", d.next_attempt_at AS "nextAttemptAt",
  d.reply_code AS "replyCode", d.enhanced_code AS "enhancedCode", d.reply, d.bounce_class AS "bounceClass",
  d.bounced_at AS "bouncedAt", d.complained_at AS "complainedAt", d.unsubscribed_at AS "unsubscribedAt"`;

/**
 * Writes what became of handed-over rows, many at once. Also settles rows that a recovery called `uncertain` in the
 * meantime: whoever heard the server's answer knows better.
 */
const WRITE_OUTCOMES: PreparedStatement = {
  name: 'write-delivery-outcomes',
  text: `
  UPDATE deliveries d
  SET status = o.status, reason = o.reason, reply = o.reply, reply_code = o.reply_code,
      enhanced_code = o.enhanced_code, bounce_class = o.bounce_class, next_attempt_at = o.next_attempt_at,
      finished_at = CASE WHEN o.status IN ('pending', 'deferred') THEN NULL ELSE now() END,
      handed_over_at = CASE WHEN o.status = 'pending' THEN NULL ELSE d.handed_over_at END,
      attempts = d.attempts - CASE WHEN o.status = 'pending' THEN 1 ELSE 0 END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::timestamptz[])
    AS o (id, status, reason, reply, reply_code, enhanced_code, bounce_class, next_attempt_at)
  WHERE d.id = o.id AND d.status IN ('handed_over', 'uncertain')`,
};

/**
 * A mailbox that does not exist is never mailed again, by any campaign. A single message goes to the address it was posted
 * for, which need not be its contact's any more.
 */
const SUPPRESS_HARD_REFUSALS = `
  INSERT INTO suppressions (workspace_id, address_hash, email, reason, source, note)
  SELECT d.workspace_id, coalesce(m.address_hash, c.address_hash), d.email, 'hard-bounce', 'smtp', coalesce(d.reply, '')
  FROM deliveries d
  JOIN contacts c ON c.id = d.contact_id AND c.workspace_id = d.workspace_id
  LEFT JOIN messages m ON m.id = d.message_id
  WHERE d.id = ANY ($1::uuid[]) AND d.status = 'refused' AND d.bounce_class = 'hard'
  ON CONFLICT ON CONSTRAINT uq_suppressions_address DO NOTHING`;

/** SQL on the ledger. Status moves follow `deliveryTransitions`. */
@Injectable()
export class DeliveriesRepository {
  constructor(private readonly database: Database) {}

  /** Writes outcomes of handed-over rows; a hard refusal also suppresses the address. Safe to repeat. Called by leases. */
  async record(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const wide = outcomes as unknown as (Partial<Record<string, unknown>> & { id: string; status: string })[];
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

  /** Everything not yet handed over will not be sent any more. */
  async cancelOpen(campaignId: string): Promise<number> {
    return this.database.execute(
      `UPDATE deliveries SET status = 'cancelled', finished_at = now(), next_attempt_at = NULL
       WHERE campaign_id = $1 AND status IN ('pending', 'claimed', 'deferred')`,
      [campaignId],
    );
  }

  /** People whose row is not yet written wait like others, so that the states add up to the audience at every moment. */
  async counts(workspaceId: string, campaignId: string): Promise<DeliveryCounts> {
    const rows = await this.database.query<{ status: DeliveryStatus; count: number }>(
      `SELECT status, sum(count) AS count FROM (
         SELECT status, count(*) AS count FROM deliveries WHERE workspace_id = $1 AND campaign_id = $2 GROUP BY status
         UNION ALL
         SELECT 'pending', last_seq - first_seq + 1 FROM audience_chunks WHERE workspace_id = $1 AND campaign_id = $2
       ) states GROUP BY status`,
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
