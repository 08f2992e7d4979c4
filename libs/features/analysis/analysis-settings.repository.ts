import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** What of the workspace every analysis needs. */
export interface AnalysisSettings {
  /** IANA zone. */
  zone: string;
  /** Groups of fewer contacts are marked as small. */
  minimum: number;
  /** ISO 4217; all money is in it. */
  currency: string;
}

@Injectable()
export class AnalysisSettingsRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string): Promise<AnalysisSettings> {
    const row = await this.db.queryOne<AnalysisSettings>(
      'SELECT time_zone AS zone, minimum_segment_size AS minimum, currency FROM workspaces WHERE id = $1',
      [workspaceId],
    );
    return row ?? { zone: 'UTC', minimum: 0, currency: 'EUR' };
  }

  /** Another text whenever a segment was made, changed or deleted: rules may refer to each other. */
  async segmentsMark(workspaceId: string): Promise<string> {
    const row = await this.db.queryOne<{ mark: string }>(
      `SELECT md5(coalesce(string_agg(id::text || updated_at::text, ',' ORDER BY id), '')) AS mark FROM segments WHERE workspace_id = $1`,
      [workspaceId],
    );
    return row?.mark ?? '';
  }
}
