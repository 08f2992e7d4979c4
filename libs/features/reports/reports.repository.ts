import { Injectable } from '@nestjs/common';
import { HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from '@features/tracking';
import { Database } from '@platform/database';
import type { CampaignFigures } from './campaign-report';

type LedgerSums = Omit<CampaignFigures, 'deliveries' | 'bounced' | 'refused'> &
  Record<`${'bounced' | 'refused'}${'Hard' | 'Soft' | 'Block'}`, number>;

/** One link of the sent message. `position` counts from 0. */
export interface LinkFigures {
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

/** One pass over the ledger and one over the hits of people with individual tracking. $1 workspace, $2 campaign. */
const CAMPAIGN_SUMS = `
  WITH ledger AS (
    SELECT
      count(*) FILTER (WHERE bounce_class = 'hard' AND bounced_at IS NOT NULL) AS "bouncedHard",
      count(*) FILTER (WHERE bounce_class = 'soft' AND bounced_at IS NOT NULL) AS "bouncedSoft",
      count(*) FILTER (WHERE bounce_class = 'block' AND bounced_at IS NOT NULL) AS "bouncedBlock",
      count(*) FILTER (WHERE bounce_class = 'hard' AND status = 'refused') AS "refusedHard",
      count(*) FILTER (WHERE bounce_class = 'soft' AND status = 'refused') AS "refusedSoft",
      count(*) FILTER (WHERE bounce_class = 'block' AND status = 'refused') AS "refusedBlock",
      count(complained_at) AS complained,
      count(unsubscribed_at) AS unsubscribed,
      count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS "trackableDelivered"
    FROM deliveries d WHERE workspace_id = $1 AND campaign_id = $2
  ), hits AS (
    SELECT
      count(DISTINCT delivery_id) FILTER (WHERE ${HUMAN_OPEN}) AS "uniqueHumanOpeners",
      count(DISTINCT delivery_id) FILTER (WHERE ${HUMAN_CLICK}) AS "uniqueHumanClickers",
      count(*) FILTER (WHERE ${HUMAN_OPEN}) AS "totalHumanOpens",
      count(*) FILTER (WHERE ${HUMAN_CLICK}) AS "totalHumanClicks",
      count(*) FILTER (WHERE kind = 'open' AND is_machine) AS "machineOpens",
      count(*) FILTER (WHERE kind = 'click' AND is_machine) AS "machineClicks"
    FROM tracking_hits h WHERE workspace_id = $1 AND campaign_id = $2
  )
  SELECT * FROM ledger CROSS JOIN hits`;

/** Read-only questions across features. May join freely; writes nothing. */
@Injectable()
export class ReportsRepository {
  constructor(private readonly database: Database) {}

  async campaignSums(workspaceId: string, campaignId: string): Promise<Omit<CampaignFigures, 'deliveries'>> {
    const row = (await this.database.queryOne<LedgerSums>(CAMPAIGN_SUMS, [
      workspaceId,
      campaignId,
    ])) as LedgerSums;
    const { bouncedHard, bouncedSoft, bouncedBlock, refusedHard, refusedSoft, refusedBlock, ...rest } = row;
    return {
      ...rest,
      bounced: { hard: bouncedHard, soft: bouncedSoft, block: bouncedBlock },
      refused: { hard: refusedHard, soft: refusedSoft, block: refusedBlock },
    };
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
    return this.database.query<LinkFigures>(
      `SELECT (link ->> 'index')::integer AS position, link ->> 'url' AS url, link ->> 'label' AS label,
         count(DISTINCT h.delivery_id) FILTER (WHERE NOT h.is_machine) AS "uniqueHumanClickers",
         count(h.id) FILTER (WHERE NOT h.is_machine) AS "totalHumanClicks",
         count(h.id) FILTER (WHERE h.is_machine) AS "machineClicks"
       FROM campaigns k
       JOIN template_versions v ON v.id = k.template_version_id
       CROSS JOIN jsonb_array_elements(v.compiled -> 'links') AS link
       LEFT JOIN tracking_hits h ON h.campaign_id = k.id AND h.kind = 'click'
         AND h.link_position = (link ->> 'index')::integer
       WHERE k.workspace_id = $1 AND k.id = $2
       GROUP BY 1, 2, 3
       ORDER BY 1`,
      [workspaceId, campaignId],
    );
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
