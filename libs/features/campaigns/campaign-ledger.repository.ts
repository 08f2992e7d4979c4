import { Injectable } from '@nestjs/common';
import { whyNotMailableSql } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database } from '@platform/database';
import type { Campaign, LeftOut } from './campaign';

/**
 * Fills the ledger in one statement and one snapshot: who matches, why somebody may not be mailed, one delivery for
 * everybody else, numbered from 1. $1 workspace, $2 campaign, $3 topic, $4… the audience's own values.
 */
const fillLedger = (audience: CompiledAudience): string => `
  WITH matched AS MATERIALIZED (
    SELECT c.id, c.email, c.tracking_consent,
      CASE WHEN ${audience.exclude} THEN 'excluded'
           ELSE ${whyNotMailableSql({ contact: 'c', topic: '$3' })} END AS obstacle
    FROM contacts c
    WHERE c.workspace_id = $1::uuid AND (${audience.include})
  ), created AS (
    INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, trackable)
    SELECT $1::uuid, $2::uuid, row_number() OVER (), m.id, m.email,
      w.tracking_mode = 'individual' AND m.tracking_consent IS TRUE
    FROM matched m JOIN workspaces w ON w.id = $1::uuid
    WHERE m.obstacle IS NULL
    RETURNING 1
  )
  SELECT NULL AS obstacle, count(*) AS count FROM created
  UNION ALL
  SELECT obstacle, count(*) FROM matched WHERE obstacle IS NOT NULL GROUP BY obstacle`;

/** Writes a campaign's audience into the ledger. */
@Injectable()
export class CampaignLedgerRepository {
  constructor(private readonly database: Database) {}

  async fill(
    campaign: Campaign,
    audience: CompiledAudience,
  ): Promise<{ audienceCount: number; leftOut: LeftOut }> {
    // A hash of a million addresses does not fit the default 4 MB; this transaction may use more.
    await this.database.query(`SELECT set_config('work_mem', '128MB', true)`);
    const rows = await this.database.query<{ obstacle: string | null; count: number }>(fillLedger(audience), [
      campaign.workspaceId,
      campaign.id,
      campaign.topicId,
      ...audience.params,
    ]);
    const leftOut: LeftOut = {};
    let audienceCount = 0;
    for (const { obstacle, count } of rows) {
      if (obstacle === null) audienceCount = count;
      else leftOut[obstacle] = count;
    }
    return { audienceCount, leftOut };
  }
}
