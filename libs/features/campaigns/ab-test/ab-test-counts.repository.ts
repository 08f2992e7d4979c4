import { Injectable } from '@nestjs/common';
import {
  deliveryStatuses,
  emptyCounts,
  type DeliveryCounts,
  type DeliveryStatus,
} from '@features/deliveries';
import {
  attributedOrders,
  DELIVERED,
  HUMAN_CLICK,
  HUMAN_OPEN,
  TRACKABLE_DELIVERED,
} from '@features/tracking';
import { Database } from '@platform/database';
import type { AbTest } from './ab-test';
import { assignmentSql } from './assignment';
import { VARIANT_KEYS, type VariantKey } from './variant';
import type { VariantFigures } from './verdict';

/** A part of a campaign's audience: those who try one variant, or the rest. */
export interface GroupCounts extends Omit<VariantFigures, 'key' | 'isExcluded'> {
  /** Sum of all delivery states, rows that are not written yet aside. */
  audience: number;
  deliveries: DeliveryCounts;
  bounced: number;
  machineOpeners: number;
  machineClickers: number;
  orders: number;
  unsubscribed: number;
  complained: number;
}

export interface AbTestCounts {
  variants: Map<VariantKey, GroupCounts>;
  /** Everybody else: with the winner once there is one. */
  rest: GroupCounts;
  /** ISO 4217. */
  currency: string;
}

type Row = Omit<GroupCounts, 'deliveries'> &
  Record<`is_${DeliveryStatus}`, number> & { key: VariantKey | null };

/** SQL of a row `d`: whose test it is, and until when its reader's reactions count. */
interface Membership {
  /** The variant that it tries; null for the rest. */
  member: string;
  watchedUntil: string;
}

/**
 * Whom a delivery belongs to is worked out again by the hash: to a variant's test when it got that variant, or will. What an
 * excluded variant had not sent goes to the rest. Reactions in a test count for as long as every message is watched, and
 * until it was decided; those of the rest without an end. $5 minutes, $6 decided at.
 */
function membershipOf(assigned: string, unlessExcluded: string): Membership {
  const member = `CASE WHEN d.variant IS NULL THEN ${unlessExcluded} WHEN d.variant = ${assigned} THEN d.variant END`;
  const end = `least(d.handed_over_at + make_interval(mins => $5), $6::timestamptz)`;
  return { member, watchedUntil: `CASE WHEN (${member}) IS NULL THEN 'infinity' ELSE ${end} END` };
}

const reactions = ({ watchedUntil }: Membership): string => `
  SELECT h.delivery_id, bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked,
    bool_or(h.kind = 'open' AND h.is_machine) AS machine_opened,
    bool_or(h.kind = 'click' AND h.is_machine) AS machine_clicked
  FROM tracking_hits h JOIN deliveries d ON d.id = h.delivery_id
  WHERE h.workspace_id = $1::uuid AND h.campaign_id = $2::uuid AND h.occurred_at <= ${watchedUntil}
  GROUP BY h.delivery_id`;

/** What was ordered in the time that counts, by last touch. */
const sales = ({ watchedUntil }: Membership): string => `
  SELECT touched.delivery_id, count(*) AS orders, sum(touched.revenue) AS revenue
  FROM (${attributedOrders({
    workspace: '$1::uuid',
    which: `o.contact_id IN (
      SELECT h.contact_id FROM tracking_hits h
      WHERE h.workspace_id = $1::uuid AND h.campaign_id = $2::uuid AND ${HUMAN_CLICK})`,
  })}) touched
  JOIN deliveries d ON d.id = touched.delivery_id AND touched.placed_at <= ${watchedUntil}
  WHERE touched.campaign_id = $2::uuid
  GROUP BY touched.delivery_id`;

const STATES = deliveryStatuses.map(
  (status) => `count(*) FILTER (WHERE d.status = '${status}') AS is_${status}`,
);

/**
 * One row per variant, and one without a key for the rest. One pass over the ledger that hashes each row once. $1 workspace,
 * $2 campaign, $3 $4 assignment.
 */
