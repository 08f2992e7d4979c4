import { Injectable } from '@nestjs/common';
import { attributedOrders, ORDER_COUNTS, ORDER_REVENUE } from '@features/tracking';
import { Database } from '@platform/database';
import type { Span } from './growth.repository';

/** Orders without cancelled ones; revenue is total − refunded. `attributed…`: ordered within five days after a click in a mail. */
export interface SalesFigures {
  orders: number;
  revenue: number;
  attributedOrders: number;
  attributedRevenue: number;
}

/** Orders that belong to the mail of a campaign or of a sequence: exactly one of the two is set. */
export interface AttributedSales {
  campaignId: string | null;
  sequenceId: string | null;
  orders: number;
  revenue: number;
}

const IN_PERIOD = 'o.placed_at >= $2 AND o.placed_at < $3';

/** $1 workspace, $2 from, $3 to, $4 zone. */
const SALES = `
  WITH attributed AS MATERIALIZED (${attributedOrders({ workspace: '$1::uuid', which: IN_PERIOD })})
  SELECT to_char(o.placed_at AT TIME ZONE $4, 'YYYY-MM-DD') AS day, count(*) AS orders, sum(${ORDER_REVENUE}) AS revenue,
    count(a.id) AS "attributedOrders", coalesce(sum(a.revenue), 0) AS "attributedRevenue"
  FROM orders o LEFT JOIN attributed a ON a.id = o.id
  WHERE o.workspace_id = $1 AND ${ORDER_COUNTS} AND ${IN_PERIOD}
  GROUP BY 1 ORDER BY 1`;

/** What was ordered since $2, and before $3 where it is given, by the mail it belongs to. $1 workspace. */
const BY_MAIL = `
  SELECT a.campaign_id AS "campaignId", n.sequence_id AS "sequenceId", count(*) AS orders, sum(a.revenue) AS revenue
  FROM (${attributedOrders({
    workspace: '$1::uuid',
    which: 'o.placed_at >= $2 AND ($3::timestamptz IS NULL OR o.placed_at < $3)',
  })}) a
  LEFT JOIN deliveries d ON a.campaign_id IS NULL AND d.id = a.delivery_id
  LEFT JOIN messages m ON m.id = d.message_id AND m.kind = 'sequence'
  LEFT JOIN enrollments n ON n.id = m.enrollment_id
  WHERE a.campaign_id IS NOT NULL OR n.sequence_id IS NOT NULL
  GROUP BY 1, 2`;

/** What contacts bought, and because of which mail. */
@Injectable()
export class SalesRepository {
  constructor(private readonly db: Database) {}

  async days(workspaceId: string, { from, to, zone }: Span): Promise<(SalesFigures & { day: string })[]> {
    return this.db.query(SALES, [workspaceId, from, to, zone]);
  }

  async byMail(
    workspaceId: string,
    { from, to }: { from: Date; to: Date | null },
  ): Promise<AttributedSales[]> {
    return this.db.query<AttributedSales>(BY_MAIL, [workspaceId, from, to]);
  }

  /** Whether there is any order at all, however old. */
  async hasOrders(workspaceId: string): Promise<boolean> {
    const row = await this.db.queryOne<{ any: boolean }>(
      'SELECT EXISTS (SELECT FROM orders WHERE workspace_id = $1) AS any',
      [workspaceId],
    );
    return row?.any ?? false;
  }
}
