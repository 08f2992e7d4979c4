import { Injectable } from '@nestjs/common';
import { WAIT_REASONS, type WaitReason } from '@features/deliveries';
import { Database } from '@platform/database';
import type { BrakeFigures, BrakeOverride, BrakeThresholds } from './emergency-brake';
import type { CampaignPause, ProgressFigures } from './progress-figures';

/**
 * A campaign in one snapshot and a few milliseconds, however many deliveries it has: sums of tallies; claimed and handed-over
 * rows, which are found only in batches somebody has leased (OFFSET 0: a walk through the index for each, never all rows);
 * batches, and people not yet written, that wait; and, where people are put off, the first times in the batches that are due
 * first. $1 workspace, $2 campaign.
 */
const FIGURES = `
  WITH tally AS (
    SELECT kind, sum(moved) AS count, min(first_handed_over_at) AS first, max(last_handed_over_at) AS last,
      coalesce(sum(moved) FILTER (WHERE moved > 0 AND at > now() - interval '1 minute'), 0) AS minute,
      coalesce(sum(moved) FILTER (WHERE moved > 0 AND at > now() - interval '5 minutes'), 0) AS five
    FROM delivery_tallies WHERE campaign_id = $2 GROUP BY kind
  ), settled AS (
    SELECT coalesce(sum(minute), 0) AS minute, coalesce(sum(five), 0) AS five FROM tally
    WHERE kind IN ('accepted', 'refused', 'refused-hard', 'given-up', 'uncertain', 'suppressed')
  ), in_hand AS (
    SELECT count(*) FILTER (WHERE d.status = 'claimed') AS claimed,
      count(*) FILTER (WHERE d.status = 'handed_over') AS handed_over
    FROM delivery_batches b CROSS JOIN LATERAL (
      SELECT status FROM deliveries WHERE campaign_id = b.campaign_id AND seq BETWEEN b.first_seq AND b.last_seq OFFSET 0
    ) d
    WHERE b.campaign_id = $2 AND b.leased_by IS NOT NULL
  ), waiting AS (
    SELECT *, last_seq - first_seq + 1 AS size, tries = 0 AND due_at > now() AND isfinite(due_at) AS is_later,
      tries > 0 AND due_at > now() AND isfinite(due_at) AS is_put_off
    FROM (
      SELECT first_seq, last_seq, due_at, tries FROM delivery_batches WHERE campaign_id = $2 AND status = 'open'
      UNION ALL SELECT first_seq, last_seq, due_at, 0 FROM audience_chunks WHERE campaign_id = $2
    ) b
  ), batches AS (
    SELECT coalesce(sum(size) FILTER (WHERE due_at = 'infinity'), 0) AS undecided,
      coalesce(sum(size) FILTER (WHERE is_later), 0) AS later,
      min(due_at) FILTER (WHERE is_later) AS later_from, max(due_at) FILTER (WHERE is_later) AS later_until,
      min(due_at) FILTER (WHERE is_put_off) AS retry_at, max(due_at) FILTER (WHERE is_put_off) AS last_retry_at
    FROM waiting
  ), put_off AS (
    SELECT d.reason, min(d.next_attempt_at) AS at
    FROM (
      SELECT first_seq, last_seq FROM delivery_batches
      WHERE campaign_id = $2 AND status = 'open' AND tries > 0
        AND EXISTS (SELECT FROM tally WHERE kind IN ('frequency-cap', 'quiet-hours') AND count > 0)
      ORDER BY due_at LIMIT 50
    ) b CROSS JOIN LATERAL (
      SELECT status, reason, next_attempt_at FROM deliveries
      WHERE campaign_id = $2 AND seq BETWEEN b.first_seq AND b.last_seq OFFSET 0
    ) d
    WHERE d.status = 'pending' AND d.reason IN ('frequency-cap', 'quiet-hours') AND d.next_attempt_at > now()
    GROUP BY d.reason
  )
  SELECT k.status, k.audience_count AS audience, k.reason,
    k.waiting_by AS "waitingBy", k.waiting_until AS "waitingUntil", k.scheduled_at AS "scheduledAt",
    k.sending_since AS "sendingSince", k.finished_at AS "finishedAt", w.time_zone AS zone, s.from_email AS "fromEmail",
    (SELECT coalesce(jsonb_object_agg(kind, count), '{}') FROM tally) AS tallies,
    (SELECT coalesce(json_object_agg(reason, extract(epoch FROM at) * 1000), '{}') FROM put_off) AS "putOffUntil",
    in_hand.claimed, in_hand.handed_over AS "handedOver",
    json_build_object('lastMinute', settled.minute, 'lastFiveMinutes', settled.five) AS settled,
    (SELECT min(first) FROM tally) AS "firstHandedOverAt", (SELECT max(last) FROM tally) AS "lastHandedOverAt",
    b.undecided, b.later, b.later_from AS "laterFrom", b.later_until AS "laterUntil",
    (SELECT coalesce(sum(size), 0) FROM waiting WHERE is_later AND due_at = b.later_until) AS "laterLast",
    b.retry_at AS "retryAt", b.last_retry_at AS "lastRetryAt", p.paused_at AS "pausedAt", p.by_kind AS "pausedByKind", p.by_name AS "pausedBy",
    p.reason AS "pauseReason"
  FROM campaigns k
  JOIN workspaces w ON w.id = k.workspace_id
  CROSS JOIN settled CROSS JOIN in_hand CROSS JOIN batches b
  LEFT JOIN senders s ON s.workspace_id = k.workspace_id AND s.id = k.sender_id
  LEFT JOIN campaign_pauses p ON p.campaign_id = k.id AND p.ended_at IS NULL
  WHERE k.workspace_id = $1 AND k.id = $2`;

