import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import type { SegmentCounts } from './history/segment-history';
import { FIND_SEGMENT_USERS, KEEP_NAME_IN_CAMPAIGNS } from './segment-users-sql';
import type { Persona, SegmentKind, SegmentRow, SegmentUser } from './segment';
import { alreadyInstalled, segmentNameTaken } from './segments.errors';

const COLUMNS = `id, name, description, kind, tree, persona, library_key AS "libraryKey", version,
  last_count AS "lastCount", last_counted_at AS "lastCountedAt", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** What people write about a segment. */
export interface SegmentContent {
  name: string;
  description: string;
  tree: unknown;
  persona: Persona | null;
}

export interface NewSegment extends SegmentContent {
  kind: SegmentKind;
  libraryKey: string | null;
}

/** All SQL on segments. */
@Injectable()
export class SegmentsRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string, id: string): Promise<SegmentRow | null> {
    const sql = `SELECT ${COLUMNS} FROM segments WHERE workspace_id = $1 AND id = $2`;
    return this.db.queryOne<SegmentRow>(sql, [workspaceId, id]);
  }

  /** Also locks the row until the transaction ends. */
  async lock(workspaceId: string, id: string): Promise<SegmentRow | null> {
    const sql = `SELECT ${COLUMNS} FROM segments WHERE workspace_id = $1 AND id = $2 FOR UPDATE`;
    return this.db.queryOne<SegmentRow>(sql, [workspaceId, id]);
  }

  /** Newest first; `search` is part of the name. */
  async list(
    workspaceId: string,
    { search, before, limit }: { search: string | null; before: string | null; limit: number },
  ): Promise<SegmentRow[]> {
    return this.db.query<SegmentRow>(
      `SELECT ${COLUMNS} FROM segments
       WHERE workspace_id = $1 AND ($2::text IS NULL OR position(fold($2) IN name_key) > 0)
         AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [workspaceId, search, before, limit],
    );
  }

  async insert(workspaceId: string, segment: NewSegment): Promise<string> {
    const taken = {
      uq_segments_name: () => segmentNameTaken(segment.name),
      uq_segments_library_key: () => alreadyInstalled(segment.name),
    };
    const row = await translateViolations(taken, () =>
      this.db.queryOne<{ id: string }>(
        `INSERT INTO segments (workspace_id, name, name_key, description, kind, tree, persona, library_key)
         VALUES ($1, $2::text, fold($2::text), $3, $4, $5, $6, $7) RETURNING id`,
        [
          workspaceId,
          segment.name,
          segment.description,
          segment.kind,
          JSON.stringify(segment.tree),
          segment.persona && JSON.stringify(segment.persona),
          segment.libraryKey,
        ],
      ),
    );
    if (!row) throw new Error('insert returned no row');
    return row.id;
  }

  /**
   * Writes the segment as it shall be. Whatever changed makes it a new version, the same again does not. Sizes are
   * compared only with those counted since the tree changed.
   */
  async update(workspaceId: string, id: string, next: SegmentContent): Promise<void> {
    await translateViolations({ uq_segments_name: () => segmentNameTaken(next.name) }, () =>
      this.db.execute(
        `UPDATE segments SET name = $3::text, name_key = fold($3::text), description = $4, tree = $5::jsonb, persona = $6::jsonb,
           tree_changed_at = CASE WHEN tree = $5::jsonb THEN tree_changed_at ELSE now() END,
           version = version + ((name, description, tree, persona) IS DISTINCT FROM ($3, $4, $5::jsonb, $6::jsonb))::int,
           updated_at = now()
         WHERE workspace_id = $1 AND id = $2`,
        [
          workspaceId,
          id,
          next.name,
          next.description,
          JSON.stringify(next.tree),
          next.persona && JSON.stringify(next.persona),
        ],
      ),
    );
  }

  /** A trigger starts or ends the upkeep of its members. */
  async changeKind(workspaceId: string, id: string, kind: SegmentKind): Promise<void> {
    await this.db.execute(
      `UPDATE segments SET kind = $3, version = version + 1, updated_at = now() WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, kind],
    );
  }

  /** Folded names that start with `name` or with its beginning: what a free name must differ from. */
  async namesLike(workspaceId: string, name: string): Promise<string[]> {
    const rows = await this.db.query<{ key: string }>(
      `SELECT name_key AS key FROM segments WHERE workspace_id = $1 AND starts_with(name_key, fold(left($2, 95)))`,
      [workspaceId, name],
    );
    return rows.map((row) => row.key);
  }

  /** An exact count becomes the last one, and the size of its day in the history. */
  async rememberCount(
    workspaceId: string,
    id: string,
    { count, mailableCount, now = new Date() }: SegmentCounts & { now?: Date },
  ): Promise<void> {
    await this.db.execute(
      `WITH counted AS (
         UPDATE segments SET last_count = $3, last_counted_at = $5 WHERE workspace_id = $1 AND id = $2
         RETURNING workspace_id, id)
       INSERT INTO segment_sizes (workspace_id, segment_id, day, size, mailable, counted_at)
       SELECT s.workspace_id, s.id, ($5::timestamptz AT TIME ZONE w.time_zone)::date, $3, $4, $5
       FROM counted s JOIN workspaces w ON w.id = s.workspace_id
       ON CONFLICT (segment_id, day) DO UPDATE SET size = EXCLUDED.size, mailable = EXCLUDED.mailable,
         not_counted = NULL, counted_at = EXCLUDED.counted_at`,
      [workspaceId, id, count, mailableCount, now],
    );
  }

  /** Which segment was installed from which entry of the library. */
  async libraryKeys(workspaceId: string): Promise<Map<string, string>> {
    const rows = await this.db.query<{ key: string; id: string }>(
      'SELECT library_key AS key, id FROM segments WHERE workspace_id = $1 AND library_key IS NOT NULL',
      [workspaceId],
    );
    return new Map(rows.map((row) => [row.key, row.id]));
  }

  /** Those that block deletion first, then the newest; at most 500. */
  async findUsers(workspaceId: string, id: string): Promise<SegmentUser[]> {
    return this.db.query<SegmentUser>(FIND_SEGMENT_USERS, [workspaceId, id]);
  }

  /** What campaigns that are over say about a segment that is about to be deleted: the name it had. */
  async keepNameInCampaigns(workspaceId: string, id: string): Promise<void> {
    await this.db.execute(KEEP_NAME_IN_CAMPAIGNS, [workspaceId, id]);
  }

  /** Serialises changes of the references between the segments of a workspace, so that no cycle slips through. */
  async lockReferences(workspaceId: string): Promise<void> {
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('segments:' || $1, 0))`, [
      workspaceId,
    ]);
  }

  async remove(workspaceId: string, id: string): Promise<boolean> {
    return (
      (await this.db.execute('DELETE FROM segments WHERE workspace_id = $1 AND id = $2', [workspaceId, id])) >
      0
    );
  }
}
