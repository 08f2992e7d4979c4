import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export const REFERENCE_KINDS = [
  'template',
  'topic',
  'sender',
  'segment',
  'form',
  'asset',
  'sequence',
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** Something that a graph names and that exists. */
export interface FoundReference {
  kind: ReferenceKind;
  id: string;
  name: string;
  /** Of a segment its kind, of others `archived`, or how far they are; `example` is a template of the library as it was installed. */
  status: string;
}

/** An email of the library in which nobody has written yet, or that still leads to the pages of the example. */
const IS_EXAMPLE = `gallery_key LIKE '%/%' AND (updated_at = created_at OR mjml LIKE '%https://example.com%')`;

const FIND = `
  SELECT 'template' AS kind, id, name,
    CASE WHEN archived_at IS NOT NULL THEN 'archived' WHEN ${IS_EXAMPLE} THEN 'example' ELSE 'active' END AS status
  FROM templates WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
  UNION ALL SELECT 'topic', id, name, CASE WHEN archived_at IS NULL THEN 'active' ELSE 'archived' END
  FROM topics WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
  UNION ALL SELECT 'sender', id, from_email, 'active' FROM senders WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
  UNION ALL SELECT 'segment', id, name, kind FROM segments WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
  UNION ALL SELECT 'form', id, name, status FROM forms WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
  UNION ALL SELECT 'asset', id, name, status FROM assets WHERE workspace_id = $1 AND id = ANY ($2::uuid[])
  UNION ALL SELECT 'sequence', id, name, status FROM sequences WHERE workspace_id = $1 AND id = ANY ($2::uuid[])`;

/** Sequences into which those of `$2` lead, through however many others, by what is published of them. */
const LEADS_BACK = `
  WITH RECURSIVE led AS (
    SELECT unnest($2::uuid[]) AS id
    UNION
    SELECT (target #>> '{}')::uuid FROM led
    JOIN sequences s ON s.workspace_id = $1 AND s.id = led.id
    JOIN sequence_versions v ON v.workspace_id = $1 AND v.sequence_id = s.id AND v.number = s.published_version,
    jsonb_path_query(v.graph, '$.steps.*.sequenceId') AS target
    WHERE jsonb_typeof(target) = 'string'
  )
  SELECT 1 AS one FROM led WHERE id = $3 LIMIT 1`;

/** What graphs name, wherever it lives. */
@Injectable()
export class SequenceReferencesRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string, ids: readonly string[]): Promise<FoundReference[]> {
    return this.db.query<FoundReference>(FIND, [workspaceId, ids]);
  }

  async hasDefaultSender(workspaceId: string): Promise<boolean> {
    const sql = 'SELECT 1 AS one FROM senders WHERE workspace_id = $1 AND is_default';
    return (await this.db.queryOne(sql, [workspaceId])) !== null;
  }

  /** Which of these events were ever seen in the workspace. */
  async seenEvents(workspaceId: string, names: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ name: string }>(
      'SELECT name FROM event_names WHERE workspace_id = $1 AND name = ANY ($2::text[])',
      [workspaceId, names],
    );
    return new Set(rows.map(({ name }) => name));
  }

  /** Whether whoever enters one of these may come (back) into `sequenceId`. */
  async leadsTo(workspaceId: string, from: readonly string[], sequenceId: string): Promise<boolean> {
    return (await this.db.queryOne(LEADS_BACK, [workspaceId, from, sequenceId])) !== null;
  }
}