/** Sums that the brake looks at, of campaigns that are being sent; of one when $1 is given, whatever its state. */
const BRAKE_FIGURES = `
  SELECT k.id AS "campaignId", k.workspace_id AS "workspaceId", t.sent, t.bounced, t.refused, t.complained,
    w.brake_complaint_percent AS "complaintPercent", w.brake_bounce_percent AS "bouncePercent",
    w.brake_minimum_sent AS "minimumSent", o.complaint_percent AS "overrideComplaint", o.bounce_percent AS "overrideBounce",
    o.ended_at AS "overriddenAt", o.ended_by AS "overriddenBy"
  FROM campaigns k
  JOIN workspaces w ON w.id = k.workspace_id
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(moved) FILTER (WHERE kind = 'accepted'), 0) AS sent,
      coalesce(sum(moved) FILTER (WHERE kind = 'bounced-hard'), 0) AS bounced,
      coalesce(sum(moved) FILTER (WHERE kind = 'refused-hard'), 0) AS refused,
      coalesce(sum(moved) FILTER (WHERE kind = 'complained'), 0) AS complained
    FROM delivery_tallies WHERE campaign_id = k.id
  ) t
  LEFT JOIN LATERAL (
    SELECT * FROM campaign_pauses p WHERE p.campaign_id = k.id AND p.complaint_percent IS NOT NULL
    ORDER BY p.paused_at DESC LIMIT 1
  ) o ON true
  WHERE CASE WHEN $1::uuid IS NULL THEN k.status = 'sending' ELSE k.id = $1 END`;

/**
 * Adds up what was written one by one: by ten seconds as long as a rate may ask about it, in one row afterwards. Two sweeps
 * at once take different rows.
 */
const ADD_UP = `
  WITH gone AS (
    DELETE FROM delivery_tallies WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM delivery_tallies
      WHERE at > '-infinity' AND (at < now() - interval '10 minutes' OR (NOT is_sum AND at < now() - interval '5 seconds'))
      ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED))
    RETURNING *, CASE WHEN at < now() - interval '10 minutes' THEN '-infinity'
      ELSE date_bin('10 seconds', at, 'epoch') END AS bucket
  )
  INSERT INTO delivery_tallies AS t (campaign_id, kind, moved, at, is_sum, first_handed_over_at, last_handed_over_at)
  SELECT campaign_id, kind, sum(moved), bucket, true, min(first_handed_over_at), max(last_handed_over_at)
  FROM gone GROUP BY campaign_id, kind, bucket ORDER BY campaign_id, kind, bucket
  ON CONFLICT (campaign_id, kind) WHERE at = '-infinity' DO UPDATE SET moved = t.moved + excluded.moved,
    first_handed_over_at = least(t.first_handed_over_at, excluded.first_handed_over_at),
    last_handed_over_at = greatest(t.last_handed_over_at, excluded.last_handed_over_at)`;

