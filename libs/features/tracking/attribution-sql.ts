import { HUMAN_CLICK } from './mail-measures';

/** An order belongs to the last mail that its buyer clicked in the days before it. */
export const ATTRIBUTION_DAYS = 5;

/** What an order brought. Cancelled ones bring nothing, and are counted nowhere. */
export const ORDER_REVENUE = 'o.total - o.refunded';
export const ORDER_COUNTS = `o.status <> 'cancelled'`;

/**
 * Orders placed within five days after a human click, each once: it belongs to the mail of the last click before it.
 * `which` limits the orders `o`.
 */
export function attributedOrders({ workspace, which }: { workspace: string; which: string }): string {
  return `
    SELECT DISTINCT ON (o.id) o.id, o.contact_id, h.campaign_id, h.delivery_id, o.placed_at, ${ORDER_REVENUE} AS revenue
    FROM orders o
    JOIN tracking_hits h ON h.workspace_id = o.workspace_id AND h.contact_id = o.contact_id AND ${HUMAN_CLICK}
      AND h.occurred_at <= o.placed_at AND h.occurred_at >= o.placed_at - interval '${ATTRIBUTION_DAYS} days'
    WHERE o.workspace_id = ${workspace} AND ${ORDER_COUNTS} AND ${which}
    ORDER BY o.id, h.occurred_at DESC, h.id DESC`;
}
