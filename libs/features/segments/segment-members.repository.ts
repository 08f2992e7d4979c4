import { Injectable } from '@nestjs/common';
import { mailableSql } from '@features/consent';
import { Database } from '@platform/database';
import type { CompiledPredicate } from './compile/compile-rule-tree';
import type { SegmentMember } from './segment';

const MEMBER = `c.id, c.email, c.first_name AS "firstName", c.last_name AS "lastName"`;

/**
 * Asks who is in. Predicates come from the compiler, are about the contact `c`, and number their placeholders from
 * `$2`: `$1` is always the workspace, and every statement is limited to it.
 */
@Injectable()
export class SegmentMembersRepository {
  constructor(private readonly db: Database) {}

  async count(
    workspaceId: string,
    predicate: CompiledPredicate,
  ): Promise<{ count: number; mailableCount: number }> {
    const row = await this.db.queryOne<{ count: number; mailableCount: number }>(
      `SELECT count(*) AS count, count(*) FILTER (WHERE ${mailableSql({ contact: 'c' })}) AS "mailableCount"
       FROM contacts c WHERE c.workspace_id = $1 AND ${predicate.sql}`,
      [workspaceId, ...predicate.params],
    );
    return row ?? { count: 0, mailableCount: 0 };
  }

  /** Members of a tracked segment as they are kept; null for other kinds, and until its members have been found. */
  async kept(workspaceId: string, segmentId: string): Promise<CompiledPredicate | null> {
    const isKept = await this.db.queryOne(
      'SELECT 1 AS one FROM segment_tracking WHERE workspace_id = $1 AND segment_id = $2 AND baseline_at IS NOT NULL',
      [workspaceId, segmentId],
    );
    const sql = `EXISTS (SELECT 1 FROM segment_memberships m WHERE m.segment_id = $2::uuid AND m.contact_id = c.id AND m.is_member)`;
    return isKept && { sql, params: [segmentId] };
  }

  /** In the order of their ids; `after` is the last id seen. */
  async list(
    workspaceId: string,
    predicate: CompiledPredicate,
    page: { after: string | null; limit: number },
  ): Promise<SegmentMember[]> {
    const next = predicate.params.length + 2;
    return this.db.query<SegmentMember>(
      `SELECT ${MEMBER} FROM contacts c
       WHERE c.workspace_id = $1 AND ${predicate.sql} AND ($${next}::uuid IS NULL OR c.id > $${next}::uuid)
       ORDER BY c.id LIMIT $${next + 1}`,
      [workspaceId, ...predicate.params, page.after, page.limit],
    );
  }

  /** Whether each predicate holds for one contact; null when there is no such contact. Predicates share `params`. */
  async holds(
    workspaceId: string,
    contactId: string,
    predicates: { sql: string[]; params: unknown[] },
  ): Promise<boolean[] | null> {
    const columns = predicates.sql.map((sql) => `(${sql})`).join(', ');
    const row = await this.db.queryOne<{ answers: boolean[] }>(
      `SELECT ARRAY[${columns}]::boolean[] AS answers FROM contacts c
       WHERE c.workspace_id = $1 AND c.id = $${predicates.params.length + 2}`,
      [workspaceId, ...predicates.params, contactId],
    );
    return row?.answers ?? null;
  }

  /** Replaces the list of a static segment by those who match now; returns how many there are. */
  async freeze(workspaceId: string, segmentId: string, predicate: CompiledPredicate): Promise<number> {
    await this.db.execute('DELETE FROM segment_members WHERE workspace_id = $1 AND segment_id = $2', [
      workspaceId,
      segmentId,
    ]);
    return this.db.execute(
      `INSERT INTO segment_members (workspace_id, segment_id, contact_id)
       SELECT c.workspace_id, $${predicate.params.length + 2}::uuid, c.id FROM contacts c
       WHERE c.workspace_id = $1 AND ${predicate.sql}`,
      [workspaceId, ...predicate.params, segmentId],
    );
  }

  /** Gives a new static segment the list of another one; returns how many there are. */
  async copy(workspaceId: string, { from, to }: { from: string; to: string }): Promise<number> {
    return this.db.execute(
      `INSERT INTO segment_members (workspace_id, segment_id, contact_id)
       SELECT workspace_id, $3::uuid, contact_id FROM segment_members WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, from, to],
    );
  }

  /** Returns how many are new. Who is not a contact of this workspace is left out. */
  async add(workspaceId: string, segmentId: string, contactIds: readonly string[]): Promise<number> {
    return this.db.execute(
      `INSERT INTO segment_members (workspace_id, segment_id, contact_id)
       SELECT c.workspace_id, $2, c.id FROM contacts c WHERE c.workspace_id = $1 AND c.id = ANY($3::uuid[])
       ORDER BY c.id FOR KEY SHARE
       ON CONFLICT DO NOTHING`,
      [workspaceId, segmentId, contactIds],
    );
  }

  async remove(workspaceId: string, segmentId: string, contactIds: readonly string[]): Promise<number> {
    return this.db.execute(
      'DELETE FROM segment_members WHERE workspace_id = $1 AND segment_id = $2 AND contact_id = ANY($3::uuid[])',
      [workspaceId, segmentId, contactIds],
    );
  }

  async missingContacts(workspaceId: string, contactIds: readonly string[]): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT w.id FROM unnest($2::uuid[]) AS w(id)
       WHERE NOT EXISTS (SELECT 1 FROM contacts c WHERE c.workspace_id = $1 AND c.id = w.id)`,
      [workspaceId, contactIds],
    );
    return rows.map((row) => row.id);
  }
}
