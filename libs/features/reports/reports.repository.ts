import { Injectable } from '@nestjs/common';
import { deliveryStatuses, type DeliveryCounts, type DeliveryStatus } from '@features/deliveries';
import { HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from '@features/tracking';
import { Database } from '@platform/database';
import type { CampaignFigures } from './campaign-report';

type LedgerSums = Omit<CampaignFigures, 'deliveries' | 'bounced' | 'refused'> &
  Record<`${'bounced' | 'refused'}${'Hard' | 'Soft' | 'Block'}`, number>;

type VariantRow = LedgerSums & Record<`is_${DeliveryStatus}`, number> & { variant: string };

/** One link of the sent message. `position` counts from 0. */
export interface LinkFigures {
  /** Of an A/B test; null where there is none. */
  variant: string | null;
  position: number;
  url: string;
  label: string;
  uniqueHumanClickers: number;
  totalHumanClicks: number;
  machineClicks: number;
}

export interface HourFigures {
  /** Start of the hour, UTC. */
  hour: Date;
  opens: number;
  clicks: number;
}

const LEDGER_SUMS = `
  count(*) FILTER (WHERE d.bounce_class = 'hard' AND d.bounced_at IS NOT NULL) AS "bouncedHard",
  count(*) FILTER (WHERE d.bounce_class = 'soft' AND d.bounced_at IS NOT NULL) AS "bouncedSoft",
  count(*) FILTER (WHERE d.bounce_class = 'block' AND d.bounced_at IS NOT NULL) AS "bouncedBlock",
  count(*) FILTER (WHERE d.bounce_class = 'hard' AND d.status = 'refused') AS "refusedHard",
  count(*) FILTER (WHERE d.bounce_class = 'soft' AND d.status = 'refused') AS "refusedSoft",
  count(*) FILTER (WHERE d.bounce_class = 'block' AND d.status = 'refused') AS "refusedBlock",
  count(d.complained_at) AS complained,
  count(d.unsubscribed_at) AS unsubscribed,
  count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS "trackableDelivered"`;

const HIT_SUMS = `
  count(DISTINCT h.delivery_id) FILTER (WHERE ${HUMAN_OPEN}) AS "uniqueHumanOpeners",
  count(DISTINCT h.delivery_id) FILTER (WHERE ${HUMAN_CLICK}) AS "uniqueHumanClickers",
  count(h.id) FILTER (WHERE ${HUMAN_OPEN}) AS "totalHumanOpens",
  count(h.id) FILTER (WHERE ${HUMAN_CLICK}) AS "totalHumanClicks",
  count(h.id) FILTER (WHERE h.kind = 'open' AND h.is_machine) AS "machineOpens",
  count(h.id) FILTER (WHERE h.kind = 'click' AND h.is_machine) AS "machineClicks"`;

/** One pass over the ledger and one over the hits of people with individual tracking. $1 workspace, $2 campaign. */
const CAMPAIGN_SUMS = `
  SELECT * FROM
    (SELECT ${LEDGER_SUMS} FROM deliveries d WHERE d.workspace_id = $1 AND d.campaign_id = $2) ledger,
    (SELECT ${HIT_SUMS} FROM tracking_hits h WHERE h.workspace_id = $1 AND h.campaign_id = $2) hits`;

/**
 * The same by variant of an A/B test, of messages that have theirs; nothing is read where there is no test.
 */
const VARIANT_SUMS = `
  SELECT ledger.*, hits.*
  FROM (
    SELECT d.variant, ${deliveryStatuses.map((status) => `count(*) FILTER (WHERE d.status = '${status}') AS is_${status}`).join(', ')},
      ${LEDGER_SUMS}
    FROM deliveries d
    WHERE d.workspace_id = $1 AND d.campaign_id = $2 AND d.variant IS NOT NULL
      AND EXISTS (SELECT FROM campaign_variants WHERE workspace_id = $1 AND campaign_id = $2)
    GROUP BY d.variant
  ) ledger CROSS JOIN LATERAL (
    SELECT ${HIT_SUMS} FROM tracking_hits h JOIN deliveries d ON d.id = h.delivery_id
    WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND d.variant = ledger.variant
  ) hits
  ORDER BY ledger.variant`;

/** Of an A/B test each variant has links of its own; `variant` is null where there is none. $1 workspace, $2 campaign. */
const LINKS = `
  WITH content AS (
    SELECT v.key AS variant, v.template_version_id AS version FROM campaign_variants v
    WHERE v.workspace_id = $1 AND v.campaign_id = $2 AND v.template_version_id IS NOT NULL
  ), shown AS (
    SELECT variant, version FROM content
    UNION ALL SELECT NULL, k.template_version_id FROM campaigns k
    WHERE k.workspace_id = $1 AND k.id = $2 AND NOT EXISTS (SELECT FROM content)
  ), clicks AS (
    SELECT h.id, h.delivery_id, h.link_position, h.is_machine, d.variant
    FROM tracking_hits h LEFT JOIN deliveries d ON d.id = h.delivery_id AND EXISTS (SELECT FROM content)
    WHERE h.workspace_id = $1 AND h.campaign_id = $2 AND h.kind = 'click'
  )
  SELECT shown.variant, (link ->> 'index')::integer AS position, link ->> 'url' AS url, link ->> 'label' AS label,
    count(DISTINCT h.delivery_id) FILTER (WHERE NOT h.is_machine) AS "uniqueHumanClickers",
    count(h.id) FILTER (WHERE NOT h.is_machine) AS "totalHumanClicks",
    count(h.id) FILTER (WHERE h.is_machine) AS "machineClicks"
  FROM shown
  JOIN template_versions v ON v.id = shown.version
  CROSS JOIN jsonb_array_elements(v.compiled -> 'links') AS link
  LEFT JOIN clicks h ON h.link_position = (link ->> 'index')::integer
    AND (shown.variant IS NULL OR h.variant = shown.variant)
  GROUP BY 1, 2, 3, 4
  ORDER BY 1, 2`;

/** Read-only questions across features. May join freely; writes nothing. */
@Injectable()
export class ReportsRepository {
  constructor(private readonly database: Database) {}

  async campaignSums(workspaceId: string, campaignId: string): Promise<Omit<CampaignFigures, 'deliveries'>> {
    const values = [workspaceId, campaignId];
    return toSums((await this.database.queryOne<LedgerSums>(CAMPAIGN_SUMS, values)) as LedgerSums);
  }

  /** By variant, of messages that have theirs; empty without an A/B test. */
  async variantFigures(
    workspaceId: string,
    campaignId: string,
  ): Promise<(CampaignFigures & { variant: string })[]> {
    const rows = await this.database.query<VariantRow>(VARIANT_SUMS, [workspaceId, campaignId]);
    return rows.map((row) => {
      const counts = deliveryStatuses.map((status) => [status, row[`is_${status}`]]);
      return {
        ...toSums(row),
        variant: row.variant,
        deliveries: Object.fromEntries(counts) as DeliveryCounts,
      };
    });
  }

  /** Anonymous hits of people without individual tracking: kept apart, since they name no unique people. */
  async anonymousTotals(workspaceId: string, campaignId: string): Promise<{ opens: number; clicks: number }> {
    const row = await this.database.queryOne<{ opens: number; clicks: number }>(
      `SELECT coalesce(sum(hits) FILTER (WHERE kind = 'open'), 0) AS opens,
              coalesce(sum(hits) FILTER (WHERE kind = 'click'), 0) AS clicks
       FROM tracking_totals WHERE workspace_id = $1 AND campaign_id = $2 AND NOT is_machine`,
      [workspaceId, campaignId],
    );
    return row ?? { opens: 0, clicks: 0 };
  }

  async links(workspaceId: string, campaignId: string): Promise<LinkFigures[]> {
    return this.database.query<LinkFigures>(LINKS, [workspaceId, campaignId]);
  }

  async perHour(workspaceId: string, campaignId: string): Promise<HourFigures[]> {
    return this.database.query<HourFigures>(
      `SELECT date_trunc('hour', occurred_at, 'UTC') AS hour,
         count(*) FILTER (WHERE kind = 'open') AS opens, count(*) FILTER (WHERE kind = 'click') AS clicks
       FROM tracking_hits WHERE workspace_id = $1 AND campaign_id = $2 AND NOT is_machine
       GROUP BY 1 ORDER BY 1`,
      [workspaceId, campaignId],
    );
  }
}

/** Leaves the columns of other figures out. */
function toSums(row: LedgerSums): Omit<CampaignFigures, 'deliveries'> {
  return {
    bounced: { hard: row.bouncedHard, soft: row.bouncedSoft, block: row.bouncedBlock },
    refused: { hard: row.refusedHard, soft: row.refusedSoft, block: row.refusedBlock },
    complained: row.complained,
    unsubscribed: row.unsubscribed,
    trackableDelivered: row.trackableDelivered,
    uniqueHumanOpeners: row.uniqueHumanOpeners,
    uniqueHumanClickers: row.uniqueHumanClickers,
    totalHumanOpens: row.totalHumanOpens,
    totalHumanClicks: row.totalHumanClicks,
    machineOpens: row.machineOpens,
    machineClicks: row.machineClicks,
  };
}
