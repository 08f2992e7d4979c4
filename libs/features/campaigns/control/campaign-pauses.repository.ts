import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CampaignPause } from './progress-figures';

/** SQL on `campaign_pauses`. A campaign that is paused has exactly one row without an end. */
@Injectable()
export class CampaignPausesRepository {
  constructor(private readonly database: Database) {}

  async begin(
    workspaceId: string,
    campaignId: string,
    { byKind, by, reason }: Omit<CampaignPause, 'at'>,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO campaign_pauses (workspace_id, campaign_id, by_kind, by_name, reason) VALUES ($1, $2, $3, $4, $5)`,
      [workspaceId, campaignId, byKind, by, reason],
    );
  }

  /** Ends the open pause, if there is one, and answers what it was. */
  async end(workspaceId: string, campaignId: string, by: string): Promise<CampaignPause | null> {
    return this.database.queryOne<CampaignPause>(
      `UPDATE campaign_pauses SET ended_at = now(), ended_by = $3
       WHERE workspace_id = $1 AND campaign_id = $2 AND ended_at IS NULL
       RETURNING paused_at AS at, by_kind AS "byKind", by_name AS by, reason`,
      [workspaceId, campaignId, by],
    );
  }

  /** Notes on the last pause what the brake measured when a person resumed the campaign all the same. */
  async keepOverride(
    workspaceId: string,
    campaignId: string,
    { complaintPercent, bouncePercent }: { complaintPercent: number; bouncePercent: number },
  ): Promise<void> {
    await this.database.execute(
      `UPDATE campaign_pauses SET complaint_percent = $3, bounce_percent = $4
       WHERE id = (SELECT id FROM campaign_pauses WHERE workspace_id = $1 AND campaign_id = $2
         ORDER BY paused_at DESC, id DESC LIMIT 1)`,
      [workspaceId, campaignId, complaintPercent, bouncePercent],
    );
  }
}