function countGroups(of: Membership): string {
  const inTime = (at: string): string => `${at} IS NOT NULL AND ${at} <= ${of.watchedUntil}`;
  const [unsubscribed, complained] = [inTime('d.unsubscribed_at'), inTime('d.complained_at')];
  return `
  SELECT ${of.member} AS key, count(*) AS audience, ${STATES.join(', ')},
    count(d.bounced_at) AS bounced,
    count(*) FILTER (WHERE ${DELIVERED}) AS delivered,
    count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS "trackableDelivered",
    count(*) FILTER (WHERE r.opened AND ${DELIVERED}) AS openers,
    count(*) FILTER (WHERE r.clicked AND ${DELIVERED}) AS clickers,
    count(*) FILTER (WHERE r.machine_opened) AS "machineOpeners",
    count(*) FILTER (WHERE r.machine_clicked) AS "machineClickers",
    count(*) FILTER (WHERE s.orders > 0 AND ${DELIVERED}) AS buyers,
    coalesce(sum(s.orders) FILTER (WHERE ${DELIVERED}), 0) AS orders,
    coalesce(sum(s.revenue) FILTER (WHERE ${DELIVERED}), 0) AS revenue,
    coalesce(sum(s.revenue ^ 2) FILTER (WHERE ${DELIVERED}), 0) AS "revenueSquares",
    count(*) FILTER (WHERE ${unsubscribed} AND ${DELIVERED}) AS unsubscribed,
    count(*) FILTER (WHERE ${complained} AND ${DELIVERED}) AS complained,
    count(*) FILTER (WHERE (${unsubscribed} OR ${complained}) AND ${DELIVERED}) AS unwanted
  FROM deliveries d
  LEFT JOIN (${reactions(of)}) r ON r.delivery_id = d.id
  LEFT JOIN (${sales(of)}) s ON s.delivery_id = d.id
  WHERE d.workspace_id = $1::uuid AND d.campaign_id = $2::uuid
  GROUP BY 1`;
}

/** What a test brought so far, counted from the ledger, the hits and the orders. Writes nothing. */
@Injectable()
export class AbTestCountsRepository {
  constructor(private readonly database: Database) {}

  async count(test: AbTest): Promise<AbTestCounts> {
    const { workspaceId, campaignId, testPercent, variants } = test;
    const rule = { campaignId, testPercent, variants: variants.length };
    const without = variants.filter(({ excludedAt }) => excludedAt !== null).map(({ key }) => key);
    const { variantSql, params } = assignmentSql(rule, 'd.contact_id', 3);
    const unlessExcluded = assignmentSql({ ...rule, without }, 'd.contact_id', 3).variantSql;
    const rows = await this.database.query<Row>(countGroups(membershipOf(variantSql, unlessExcluded)), [
      workspaceId,
      campaignId,
      ...params,
      test.durationMinutes,
      test.decidedAt,
    ]);
    const find = (key: VariantKey | null) => toCounts(rows.find((row) => row.key === key));
    const keys = VARIANT_KEYS.slice(0, variants.length);
    return {
      variants: new Map(keys.map((key) => [key, find(key)])),
      rest: find(null),
      currency: await this.currency(workspaceId),
    };
  }

  private async currency(workspaceId: string): Promise<string> {
    const row = await this.database.queryOne<{ currency: string }>(
      'SELECT currency FROM workspaces WHERE id = $1',
      [workspaceId],
    );
    return row?.currency ?? '';
  }
}

const NOBODY: Omit<GroupCounts, 'deliveries'> = {
  audience: 0,
  bounced: 0,
  delivered: 0,
  trackableDelivered: 0,
  openers: 0,
  clickers: 0,
  machineOpeners: 0,
  machineClickers: 0,
  buyers: 0,
  orders: 0,
  revenue: 0,
  revenueSquares: 0,
  unsubscribed: 0,
  complained: 0,
  unwanted: 0,
};

function toCounts(row: Row | undefined): GroupCounts {
  if (!row) return { ...NOBODY, deliveries: emptyCounts() };
  const deliveries = Object.fromEntries(deliveryStatuses.map((status) => [status, row[`is_${status}`]]));
  const counts = Object.keys(NOBODY).map((name) => [name, row[name as keyof typeof NOBODY]]);
  return {
    ...(Object.fromEntries(counts) as typeof NOBODY),
    deliveries: deliveries as DeliveryCounts,
  };
}
