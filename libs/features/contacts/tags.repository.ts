import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

export interface Tag {
  id: string;
  name: string;
  /** How many contacts have it. */
  contacts: number;
}

/** Tags are found by name (case- and accent-insensitive) and created on first use; the first spelling stays. */
@Injectable()
export class TagsRepository {
  constructor(private readonly database: Database) {}

  async list(workspaceId: string): Promise<Tag[]> {
    return this.database.query<Tag>(
      `SELECT t.id, t.name, count(ct.contact_id) AS contacts
       FROM tags t LEFT JOIN contact_tags ct ON ct.tag_id = t.id
       WHERE t.workspace_id = $1 GROUP BY t.id ORDER BY t.name_key`,
      [workspaceId],
    );
  }

  /** Ids of these names, creating missing tags. Names that are equal after folding are one tag. */
  async ensure(workspaceId: string, names: string[]): Promise<string[]> {
    if (names.length === 0) return [];
    await this.database.execute(
      `INSERT INTO tags (workspace_id, name, name_key)
       SELECT DISTINCT ON (fold(name)) $1::uuid, name, fold(name)
       FROM unnest($2::text[]) WITH ORDINALITY AS wanted (name, position)
       ORDER BY fold(name), position
       ON CONFLICT (workspace_id, name_key) DO NOTHING`,
      [workspaceId, names],
    );
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM tags WHERE workspace_id = $1 AND name_key IN (SELECT fold(name) FROM unnest($2::text[]) AS name)`,
      [workspaceId, names],
    );
    return rows.map((row) => row.id);
  }

  /** Gives each contact all these tags; returns which ones it did not have before. */
  async add(
    workspaceId: string,
    contactIds: readonly string[],
    names: string[],
  ): Promise<{ contactId: string; name: string }[]> {
    const tagIds = await this.ensure(workspaceId, names);
    if (tagIds.length === 0) return [];
    return this.database.query<{ contactId: string; name: string }>(
      `WITH added AS (
         INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
         SELECT $1, contact_id, tag_id FROM unnest($2::uuid[]) AS contact_id CROSS JOIN unnest($3::uuid[]) AS tag_id
         ON CONFLICT (contact_id, tag_id) DO NOTHING RETURNING contact_id, tag_id)
       SELECT added.contact_id AS "contactId", t.name FROM added JOIN tags t ON t.id = added.tag_id
       ORDER BY t.name_key, added.contact_id`,
      [workspaceId, contactIds, tagIds],
    );
  }

  /** Takes tags from one contact and returns the names that it had. */
  async remove(workspaceId: string, contactId: string, names: string[]): Promise<string[]> {
    const rows = await this.database.query<{ name: string }>(
      `DELETE FROM contact_tags ct USING tags t
       WHERE ct.workspace_id = $1 AND ct.contact_id = $2 AND t.id = ct.tag_id AND t.workspace_id = $1
         AND t.name_key IN (SELECT fold(name) FROM unnest($3::text[]) AS name)
       RETURNING t.name`,
      [workspaceId, contactId, names],
    );
    return rows.map((row) => row.name);
  }
}