/** Pauses are part of it: whoever paused one knows. $1 workspace. */
const LAST_PACE = `
  SELECT t.count / greatest(extract(epoch FROM t.last - t.first) / 60, 0.1) AS "perMinute"
  FROM (
    SELECT id, finished_at FROM campaigns WHERE workspace_id = $1 AND status = 'sent' AND audience_count >= 1000
    ORDER BY finished_at DESC LIMIT 5
  ) k
  CROSS JOIN LATERAL (
    SELECT sum(moved) AS count, min(first_handed_over_at) AS first, max(last_handed_over_at) AS last
    FROM delivery_tallies WHERE campaign_id = k.id AND kind = 'accepted'
  ) t
  WHERE t.count >= 1000
  ORDER BY k.finished_at DESC LIMIT 1`;

/** What the brake needs to decide about one campaign. */
export interface BrakeCase {
  campaignId: string;
  workspaceId: string;
  figures: BrakeFigures;
  thresholds: BrakeThresholds;
  override: (BrakeOverride & { at: Date; by: string }) | null;
}

type FiguresRow = Omit<ProgressFigures, 'later' | 'pause' | 'putOffUntil'> & {
  /** Milliseconds since 1970. */
  putOffUntil: Partial<Record<WaitReason, number>>;
  later: number;
  laterFrom: Date | null;
  laterUntil: Date | null;
  laterLast: number;
  pausedAt: Date | null;
  pausedByKind: CampaignPause['byKind'];
  pausedBy: string;
  pauseReason: string;
};

type BrakeRow = Pick<BrakeCase, 'campaignId' | 'workspaceId'> &
  BrakeFigures &
  BrakeThresholds & {
    overrideComplaint: number | null;
    overrideBounce: number;
    overriddenAt: Date;
    overriddenBy: string;
  };

/** Rows added up in one statement. */
const AT_ONCE = 50_000;

/** What a running campaign is judged by, without reading its ledger. */
@Injectable()
export class CampaignFiguresRepository {
  constructor(private readonly database: Database) {}

  /** Null when there is no such campaign. */
  async figures(workspaceId: string, campaignId: string): Promise<ProgressFigures | null> {
    const row = await this.database.queryOne<FiguresRow>(FIGURES, [workspaceId, campaignId]);
    if (!row) return null;
    const {
      later,
      laterFrom,
      laterUntil,
      laterLast,
      pausedAt,
      pausedByKind,
      pausedBy,
      pauseReason,
      putOffUntil,
      ...rest
    } = row;
    return {
      ...rest,
      putOffUntil: toTimes(putOffUntil),
      later: { count: later, from: laterFrom, until: laterUntil, lastCount: laterLast },
      pause: pausedAt && { at: pausedAt, byKind: pausedByKind, by: pausedBy, reason: pauseReason },
    };
  }

  /** One campaign, whatever its state, or all that are being sent. For the worker, which serves every workspace. */
  async brakeCases(campaignId: string | null): Promise<BrakeCase[]> {
    const rows = await this.database.query<BrakeRow>(BRAKE_FIGURES, [campaignId]);
    return rows.map((row) => ({
      campaignId: row.campaignId,
      workspaceId: row.workspaceId,
      figures: { sent: row.sent, bounced: row.bounced, refused: row.refused, complained: row.complained },
      thresholds: {
        complaintPercent: row.complaintPercent,
        bouncePercent: row.bouncePercent,
        minimumSent: row.minimumSent,
      },
      override:
        row.overrideComplaint === null
          ? null
          : {
              complaintPercent: row.overrideComplaint,
              bouncePercent: row.overrideBounce,
              at: row.overriddenAt,
              by: row.overriddenBy,
            },
    }));
  }

  /** Messages per minute of the workspace's last campaign of a thousand or more; null when there was none. */
  async measuredPerMinute(workspaceId: string): Promise<number | null> {
    const row = await this.database.queryOne<{ perMinute: number }>(LAST_PACE, [workspaceId]);
    return row?.perMinute ?? null;
  }

  /** Keeps the tallies few, however long a campaign is sent. */
  async addUp(): Promise<void> {
    await this.database.execute(ADD_UP, [AT_ONCE]);
  }
}

function toTimes(found: FiguresRow['putOffUntil']): ProgressFigures['putOffUntil'] {
  const times: ProgressFigures['putOffUntil'] = {};
  for (const reason of WAIT_REASONS) {
    const at = found[reason];
    if (at !== undefined) times[reason] = new Date(at);
  }
  return times;
}
