import { Injectable } from '@nestjs/common';
import { Database, translateViolations } from '@platform/database';
import { notFound } from '@platform/errors';
import { ContactField } from './contact-field.entity';
import type { FieldDeclaration } from './contact-field';
import { fieldKeyTaken } from './contacts.errors';

/** Somebody whose rules ask for a field. */
export interface FieldUser {
  kind: 'segment' | 'campaign' | 'sequence';
  id: string;
  name: string;
}

/** Custom fields of a workspace, and the values that contacts hold in them. */
@Injectable()
export class ContactFieldsRepository {
  constructor(private readonly database: Database) {}

  /** In the order of creation. */
  async list(workspaceId: string): Promise<ContactField[]> {
    return this.database
      .repository(ContactField)
      .find({ where: { workspaceId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async get(workspaceId: string, id: string): Promise<ContactField> {
    const field = await this.database.repository(ContactField).findOne({ where: { workspaceId, id } });
    if (!field) throw notFound('contact-field', id);
    return field;
  }

  /** Also locks the field until the transaction ends, so that choices cannot change under a check. */
  async getForUpdate(workspaceId: string, id: string): Promise<ContactField> {
    const field = await this.database
      .repository(ContactField)
      .findOne({ where: { workspaceId, id }, lock: { mode: 'pessimistic_write' } });
    if (!field) throw notFound('contact-field', id);
    return field;
  }

  async insert(workspaceId: string, declaration: FieldDeclaration): Promise<ContactField> {
    const { key, label, type, choices } = declaration;
    const rows = await translateViolations({ uq_contact_fields_key: () => fieldKeyTaken(key) }, () =>
      this.database.query<{ id: string }>(
        `INSERT INTO contact_fields (workspace_id, key, label, type, choices) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [workspaceId, key, label, type, choices],
      ),
    );
    return this.get(workspaceId, rows[0]?.id ?? '');
  }

  /** Adds those whose key is free and leaves the others alone: safe when two imports declare the same fields. */
  async insertMissing(workspaceId: string, declarations: FieldDeclaration[]): Promise<void> {
    for (const { key, label, type, choices } of declarations) {
      await this.database.execute(
        `INSERT INTO contact_fields (workspace_id, key, label, type, choices) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (workspace_id, key) DO NOTHING`,
        [workspaceId, key, label, type, choices],
      );
    }
  }

  /** Adds choices that a field lacks, at the end. */
  async addChoices(workspaceId: string, key: string, choices: string[]): Promise<void> {
    await this.database.execute(
      `UPDATE contact_fields SET choices = choices || ARRAY(
         SELECT choice FROM unnest($3::text[]) WITH ORDINALITY AS added (choice, position)
         WHERE choice <> ALL (contact_fields.choices) ORDER BY position)
       WHERE workspace_id = $1 AND key = $2 AND type IN ('choice', 'multi-choice')`,
      [workspaceId, key, choices],
    );
  }

  async update(field: ContactField, changes: { label: string; choices: string[] }): Promise<void> {
    await this.database.execute(
      'UPDATE contact_fields SET label = $3, choices = $4 WHERE workspace_id = $1 AND id = $2',
      [field.workspaceId, field.id, changes.label, changes.choices],
    );
  }

  /** Removes the field and its value from every contact; returns how many contacts had one. */
  async delete(field: ContactField): Promise<number> {
    const contacts = await this.database.execute(
      'UPDATE contacts SET attributes = attributes - $2 WHERE workspace_id = $1 AND attributes ? $2',
      [field.workspaceId, field.key],
    );
    await this.database.execute('DELETE FROM contact_fields WHERE workspace_id = $1 AND id = $2', [
      field.workspaceId,
      field.id,
    ]);
    return contacts;
  }

  /**
   * Segments, unfinished campaigns and sequences that name the field; at most 500. (`rule_references` is kept by triggers on
   * their tables. They stand later in the dependency order; the tables are shared.)
   */
  async findUsers(field: ContactField): Promise<FieldUser[]> {
    return this.database.query<FieldUser>(
      `WITH holders AS (
         SELECT r.holder_kind, r.holder_id FROM rule_references r
         WHERE r.workspace_id = $1 AND r.kind = 'field' AND r.ref = 'attributes.' || $2::text)
       SELECT 'segment' AS kind, s.id, s.name FROM holders h
       JOIN segments s ON h.holder_kind = 'segment' AND s.workspace_id = $1 AND s.id = h.holder_id AND s.kind <> 'static'
       UNION ALL
       SELECT 'campaign', k.id, k.name FROM holders h
       JOIN campaigns k ON h.holder_kind = 'campaign' AND k.workspace_id = $1 AND k.id = h.holder_id
         AND k.status NOT IN ('sent', 'cancelled', 'failed')
       UNION ALL
       SELECT 'sequence', q.id, q.name FROM holders h
       JOIN sequences q ON h.holder_kind = 'sequence' AND q.workspace_id = $1 AND q.id = h.holder_id AND q.status <> 'archived'
       ORDER BY kind DESC, name LIMIT 500`,
      [field.workspaceId, field.key],
    );
  }

  /** How many contacts hold this choice. */
  async countWithChoice(field: ContactField, choice: string): Promise<number> {
    const value = field.type === 'multi-choice' ? [choice] : choice;
    const row = await this.database.queryOne<{ count: number }>(
      'SELECT count(*) AS count FROM contacts WHERE workspace_id = $1 AND attributes @> $2',
      [field.workspaceId, JSON.stringify({ [field.key]: value })],
    );
    return row?.count ?? 0;
  }
}
