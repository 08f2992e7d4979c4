import { DELIVERED, HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from '@features/reports';

/** An order belongs to the last mail that its buyer clicked in the days before it. */
export const ATTRIBUTION_DAYS = 5;

/** What an order brought. Cancelled ones bring nothing, and are counted nowhere. */
export const ORDER_REVENUE = 'o.total - o.refunded';
export const ORDER_COUNTS = `o.status <> 'cancelled'`;

/** Placeholders or values of the surrounding statement. */
export interface PeriodParams {
  workspace: string;
  from: string;
  to: string;
}

/**
 * One row per contact that campaign mail was handed over to in the period, whenever it was opened. The campaigns that were
 * sending in the period lead to their deliveries: there is no index of hand-over times, which would cost every sent mail.
 */
export function mailPerContact({ workspace, from, to }: PeriodParams): string {
  return `
    SELECT d.contact_id, count(*) FILTER (WHERE ${DELIVERED}) AS delivered,
      count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS trackable,
      count(*) FILTER (WHERE h.opened) AS opened, count(*) FILTER (WHERE h.clicked) AS clicked,
      count(d.unsubscribed_at) AS unsubscribed
    FROM deliveries d
    LEFT JOIN (
      SELECT h.delivery_id, bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked
      FROM tracking_hits h
      WHERE h.workspace_id = ${workspace} AND NOT h.is_machine AND h.occurred_at >= ${from}
      GROUP BY h.delivery_id
    ) h ON h.delivery_id = d.id
    WHERE d.workspace_id = ${workspace} AND d.handed_over_at >= ${from} AND d.handed_over_at < ${to}
      AND d.campaign_id IN (
        SELECT k.id FROM campaigns k WHERE k.workspace_id = ${workspace} AND k.resolved_at < ${to}
          AND (k.finished_at IS NULL OR k.finished_at >= ${from}))
    GROUP BY d.contact_id`;
}

/** One row per buyer in the period. */
export function salesPerContact({ workspace, from, to }: PeriodParams): string {
  return `
    SELECT o.contact_id, count(*) AS orders, sum(${ORDER_REVENUE}) AS revenue
    FROM orders o
    WHERE o.workspace_id = ${workspace} AND ${ORDER_COUNTS}
      AND o.placed_at >= ${from} AND o.placed_at < ${to}
    GROUP BY o.contact_id`;
}

/**
 * Orders placed within five days after a human click, each once: it belongs to the mail of the last click before it.
 * `which` limits the orders `o`.
 */
export function attributedOrders({ workspace, which }: { workspace: string; which: string }): string {
  return `
    SELECT DISTINCT ON (o.id) o.id, o.contact_id, h.campaign_id, h.delivery_id, ${ORDER_REVENUE} AS revenue
    FROM orders o
    JOIN tracking_hits h ON h.workspace_id = o.workspace_id AND h.contact_id = o.contact_id AND ${HUMAN_CLICK}
      AND h.occurred_at <= o.placed_at AND h.occurred_at >= o.placed_at - interval '${ATTRIBUTION_DAYS} days'
    WHERE o.workspace_id = ${workspace} AND ${ORDER_COUNTS} AND ${which}
    ORDER BY o.id, h.occurred_at DESC, h.id DESC`;
}
