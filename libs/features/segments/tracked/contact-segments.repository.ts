import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SegmentKind } from '../segment';

/** A segment that keeps its members, with one contact in it. */
export interface ContactSegment {
  id: string;
  name: string;
  kind: Exclude<SegmentKind, 'dynamic'>;
  since: Date;
}

/** One entry or leave. The segment may be gone since then; the name is that of the time. */
export interface SegmentMove {
  segmentId: string;
  name: string;
  what: 'entered' | 'left';
  at: Date;
}

/** What one contact has to do with segments. */
@Injectable()
export class ContactSegmentsRepository {
  constructor(private readonly db: Database) {}

  async hasContact(workspaceId: string, contactId: string): Promise<boolean> {
    const sql = 'SELECT 1 AS one FROM contacts WHERE workspace_id = $1 AND id = $2';
    return (await this.db.queryOne(sql, [workspaceId, contactId])) !== null;
  }

  /** In the order of their names. */
  async memberOf(workspaceId: string, contactId: string): Promise<ContactSegment[]> {
    return this.db.query<ContactSegment>(
      `SELECT s.id, s.name, s.kind, m.since FROM (
         SELECT segment_id, since FROM segment_memberships WHERE workspace_id = $1 AND contact_id = $2 AND is_member
         UNION ALL
         SELECT segment_id, added_at FROM segment_members WHERE workspace_id = $1 AND contact_id = $2) m
       JOIN segments s ON s.workspace_id = $1 AND s.id = m.segment_id
       ORDER BY s.name_key`,
      [workspaceId, contactId],
    );
  }

  /** Newest first. */
  async moves(workspaceId: string, contactId: string, limit: number): Promise<SegmentMove[]> {
    return this.db.query<SegmentMove>(
      `SELECT properties ->> 'segment' AS "segmentId", properties ->> 'name' AS name, occurred_at AS at,
         CASE name WHEN 'segment.entered' THEN 'entered' ELSE 'left' END AS what
       FROM contact_events
       WHERE workspace_id = $1 AND contact_id = $2 AND name IN ('segment.entered', 'segment.left')
       ORDER BY occurred_at DESC, id DESC LIMIT $3`,
      [workspaceId, contactId, limit],
    );
  }
}
