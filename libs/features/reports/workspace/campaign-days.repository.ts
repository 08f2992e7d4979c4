import { Injectable } from '@nestjs/common';
import { DELIVERED, HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from '@features/tracking';
import { Database } from '@platform/database';

/** Messages by what became of them; `opened` and `clicked` are those that a person opened or clicked in, whenever. */
export interface MailFigures {
  sent: number;
  delivered: number;
  /** Hard, soft and policy blocks: sent − delivered. */
  bounced: number;
  trackableDelivered: number;
  opened: number;
  clicked: number;
  unsubscribed: number;
  complained: number;
}

export interface CampaignDay extends MailFigures {
  day: string;
  campaignId: string;
  /** Octets of HTML and text of one message before values are filled in. */
  messageBytes: number;
}

/** Figures may be so much older than what they count. */
const AT_MOST_OLD = `interval '30 seconds'`;
/** Hits are written a moment after they happen, by processes with clocks of their own. */
const MARGIN = `interval '10 minutes'`;

/**
 * Campaigns whose mails may have gone out in the period and whose figures were not counted yet, in another zone, or before something
 * happened to them. $1 workspace, $2 from, $3 to, $4 zone.
 */
const TO_COUNT = `
  WITH going_out AS (
    SELECT k.id, k.finished_at, c.zone, coalesce(c.counted_at, '-infinity') AS counted_at
    FROM campaigns k LEFT JOIN campaign_counts c ON c.campaign_id = k.id
    WHERE k.workspace_id = $1 AND k.resolved_at < $3 AND (k.finished_at IS NULL OR k.finished_at >= $2)
  ), counted AS (
    SELECT id, counted_at - ${MARGIN} AS since FROM going_out
    WHERE isfinite(counted_at) AND counted_at < now() - ${AT_MOST_OLD}
  ), happened AS (
    SELECT campaign_id, occurred_at AS at FROM tracking_hits h
    WHERE h.workspace_id = $1 AND NOT h.is_machine AND h.occurred_at > (SELECT min(since) FROM counted)
    UNION ALL SELECT campaign_id, unsubscribed_at FROM deliveries
    WHERE workspace_id = $1 AND unsubscribed_at > (SELECT min(since) FROM counted)
    UNION ALL SELECT campaign_id, bounced_at FROM deliveries
    WHERE workspace_id = $1 AND bounced_at > (SELECT min(since) FROM counted)
    UNION ALL SELECT campaign_id, complained_at FROM deliveries
    WHERE workspace_id = $1 AND complained_at > (SELECT min(since) FROM counted)
  )
  SELECT g.id FROM going_out g
  WHERE NOT isfinite(g.counted_at) OR g.zone <> $4
    OR g.counted_at < now() - ${AT_MOST_OLD} AND (g.finished_at IS NULL OR g.finished_at > g.counted_at - ${MARGIN})
    OR g.id IN (SELECT c.id FROM counted c JOIN happened h ON h.campaign_id = c.id AND h.at > c.since)
  ORDER BY g.id`;

/** Locks the campaign's figures against a second count at the same time; who waited for one finds nothing left to do. $1 workspace, $2 campaign, $3 zone. */
const BEGIN_COUNT = `
  INSERT INTO campaign_counts AS c (workspace_id, campaign_id, zone, message_bytes, counted_at)
  SELECT k.workspace_id, k.id, $3, coalesce((v.compiled -> 'sizes' ->> 'html')::integer + (v.compiled -> 'sizes' ->> 'text')::integer, 0), now()
  FROM campaigns k LEFT JOIN template_versions v ON v.workspace_id = k.workspace_id AND v.id = k.template_version_id
  WHERE k.workspace_id = $1 AND k.id = $2
  ON CONFLICT (campaign_id) DO UPDATE SET zone = excluded.zone, message_bytes = excluded.message_bytes, counted_at = excluded.counted_at
  WHERE c.zone <> excluded.zone OR c.counted_at < excluded.counted_at - ${AT_MOST_OLD}`;

/** The campaign's report, by the day of hand-over: the sums over all days are its numbers. Parameters as above. */
const COUNT = `
  INSERT INTO campaign_days (workspace_id, campaign_id, day, sent, delivered, bounced, trackable, opened, clicked, unsubscribed, complained)
  SELECT $1, $2, (d.quarter AT TIME ZONE $3)::date, sum(d.sent), sum(d.delivered), sum(d.sent - d.delivered), sum(d.trackable), sum(d.opened),
    sum(d.clicked), sum(d.unsubscribed), sum(d.complained)
  FROM (
    SELECT date_bin('15 minutes', d.handed_over_at, 'epoch') AS quarter, count(*) FILTER (WHERE d.status = 'accepted') AS sent,
      count(*) FILTER (WHERE ${DELIVERED}) AS delivered, count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS trackable,
      count(*) FILTER (WHERE h.opened) AS opened, count(*) FILTER (WHERE h.clicked) AS clicked,
      count(d.unsubscribed_at) AS unsubscribed, count(d.complained_at) AS complained
    FROM deliveries d
    LEFT JOIN (
      SELECT h.delivery_id, bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked
      FROM tracking_hits h WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND NOT h.is_machine GROUP BY h.delivery_id
    ) h ON h.delivery_id = d.id
    WHERE d.workspace_id = $1 AND d.campaign_id = $2 AND d.handed_over_at IS NOT NULL
    GROUP BY 1
  ) d
  GROUP BY 3`;

/** $1 workspace, $2 first day, $3 last day. */
const DAYS = `
  SELECT to_char(d.day, 'YYYY-MM-DD') AS day, d.campaign_id AS "campaignId", c.message_bytes AS "messageBytes", d.sent, d.delivered, d.bounced,
    d.trackable AS "trackableDelivered", d.opened, d.clicked, d.unsubscribed, d.complained
  FROM campaign_days d JOIN campaign_counts c ON c.campaign_id = d.campaign_id
  WHERE d.workspace_id = $1 AND d.day BETWEEN $2::date AND $3::date
  ORDER BY d.day, d.campaign_id`;

/** Figures of campaigns by day, kept so that a report of a year need not read all mail of the year. */
@Injectable()
export class CampaignDaysRepository {
  constructor(private readonly db: Database) {}

  async toCount(
    workspaceId: string,
    { from, to, zone }: { from: Date; to: Date; zone: string },
  ): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(TO_COUNT, [workspaceId, from, to, zone]);
    return rows.map(({ id }) => id);
  }

  /** Within a transaction. */
  async count(workspaceId: string, campaignId: string, zone: string): Promise<void> {
    if ((await this.db.execute(BEGIN_COUNT, [workspaceId, campaignId, zone])) === 0) return;
    await this.db.execute('DELETE FROM campaign_days WHERE workspace_id = $1 AND campaign_id = $2', [
      workspaceId,
      campaignId,
    ]);
    await this.db.execute(COUNT, [workspaceId, campaignId, zone]);
  }

  async days(
    workspaceId: string,
    { firstDay, lastDay }: { firstDay: string; lastDay: string },
  ): Promise<CampaignDay[]> {
    return this.db.query<CampaignDay>(DAYS, [workspaceId, firstDay, lastDay]);
  }

  async names(
    workspaceId: string,
    campaignIds: readonly string[],
  ): Promise<{ id: string; name: string; subject: string | null; status: string }[]> {
    return this.db.query(
      'SELECT id, name, subject, status FROM campaigns WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
      [workspaceId, campaignIds],
    );
  }
}
