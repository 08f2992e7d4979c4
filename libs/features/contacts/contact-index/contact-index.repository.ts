import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { TERMS_OF_CONTACT } from './contact-terms';

/** Contacts that one transaction copies: some tenths of a second, for which whoever deletes contacts waits. */
const SLICE = 2_000;

/** More than this many contacts without a current copy, and lists read the contacts themselves. */
const MARKED_AT_MOST = 20_000;

/**
 * The copy of contacts that is searched and sorted, and the marks of those whose copy may be missing or old. Triggers on `contacts`
 * leave the marks and take deleted contacts out.
 */
@Injectable()
export class ContactIndexRepository {
  constructor(private readonly database: Database) {}

  /** The contacts whose copy is not to be relied on; null: too many to be looked at one by one. */
  async marked(workspaceId: string): Promise<string[] | null> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT c.id FROM (SELECT first_id, last_id FROM contacts_to_index WHERE workspace_id = $1 LIMIT ${MARKED_AT_MOST + 1}) m
       CROSS JOIN LATERAL (
         SELECT id FROM contacts WHERE workspace_id = $1 AND id BETWEEN m.first_id AND m.last_id
         ORDER BY id LIMIT ${MARKED_AT_MOST + 1}) c
       LIMIT ${MARKED_AT_MOST + 1}`,
      [workspaceId],
    );
    return rows.length > MARKED_AT_MOST ? null : rows.map(({ id }) => id);
  }

  /** Workspaces with marks. */
  async workspacesToIndex(): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT id FROM workspaces w WHERE EXISTS (SELECT FROM contacts_to_index m WHERE m.workspace_id = w.id) ORDER BY id',
    );
    return rows.map(({ id }) => id);
  }

  /** Whether this transaction may copy: another one may be at it, or deleting. Until it ends, whoever deletes contacts waits. */
  async begin(workspaceId: string): Promise<boolean> {
    const row = await this.database.queryOne<{ isOurs: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('contact-index:' || $1, 0)) AS "isOurs"`,
      [workspaceId],
    );
    return row?.isOurs ?? false;
  }

  /** Copies contacts that are marked alone, the oldest marks first. Returns how many marks that were. */
  async copyMarked(workspaceId: string): Promise<number> {
    return this.count(
      `WITH taken AS (
         DELETE FROM contacts_to_index WHERE number = ANY (ARRAY(
           SELECT number FROM contacts_to_index WHERE workspace_id = $1 AND first_id = last_id ORDER BY number LIMIT ${SLICE}))
         RETURNING first_id),
       copied AS (${copyOf('c.id = ANY (ARRAY(SELECT first_id FROM taken))')})
       SELECT count(*) AS count FROM taken`,
      [workspaceId],
    );
  }

  /** Copies the beginning of the oldest stretch. Returns how many contacts; 0 when there is none left. */
  async copyStretch(workspaceId: string): Promise<number> {
    const stretch = await this.database.queryOne<{ number: number; first_id: string; until: string | null }>(
      `SELECT m.number, m.first_id, (
         SELECT id FROM contacts WHERE workspace_id = $1 AND id BETWEEN m.first_id AND m.last_id ORDER BY id OFFSET ${SLICE} LIMIT 1
       ) AS until
       FROM contacts_to_index m WHERE workspace_id = $1 AND first_id < last_id ORDER BY number LIMIT 1`,
      [workspaceId],
    );
    if (!stretch) return 0;
    const { number, first_id: first, until } = stretch;
    const rest =
      until === null
        ? 'DELETE FROM contacts_to_index WHERE workspace_id = $1 AND number = $2 RETURNING last_id'
        : `UPDATE contacts_to_index SET first_id = $4::uuid, contacts = greatest(contacts - ${SLICE}, 0)
           WHERE workspace_id = $1 AND number = $2 RETURNING $4::uuid AS last_id`;
    const copied = await this.count(
      `WITH rest AS (${rest}),
       copied AS (${copyOf('c.id BETWEEN $3::uuid AND (SELECT last_id FROM rest)')} RETURNING 1)
       SELECT count(*) AS count FROM copied`,
      until === null ? [workspaceId, number, first] : [workspaceId, number, first, until],
    );
    return Math.max(copied, 1);
  }

  /** After very many: the planner must know what is in the copy. */
  async analyze(): Promise<void> {
    await this.database.execute('ANALYZE contact_index');
  }

  private async count(statement: string, parameters: unknown[]): Promise<number> {
    return (await this.database.queryOne<{ count: number }>(statement, parameters))?.count ?? 0;
  }
}

/** In order of ids, so that the copy grows at its end. $1 workspace. */
const copyOf = (whose: string): string => `
  INSERT INTO contact_index (workspace_id, id, email_key, name_key, first_name, last_name, company_id, updated_at, terms)
  SELECT c.workspace_id, c.id, c.email_key, contact_name_key(c.first_name, c.last_name), coalesce(c.first_name, ''),
    coalesce(c.last_name, ''), c.company_id, c.updated_at, ${TERMS_OF_CONTACT}
  FROM contacts c WHERE c.workspace_id = $1 AND ${whose} ORDER BY c.id
  ON CONFLICT (workspace_id, id) DO UPDATE SET email_key = excluded.email_key, name_key = excluded.name_key,
    first_name = excluded.first_name, last_name = excluded.last_name, company_id = excluded.company_id,
    updated_at = excluded.updated_at, terms = excluded.terms`;
