import { Injectable } from '@nestjs/common';
import {
  attributedOrders,
  DELIVERED,
  HUMAN_CLICK,
  HUMAN_OPEN,
  TRACKABLE_DELIVERED,
} from '@features/tracking';
import type { SqlParams } from '@features/segments';
import { Database } from '@platform/database';
import { crossTableSql, type CellRow } from '../dimensions/cross-table-sql';
import type { Dimension } from '../dimensions/dimension';

export interface CampaignRevenueCounts {
  orders: number;
  buyers: number;
  revenue: number;
  delivered: number;
  uniqueHumanClicks: number;
}

/** Only who clicked in the campaign can have ordered because of it. $1 workspace, $2 campaign. */
const ATTRIBUTED = `
  SELECT touched.contact_id, touched.delivery_id, touched.id, touched.revenue
  FROM (${attributedOrders({
    workspace: '$1::uuid',
    which: `o.contact_id IN (
      SELECT h.contact_id FROM tracking_hits h
      WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND ${HUMAN_CLICK})`,
  })}) touched
  WHERE touched.campaign_id = $2`;

const HITS = `
  SELECT h.delivery_id, bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked
  FROM tracking_hits h WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND NOT h.is_machine
  GROUP BY h.delivery_id`;

/** Everybody in the audience, also those whose delivery is still to be written. */
const RECIPIENTS = `
  SELECT id, workspace_id, campaign_id, contact_id, status, trackable, bounced_at, unsubscribed_at
  FROM deliveries WHERE workspace_id = $1 AND campaign_id = $2
  UNION ALL
  SELECT NULL, workspace_id, campaign_id, unnest(contact_ids), 'pending', false, NULL, NULL
  FROM audience_chunks WHERE workspace_id = $1 AND campaign_id = $2`;

@Injectable()
export class CampaignAnalysisRepository {
  constructor(private readonly db: Database) {}

  async revenue(workspaceId: string, campaignId: string): Promise<CampaignRevenueCounts> {
    const row = await this.db.queryOne<CampaignRevenueCounts>(
      `SELECT sold.*, sent.delivered, clicked."uniqueHumanClicks"
       FROM (SELECT count(*) AS orders, count(DISTINCT contact_id) AS buyers, coalesce(sum(revenue), 0) AS revenue
             FROM (${ATTRIBUTED}) a) sold,
         (SELECT count(*) FILTER (WHERE ${DELIVERED}) AS delivered
          FROM deliveries d WHERE d.workspace_id = $1 AND d.campaign_id = $2) sent,
         (SELECT count(DISTINCT h.delivery_id) AS "uniqueHumanClicks" FROM tracking_hits h
          WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND ${HUMAN_CLICK}) clicked`,
      [workspaceId, campaignId],
    );
    return row ?? { orders: 0, buyers: 0, revenue: 0, delivered: 0, uniqueHumanClicks: 0 };
  }

  /**
   * The deliveries of a campaign by a field of their contacts as it is now; deliveries to people who were erased since have no
   * value. The total first. `params` continue after `$2`.
   */
  async breakdown(
    workspaceId: string,
    campaignId: string,
    { dimension, params }: { dimension: Dimension; params: SqlParams },
  ): Promise<CellRow[]> {
    const sql = crossTableSql({
      from: `(${RECIPIENTS}) d
        LEFT JOIN contacts c ON c.workspace_id = d.workspace_id AND c.id = d.contact_id
        LEFT JOIN (${HITS}) hit ON hit.delivery_id = d.id
        LEFT JOIN (SELECT delivery_id, count(*) AS orders, sum(revenue) AS revenue
          FROM (${ATTRIBUTED}) a GROUP BY delivery_id) sold ON sold.delivery_id = d.id`,
      where: 'd.workspace_id = $1 AND d.campaign_id = $2',
      measures: {
        contacts: 'count(*)',
        delivered: `count(*) FILTER (WHERE ${DELIVERED})`,
        trackableDelivered: `count(*) FILTER (WHERE ${TRACKABLE_DELIVERED})`,
        uniqueHumanOpens: 'count(*) FILTER (WHERE hit.opened)',
        uniqueHumanClicks: 'count(*) FILTER (WHERE hit.clicked)',
        unsubscribed: 'count(d.unsubscribed_at)',
        orders: 'coalesce(sum(sold.orders), 0)',
        revenue: 'coalesce(sum(sold.revenue), 0)',
      },
      rows: dimension,
      columns: null,
      params,
    });
    return this.db.query<CellRow>(sql, [workspaceId, campaignId, ...params.values]);
  }
}
