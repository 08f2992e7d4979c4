import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Hit } from './hit';
import { BURST_LINKS, BURST_WINDOW_MS, TOO_SOON_MS } from './machine-detection';

/** A hit that was stored with its person, which is only done with their consent. */
export interface PersonalHit {
  index: number;
  workspaceId: string;
  campaignId: string | null;
  /** Of a single message; null for one of a campaign. */
  messageId: string | null;
  contactId: string;
  isMachine: boolean;
}

/** One message cannot fill the table: what a person reads has an end, what a script requests has not. */
const MAX_HITS_PER_DELIVERY = 200;

/**
 * Consent is checked here, in the statement that writes. A hit becomes
 * - a row with its person, where the workspace tracks individually, the delivery was resolved as trackable and the
 *   contact consents at this moment;
 * - the day of the contact's last open, where the workspace keeps that alone;
 * - one more in an anonymous sum otherwise, and nothing at all in workspaces that do not track.
 * A personal hit also settles a delivery whose outcome was unknown: its token stands nowhere but in the message.
 * Sums are written in one order, so that two writers never wait for each other in a circle.
 */
const WRITE_HITS = `
  WITH input AS (
    SELECT * FROM json_to_recordset($1::json) AS i(index int, kind text, delivery_id uuid, link int,
      occurred_at timestamptz, reasons text[], user_agent text, ip inet)
  ), joined AS MATERIALIZED (
    SELECT i.*, d.workspace_id, d.campaign_id, d.message_id, d.contact_id, w.tracking_mode, c.id IS NOT NULL AS has_contact,
      (i.occurred_at AT TIME ZONE w.time_zone)::date AS day,
      w.tracking_mode = 'individual' AND d.trackable AND c.tracking_consent IS TRUE AS is_personal,
      i.reasons || array_remove(ARRAY[
        CASE WHEN d.handed_over_at IS NULL OR i.occurred_at < d.handed_over_at THEN 'before-hand-over'
             WHEN i.kind = 'click' AND i.occurred_at < d.handed_over_at + make_interval(secs => $2) THEN 'too-soon'
             WHEN i.kind = 'open' AND (d.finished_at IS NULL OR i.occurred_at < d.finished_at) THEN 'before-delivery'
        END,
        CASE WHEN i.kind = 'click' AND NOT 'burst' = ANY(i.reasons) AND (
          SELECT count(DISTINCT h.link_position) FROM tracking_hits h
          WHERE h.delivery_id = i.delivery_id AND h.kind = 'click' AND h.link_position <> i.link
            AND h.occurred_at BETWEEN i.occurred_at - make_interval(secs => $4) AND i.occurred_at
          ) >= $3 - 1 THEN 'burst' END
      ], NULL) AS all_reasons
    FROM input i
    JOIN deliveries d ON d.id = i.delivery_id
    JOIN workspaces w ON w.id = d.workspace_id
    LEFT JOIN contacts c ON c.workspace_id = d.workspace_id AND c.id = d.contact_id
    WHERE w.tracking_mode <> 'none'
  ), stored AS (
    INSERT INTO tracking_hits (workspace_id, campaign_id, delivery_id, contact_id, kind, link_position, occurred_at,
      is_machine, reasons, user_agent, ip)
    SELECT workspace_id, campaign_id, delivery_id, contact_id, kind, link, occurred_at,
      cardinality(all_reasons) > 0, all_reasons, user_agent, ip
    FROM joined j
    WHERE is_personal AND (SELECT count(*) FROM tracking_hits h WHERE h.delivery_id = j.delivery_id) < $5
  ), settled AS (
    UPDATE deliveries d SET status = 'accepted', reason = 'proved by an open or a click'
    WHERE d.id IN (SELECT delivery_id FROM joined WHERE is_personal) AND d.status = 'uncertain'
  ), totals AS (
    INSERT INTO tracking_totals (workspace_id, campaign_id, kind, link_position, is_machine, hits)
    SELECT workspace_id, campaign_id, kind, coalesce(link, -1), cardinality(all_reasons) > 0, count(*)
    FROM joined WHERE NOT is_personal AND campaign_id IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3, 4, 5
    ON CONFLICT (campaign_id, kind, link_position, is_machine)
      DO UPDATE SET hits = tracking_totals.hits + excluded.hits
  ), days AS (
    INSERT INTO contact_open_days (workspace_id, contact_id, day)
    SELECT workspace_id, contact_id, max(day) FROM joined
    WHERE tracking_mode = 'last-open-day' AND kind = 'open' AND has_contact AND cardinality(all_reasons) = 0
    GROUP BY 1, 2 ORDER BY 2
    ON CONFLICT (contact_id) DO UPDATE SET day = greatest(contact_open_days.day, excluded.day)
  )
  SELECT index, workspace_id AS "workspaceId", campaign_id AS "campaignId", message_id AS "messageId", contact_id AS "contactId",
    cardinality(all_reasons) > 0 AS "isMachine"
  FROM joined j
  WHERE is_personal AND (SELECT count(*) FROM tracking_hits h WHERE h.delivery_id = j.delivery_id) < $5
  ORDER BY index`;

/** SQL on `tracking_hits`, `tracking_totals` and `contact_open_days`. */
@Injectable()
export class HitsRepository {
  constructor(private readonly database: Database) {}

  /** One statement for a batch; answers the hits that were stored with their person. */
  async write(hits: readonly Hit[]): Promise<PersonalHit[]> {
    const rows = hits.map((hit, index) => ({
      index,
      kind: hit.kind,
      delivery_id: hit.deliveryId,
      link: hit.link,
      occurred_at: hit.occurredAt,
      reasons: hit.reasons,
      user_agent: hit.userAgent,
      ip: hit.ip,
    }));
    return this.database.query<PersonalHit>(WRITE_HITS, [
      JSON.stringify(rows),
      TOO_SOON_MS / 1000,
      BURST_LINKS,
      BURST_WINDOW_MS / 1000,
      MAX_HITS_PER_DELIVERY,
    ]);
  }
}
