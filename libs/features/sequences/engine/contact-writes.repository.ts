import { Injectable } from '@nestjs/common';
import { profileColumns } from '@features/contacts';
import { Database } from '@platform/database';

type Value = string | number | boolean | readonly string[] | null;

/** Contacts whose value differs, locked in the order of their ids like every writer of many contacts does. */
const DIFFERING = `
  locked AS MATERIALIZED (
    SELECT c.id FROM contacts c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) ORDER BY c.id FOR NO KEY UPDATE
  ), differing AS MATERIALIZED (
    SELECT c.id, $OLD AS before FROM contacts c JOIN locked ON locked.id = c.id
    WHERE c.workspace_id = $1 AND $OLD IS DISTINCT FROM $NEW
  )`;

/** Every value that changes is a `contact.changed` event, as when people change it. */
const TELL = `
  INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
  SELECT $1, d.id, 'contact.changed', jsonb_build_object('field', $3::text, 'from', d.before, 'to', $4::jsonb), $5 FROM differing d`;

/** What steps write about contacts, many at once. */
@Injectable()
export class ContactWritesRepository {
  constructor(private readonly db: Database) {}

  /** Sets a field, null clears it. The value is in stored form. Returns who had another one before. */
  async setField(
    workspaceId: string,
    contactIds: readonly string[],
    { field, value, now }: { field: string; value: Value; now: Date },
  ): Promise<Set<string>> {
    const sql = field.startsWith('attributes.') ? SET_ATTRIBUTE : setColumn(field);
    const key = field.startsWith('attributes.') ? [field.slice('attributes.'.length)] : [];
    const rows = await this.db.query<{ id: string }>(sql, [
      workspaceId,
      contactIds,
      field,
      JSON.stringify(value),
      now,
      ...key,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Gives a tag; returns who did not have it. */
  async addTag(
    workspaceId: string,
    contactIds: readonly string[],
    { tagId, now }: { tagId: string; now: Date },
  ): Promise<Set<string>> {
    return this.changed(
      `WITH changed AS (
         INSERT INTO contact_tags (workspace_id, contact_id, tag_id)
         SELECT $1, c.id, $3 FROM contacts c WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) ORDER BY c.id
         ON CONFLICT (contact_id, tag_id) DO NOTHING RETURNING contact_id)
       ${tellTag(`'from', NULL, 'to', t.name`)}`,
      [workspaceId, contactIds, tagId, now],
    );
  }

  /** Takes a tag, by its folded name; returns who had it. */
  async removeTag(
    workspaceId: string,
    contactIds: readonly string[],
    { tagId, now }: { tagId: string; now: Date },
  ): Promise<Set<string>> {
    return this.changed(
      `WITH changed AS (
         DELETE FROM contact_tags ct WHERE ct.workspace_id = $1 AND ct.contact_id = ANY ($2::uuid[]) AND ct.tag_id = $3
         RETURNING ct.contact_id)
       ${tellTag(`'from', t.name, 'to', NULL`)}`,
      [workspaceId, contactIds, tagId, now],
    );
  }

  private async changed(sql: string, params: unknown[]): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>(sql, params);
    return new Set(rows.map(({ id }) => id));
  }
}

function tellTag(fromTo: string): string {
  return `, told AS (
      INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
      SELECT $1, changed.contact_id, 'contact.changed', jsonb_build_object('field', 'tags', ${fromTo}), $4
      FROM changed JOIN tags t ON t.id = $3)
    SELECT contact_id AS id FROM changed`;
}

const SET_ATTRIBUTE = `
  WITH ${differing("coalesce(c.attributes -> $6::text, 'null')", '$4::jsonb')}, told AS (${TELL}), written AS (
    UPDATE contacts c SET attributes = jsonb_strip_nulls(c.attributes || jsonb_build_object($6::text, $4::jsonb)), updated_at = now()
    FROM differing d WHERE c.id = d.id AND c.workspace_id = $1)
  SELECT id FROM differing`;

/** The column comes from our own table of fields; PostgreSQL reads the value as its type. */
function setColumn(field: string): string {
  const column = Object.entries(profileColumns).find(([key]) => key === field)?.[1];
  if (column === undefined) throw new Error(`${field} is no field that a step may write`);
  const value = `(jsonb_populate_record(NULL::contacts, jsonb_build_object('${column}', $4::jsonb))).${column}`;
  return `
    WITH ${differing(`coalesce(to_jsonb(c.${column}), 'null')`, `coalesce(to_jsonb(${value}), 'null')`)}, told AS (${TELL}), written AS (
      UPDATE contacts c SET ${column} = ${value}, updated_at = now()
      FROM differing d WHERE c.id = d.id AND c.workspace_id = $1)
    SELECT id FROM differing`;
}

function differing(before: string, after: string): string {
  return DIFFERING.replaceAll('$OLD', before).replaceAll('$NEW', after);
}
