import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SegmentKind } from './segment';

export interface NamedSegment {
  id: string;
  name: string;
  kind: SegmentKind;
  tree: unknown;
}

/** Finds what rule trees refer to. Another workspace's tag, topic or segment is not found. */
@Injectable()
export class RuleReferencesRepository {
  constructor(private readonly db: Database) {}

  /** `refs` are folded names or ids; the result maps each found ref to the tag's id. */
  async tagIds(workspaceId: string, refs: readonly string[]): Promise<Map<string, string>> {
    if (refs.length === 0) return new Map();
    const rows = await this.db.query<{ ref: string; id: string }>(
      `SELECT w.ref, t.id FROM unnest($2::text[]) AS w(ref)
       JOIN tags t ON t.workspace_id = $1 AND (t.name_key = w.ref OR t.id::text = w.ref)`,
      [workspaceId, refs],
    );
    return new Map(rows.map((row) => [row.ref, row.id]));
  }

  /** `refs` are keys or ids. */
  async topicIds(workspaceId: string, refs: readonly string[]): Promise<Map<string, string>> {
    if (refs.length === 0) return new Map();
    const rows = await this.db.query<{ ref: string; id: string }>(
      `SELECT w.ref, t.id FROM unnest($2::text[]) AS w(ref)
       JOIN topics t ON t.workspace_id = $1 AND (t.key = w.ref OR t.id::text = w.ref)`,
      [workspaceId, refs],
    );
    return new Map(rows.map((row) => [row.ref, row.id]));
  }

  async segments(workspaceId: string, ids: readonly string[]): Promise<NamedSegment[]> {
    return this.db.query<NamedSegment>(
      'SELECT id, name, kind, tree FROM segments WHERE workspace_id = $1 AND id = ANY($2::uuid[])',
      [workspaceId, ids],
    );
  }

  async workspace(workspaceId: string): Promise<{ zone: string; minimum: number }> {
    const row = await this.db.queryOne<{ zone: string; minimum: number }>(
      'SELECT time_zone AS zone, minimum_segment_size AS minimum FROM workspaces WHERE id = $1',
      [workspaceId],
    );
    return row ?? { zone: 'UTC', minimum: 0 };
  }
}
