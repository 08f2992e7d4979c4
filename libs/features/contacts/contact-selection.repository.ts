import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ContactFilter } from './contact';
import type { FieldDeclaration } from './contact-field';
import { ContactMatchesRepository } from './contact-index/contact-matches.repository';

/**
 * The contacts that a bulk operation means, fixed at one moment in a temporary table that lives until the
 * transaction ends: every following statement works on the same set, however large, and none travels through Node.
 * All methods need an open transaction; `select` comes first.
 */
@Injectable()
export class ContactSelectionRepository {
  constructor(
    private readonly database: Database,
    private readonly matches: ContactMatchesRepository,
  ) {}

  /** Fixes and locks the contacts that match (in order of id, so that two bulk operations cannot deadlock). */
  async select(
    workspaceId: string,
    fields: readonly FieldDeclaration[],
    filter: ContactFilter,
  ): Promise<number> {
    const { condition, parameters } = await this.matches.condition(workspaceId, fields, filter);
    await this.database.execute('DROP TABLE IF EXISTS pg_temp.selected_contacts');
    await this.database.execute(
      `CREATE TEMPORARY TABLE selected_contacts
       (id uuid PRIMARY KEY, email_key text NOT NULL, address_hash bytea NOT NULL) ON COMMIT DROP`,
    );
    const count = await this.database.execute(
      `INSERT INTO selected_contacts
       SELECT c.id, c.email_key, c.address_hash FROM contacts c WHERE ${condition} ORDER BY c.id FOR UPDATE OF c`,
      parameters,
    );
    await this.database.execute('ANALYZE selected_contacts');
    return count;
  }

  /** Gives the tags to all selected contacts; each new one is an event. Returns how many contacts got at least one. */
  async addTags(workspaceId: string, tagIds: string[]): Promise<number> {
    return this.countChanged(
      `WITH changed AS (
         INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
         SELECT $1, selected.id, tag_id FROM selected_contacts selected CROSS JOIN unnest($2::uuid[]) AS tag_id
         ON CONFLICT (contact_id, tag_id) DO NOTHING RETURNING contact_id, tag_id)`,
      `jsonb_build_object('field', 'tags', 'from', NULL, 'to', t.name)`,
      [workspaceId, tagIds],
    );
  }

  /** Takes tags (by name) from all selected contacts. Returns how many contacts had at least one. */
  async removeTags(workspaceId: string, names: string[]): Promise<number> {
    return this.countChanged(
      `WITH changed AS (
         DELETE FROM contact_tags ct USING selected_contacts selected, tags gone
         WHERE ct.contact_id = selected.id AND gone.id = ct.tag_id AND gone.workspace_id = $1
           AND gone.name_key IN (SELECT fold(name) FROM unnest($2::text[]) AS name)
         RETURNING ct.contact_id, ct.tag_id)`,
      `jsonb_build_object('field', 'tags', 'from', t.name, 'to', NULL)`,
      [workspaceId, names],
    );
  }

  private async countChanged(changed: string, properties: string, parameters: unknown[]): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      `${changed}, events AS (
         INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
         SELECT $1, changed.contact_id, 'contact.changed', ${properties}, now()
         FROM changed JOIN tags t ON t.id = changed.tag_id)
       SELECT count(DISTINCT contact_id) AS count FROM changed`,
      parameters,
    );
    return row?.count ?? 0;
  }
}
