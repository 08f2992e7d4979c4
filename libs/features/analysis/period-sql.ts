import {
  DELIVERED,
  HUMAN_CLICK,
  HUMAN_OPEN,
  ORDER_COUNTS,
  ORDER_REVENUE,
  TRACKABLE_DELIVERED,
} from '@features/tracking';

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
