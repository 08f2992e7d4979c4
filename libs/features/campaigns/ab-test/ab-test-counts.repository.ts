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
  Record<`is_${DeliveryStatus}`, number> & { key: VariantKey | null; currency: string };

/**
 * Whom a delivery belongs to is worked out again by the hash: to a variant's test when it got that variant, or will. What an
 * excluded variant had not sent goes to the rest. Reactions in a test count for as long as every message is watched, and
 * until it was decided; those of the rest without an end. $1 workspace, $2 campaign, $3 $4 assignment, $5 minutes,
 * $6 decided at, $7 excluded variants.
 */
const ledger = (variantSql: string): string => `
  SELECT g.*, CASE WHEN g.member IS NULL THEN 'infinity'
    ELSE least(g.handed_over_at + make_interval(mins => $5), $6::timestamptz) END AS watched_until
  FROM (
    SELECT d.id, d.status, d.trackable, d.bounced_at, d.handed_over_at, d.unsubscribed_at, d.complained_at,
      CASE WHEN coalesce(d.variant, x.assigned) = x.assigned
        AND NOT (d.variant IS NULL AND x.assigned = ANY ($7::text[])) THEN x.assigned END AS member
    FROM deliveries d CROSS JOIN LATERAL (SELECT ${variantSql} AS assigned) x
    WHERE d.workspace_id = $1::uuid AND d.campaign_id = $2::uuid
  ) g`;

const REACTIONS = `
  SELECT h.delivery_id, bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked,
    bool_or(h.kind = 'open' AND h.is_machine) AS machine_opened,
    bool_or(h.kind = 'click' AND h.is_machine) AS machine_clicked
  FROM tracking_hits h JOIN ledger d ON d.id = h.delivery_id
  WHERE h.workspace_id = $1::uuid AND h.campaign_id = $2::uuid AND h.occurred_at <= d.watched_until
  GROUP BY h.delivery_id`;

/** What was ordered in the time that counts, by last touch. */
const SALES = `
  SELECT touched.delivery_id, count(*) AS orders, sum(touched.revenue) AS revenue
  FROM (${attributedOrders({
    workspace: '$1::uuid',
    which: `o.contact_id IN (
      SELECT h.contact_id FROM tracking_hits h
      WHERE h.workspace_id = $1::uuid AND h.campaign_id = $2::uuid AND ${HUMAN_CLICK})`,
  })}) touched
  JOIN ledger d ON d.id = touched.delivery_id AND touched.placed_at <= d.watched_until
  WHERE touched.campaign_id = $2::uuid
  GROUP BY touched.delivery_id`;

const STATES = deliveryStatuses.map(
  (status) => `count(*) FILTER (WHERE p.status = '${status}') AS is_${status}`,
);

/** One row per variant, and one without a key for the rest. */
const countGroups = (variantSql: string): string => `
  WITH ledger AS MATERIALIZED (${ledger(variantSql)}), reactions AS (${REACTIONS}), sales AS (${SALES}), people AS (
    SELECT d.*, r.*, s.orders, s.revenue, d.unsubscribed_at <= d.watched_until AS unsubscribed,
      d.complained_at <= d.watched_until AS complained, ${DELIVERED} AS delivered,
      ${TRACKABLE_DELIVERED} AS trackable_delivered
    FROM ledger d LEFT JOIN reactions r ON r.delivery_id = d.id LEFT JOIN sales s ON s.delivery_id = d.id
  )
  SELECT p.member AS key, w.currency, count(*) AS audience, ${STATES.join(', ')},
    count(p.bounced_at) AS bounced,
    count(*) FILTER (WHERE p.delivered) AS delivered,
    count(*) FILTER (WHERE p.trackable_delivered) AS "trackableDelivered",
    count(*) FILTER (WHERE p.delivered AND p.opened) AS openers,
    count(*) FILTER (WHERE p.delivered AND p.clicked) AS clickers,
    count(*) FILTER (WHERE p.machine_opened) AS "machineOpeners",
    count(*) FILTER (WHERE p.machine_clicked) AS "machineClickers",
    count(*) FILTER (WHERE p.delivered AND p.orders > 0) AS buyers,
    coalesce(sum(p.orders) FILTER (WHERE p.delivered), 0) AS orders,
    coalesce(sum(p.revenue) FILTER (WHERE p.delivered), 0) AS revenue,
    coalesce(sum(p.revenue ^ 2) FILTER (WHERE p.delivered), 0) AS "revenueSquares",
    count(*) FILTER (WHERE p.delivered AND p.unsubscribed) AS unsubscribed,
    count(*) FILTER (WHERE p.delivered AND p.complained) AS complained,
    count(*) FILTER (WHERE p.delivered AND (p.unsubscribed OR p.complained)) AS unwanted
  FROM people p JOIN workspaces w ON w.id = $1::uuid
  GROUP BY p.member, w.currency`;

/** What a test brought so far, counted from the ledger, the hits and the orders. Writes nothing. */
@Injectable()
export class AbTestCountsRepository {
  constructor(private readonly database: Database) {}

  async count(test: AbTest): Promise<AbTestCounts> {
    const { workspaceId, campaignId, testPercent, variants } = test;
    const rule = { campaignId, testPercent, variants: variants.length };
    const { variantSql, params } = assignmentSql(rule, 'd.contact_id', 3);
    const rows = await this.database.query<Row>(countGroups(variantSql), [
      workspaceId,
      campaignId,
      ...params,
      test.durationMinutes,
      test.decidedAt,
      variants.filter(({ excludedAt }) => excludedAt !== null).map(({ key }) => key),
    ]);
    const find = (key: VariantKey | null) => toCounts(rows.find((row) => row.key === key));
    const currency = rows[0]?.currency ?? '';
    const keys = VARIANT_KEYS.slice(0, variants.length);
    return { variants: new Map(keys.map((key) => [key, find(key)])), rest: find(null), currency };
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
