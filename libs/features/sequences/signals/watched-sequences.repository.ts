import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { ANY_CHANGE } from './trigger-events';

export interface DatedSequence {
  workspaceId: string;
  id: string;
  version: number;
  /** Of the first version: nothing begins for what lies before. */
  publishedAt: Date;
}

/** Sequences for which time alone matters. */
@Injectable()
export class WatchedSequencesRepository {
  constructor(private readonly db: Database) {}

  /** Open ones with a trigger on a date. */
  async withDates(): Promise<DatedSequence[]> {
    return this.db.query<DatedSequence>(
      `SELECT s.workspace_id AS "workspaceId", s.id, s.published_version AS version,
         (SELECT min(f.published_at) FROM sequence_versions f WHERE f.sequence_id = s.id) AS "publishedAt"
       FROM sequences s JOIN sequence_versions v ON v.sequence_id = s.id AND v.number = s.published_version
       WHERE s.status IN ('active', 'paused') AND jsonb_path_exists(v.graph, '$.triggers[*].date') ORDER BY s.id`,
    );
  }

  /** Those that ask rule trees about who is inside. */
  async withTrees(): Promise<{ workspaceId: string; id: string }[]> {
    return this.db.query<{ workspaceId: string; id: string }>(
      `SELECT workspace_id AS "workspaceId", sequence_id AS id FROM sequence_listeners WHERE event_name = $1 ORDER BY 2`,
      [ANY_CHANGE],
    );
  }
}
