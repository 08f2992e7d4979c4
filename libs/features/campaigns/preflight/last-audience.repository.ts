import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Campaign } from '../campaign';

/** The audience of an earlier campaign, as it was fixed. */
export interface LastAudience {
  campaignId: string;
  name: string;
  audience: number;
  resolvedAt: Date;
}

/** Reads how many got what went to the same audience before. */
@Injectable()
export class LastAudienceRepository {
  constructor(private readonly database: Database) {}

  /** The latest campaign of the same topic to the same segments and rules; null when there was none, or nobody got it. */
  async find(workspaceId: string, { id, topicId, audience }: Campaign): Promise<LastAudience | null> {
    return this.database.queryOne<LastAudience>(
      `SELECT id AS "campaignId", name, audience_count AS audience, resolved_at AS "resolvedAt"
       FROM campaigns
       WHERE workspace_id = $1 AND id <> $2 AND topic_id = $3 AND audience = $4::jsonb AND audience_count > 0
         AND resolved_at IS NOT NULL
       ORDER BY resolved_at DESC LIMIT 1`,
      [workspaceId, id, topicId, JSON.stringify(audience)],
    );
  }
}
