import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SegmentVocabulary } from './vocabulary';

/** A builder that needs more than this searches for them. */
const MOST = 1000;

/** By name. Reads small tables only: never contacts, never events. */
const NAMES = `
  SELECT w.currency,
    (SELECT coalesce(json_agg(t), '[]') FROM (
      SELECT id, name FROM tags WHERE workspace_id = $1 ORDER BY name_key LIMIT $2) t) AS tags,
    (SELECT coalesce(json_agg(t), '[]') FROM (
      SELECT id, key, name FROM topics WHERE workspace_id = $1 AND archived_at IS NULL ORDER BY position, name LIMIT $2) t)
      AS topics,
    (SELECT coalesce(json_agg(s), '[]') FROM (
      SELECT id, name, kind FROM segments WHERE workspace_id = $1 ORDER BY name_key LIMIT $2) s) AS segments
  FROM workspaces w WHERE w.id = $1`;

type Names = Pick<SegmentVocabulary, 'tags' | 'topics' | 'segments'> & { currency: string };

/** The names that rules refer to by. */
@Injectable()
export class VocabularyRepository {
  constructor(private readonly db: Database) {}

  /** At most 1000 of each kind. */
  async names(workspaceId: string): Promise<Names> {
    const row = await this.db.queryOne<Names>(NAMES, [workspaceId, MOST]);
    return row ?? { currency: 'EUR', tags: [], topics: [], segments: [] };
  }
}
