import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/**
 * $1 now, $2 how many. Sending has not mailed them since the moment it ended, so there is no hurry; the evidence bears that moment.
 * The rows are locked in one order, after whoever changes a subscription at this moment.
 */
const EXPIRE = `
  WITH due AS (
    SELECT s.topic_id, s.contact_id, s.expires_at FROM subscriptions s
    WHERE s.status = 'subscribed' AND s.expires_at <= $1
    ORDER BY s.topic_id, s.contact_id LIMIT $2 FOR UPDATE SKIP LOCKED
  ), ended AS (
    UPDATE subscriptions s SET status = 'unsubscribed', reason = 'consent expired', source = 'expiry', changed_at = $1
    FROM due WHERE s.topic_id = due.topic_id AND s.contact_id = due.contact_id
    RETURNING s.workspace_id, s.contact_id, s.topic_id, s.expires_at
  ), recorded AS (
    INSERT INTO consent_records (workspace_id, contact_id, address_hash, topic_id, action, method, occurred_at, details)
    SELECT e.workspace_id, e.contact_id, c.address_hash, e.topic_id, 'expired', 'expiry', e.expires_at, '{"legalBasis": "implied"}'
    FROM ended e JOIN contacts c ON c.workspace_id = e.workspace_id AND c.id = e.contact_id
    ON CONFLICT DO NOTHING
  )
  SELECT count(*) AS count FROM ended`;

/** Older than the workspace allows. $1 now. */
const TOO_OLD = `s.status = 'pending' AND s.changed_at < $1::timestamptz - make_interval(days => w.unconfirmed_days)`;

/**
 * People who came for a subscription that they never confirmed, and whom nothing else ties to the workspace: who ever did more,
 * or was there a day before they asked, is a contact for other reasons. $1 now, $2 how many.
 */
const STRANGERS = `
  SELECT s.workspace_id AS "workspaceId", array_agg(DISTINCT s.contact_id) AS ids
  FROM (
    SELECT s.workspace_id, s.contact_id FROM subscriptions s JOIN workspaces w ON w.id = s.workspace_id
    WHERE ${TOO_OLD}
      AND EXISTS (SELECT FROM contacts c WHERE c.workspace_id = s.workspace_id AND c.id = s.contact_id
        AND c.created_at > s.changed_at - interval '1 day')
      AND NOT EXISTS (SELECT FROM subscriptions o JOIN workspaces ow ON ow.id = o.workspace_id
        WHERE o.contact_id = s.contact_id AND o.workspace_id = s.workspace_id
          AND NOT (o.status = 'pending' AND o.changed_at < $1::timestamptz - make_interval(days => ow.unconfirmed_days)))
      AND NOT EXISTS (SELECT FROM consent_records r WHERE r.contact_id = s.contact_id AND r.action IN ('subscribed', 'confirmed'))
      AND NOT EXISTS (SELECT FROM orders o WHERE o.workspace_id = s.workspace_id AND o.contact_id = s.contact_id)
      AND NOT EXISTS (SELECT FROM notes n WHERE n.contact_id = s.contact_id)
      AND NOT EXISTS (SELECT FROM deliveries d WHERE d.workspace_id = s.workspace_id AND d.contact_id = s.contact_id
        AND d.campaign_id IS NOT NULL)
    LIMIT $2
  ) s
  GROUP BY s.workspace_id`;

/** Of people who stay, only the subscription goes. */
const DELETE_PENDING = `
  DELETE FROM subscriptions WHERE (topic_id, contact_id) IN (
    SELECT s.topic_id, s.contact_id FROM subscriptions s JOIN workspaces w ON w.id = s.workspace_id
    WHERE ${TOO_OLD} ORDER BY s.topic_id, s.contact_id LIMIT $2 FOR UPDATE OF s SKIP LOCKED)`;

/** SQL of what ends by itself. Across workspaces: only for housekeeping. */
@Injectable()
export class ConsentHousekeepingRepository {
  constructor(private readonly database: Database) {}

  async expire(now: Date, limit: number): Promise<number> {
    return (await this.database.queryOne<{ count: number }>(EXPIRE, [now, limit]))?.count ?? 0;
  }

  async findStrangers(now: Date, limit: number): Promise<{ workspaceId: string; ids: string[] }[]> {
    return this.database.query(STRANGERS, [now, limit]);
  }

  async deletePending(now: Date, limit: number): Promise<number> {
    return this.database.execute(DELETE_PENDING, [now, limit]);
  }
}
