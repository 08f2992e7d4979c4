import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import type { SegmentKind, SegmentRow } from './segment';
import { segmentNameTaken } from './segments.errors';

const COLUMNS = `id, name, description, kind, tree, version, last_count AS "lastCount",
  last_counted_at AS "lastCountedAt", created_at AS "createdAt", updated_at AS "updatedAt"`;

/**
 * Who would miss the segment: dynamic segments whose tree names it, and campaigns that are not over. Ids are looked
 * for as values inside the JSON, wherever they stand.
 */
const FIND_USERS = `
  SELECT 'segment' AS kind, s.name FROM segments s
  WHERE s.workspace_id = $1 AND s.id <> $2::uuid AND s.kind = 'dynamic'
    AND jsonb_path_exists(s.tree, 'lax $.**.segment ? (@ == $id)', jsonb_build_object('id', $2::text))
  UNION ALL
  SELECT 'campaign', k.name FROM campaigns k
  WHERE k.workspace_id = $1 AND k.status NOT IN ('sent', 'cancelled', 'failed')
    AND (jsonb_path_exists(k.audience, 'lax $.**.segmentId ? (@ == $id)', jsonb_build_object('id', $2::text))
      OR jsonb_path_exists(k.audience, 'lax $.**.segment ? (@ == $id)', jsonb_build_object('id', $2::text)))
  LIMIT 10`;

/** All SQL on segments. */
@Injectable()
export class SegmentsRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string, id: string): Promise<SegmentRow | null> {
    const sql = `SELECT ${COLUMNS} FROM segments WHERE workspace_id = $1 AND id = $2`;
    return this.db.queryOne<SegmentRow>(sql, [workspaceId, id]);
  }

  /** Newest first; `search` is part of the name. */
  async list(filter: {
    workspaceId: string;
    search: string | null;
    before: string | null;
    limit: number;
  }): Promise<SegmentRow[]> {
    return this.db.query<SegmentRow>(
      `SELECT ${COLUMNS} FROM segments
       WHERE workspace_id = $1 AND ($2::text IS NULL OR position(fold($2) IN name_key) > 0)
         AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [filter.workspaceId, filter.search, filter.before, filter.limit],
    );
  }

  async insert(
    workspaceId: string,
    segment: { name: string; description: string; kind: SegmentKind; tree: unknown },
  ): Promise<string> {
    const row = await translateViolations({ uq_segments_name: () => segmentNameTaken(segment.name) }, () =>
      this.db.queryOne<{ id: string }>(
        `INSERT INTO segments (workspace_id, name, name_key, description, kind, tree)
         VALUES ($1, $2::text, fold($2::text), $3, $4, $5) RETURNING id`,
        [workspaceId, segment.name, segment.description, segment.kind, JSON.stringify(segment.tree)],
      ),
    );
    if (!row) throw new Error('insert returned no row');
    return row.id;
  }

  /** A changed tree is a new version; the same tree again is not. */
  async update(
    workspaceId: string,
    id: string,
    changes: { name: string | null; description: string | null; tree: unknown },
  ): Promise<void> {
    await translateViolations({ uq_segments_name: () => segmentNameTaken(changes.name ?? '') }, () =>
      this.db.execute(
        `UPDATE segments SET name = coalesce($3::text, name), name_key = fold(coalesce($3::text, name)),
           description = coalesce($4, description), tree = coalesce($5::jsonb, tree),
           version = version + CASE WHEN $5::jsonb IS DISTINCT FROM tree AND $5::jsonb IS NOT NULL THEN 1 ELSE 0 END,
           updated_at = now()
         WHERE workspace_id = $1 AND id = $2`,
        [
          workspaceId,
          id,
          changes.name,
          changes.description,
          changes.tree === undefined ? null : JSON.stringify(changes.tree),
        ],
      ),
    );
  }

  async rememberCount(workspaceId: string, id: string, count: number): Promise<void> {
    await this.db.execute(
      'UPDATE segments SET last_count = $3, last_counted_at = now() WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, count],
    );
  }

  async findUsers(workspaceId: string, id: string): Promise<{ kind: string; name: string }[]> {
    return this.db.query<{ kind: string; name: string }>(FIND_USERS, [workspaceId, id]);
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
