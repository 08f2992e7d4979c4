import { Injectable } from '@nestjs/common';
import { whyNotMailableJoins } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database } from '@platform/database';

/** Where the parameters of an audience start. $1 workspace, $2 topic. */
export const FIRST_AUDIENCE_PARAM = 3;

@Injectable()
export class AbTestAudienceRepository {
  constructor(private readonly database: Database) {}

  /** How many people would get a campaign now: in the audience and mailable. */
  async count(workspaceId: string, topicId: string, audience: CompiledAudience): Promise<number> {
    const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
    const row = await this.database.queryOne<{ count: number }>(
      `SELECT count(*) AS count FROM contacts c ${joins}
       WHERE c.workspace_id = $1::uuid AND (${audience.include}) AND NOT (${audience.exclude}) AND (${why}) IS NULL`,
      [workspaceId, topicId, ...audience.params],
    );
    return row?.count ?? 0;
  }
}
