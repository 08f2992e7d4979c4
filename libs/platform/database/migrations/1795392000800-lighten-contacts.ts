import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows belong to a contact of the same workspace. */
const OWNED = ['contact_tags', 'notes', 'subscriptions', 'segment_members', 'contact_open_days'];

/**
 * Two things that every new contact paid for without need (docs/adr/0020-created-is-not-stored.md):
 * - one index instead of two: the primary key (workspace_id, id) is what every query asks for, what lists are sorted by,
 *   and what the composite foreign keys refer to;
 * - `contact.created` is no stored event any more, because the contact's own row says when and from where it came.
 *   `contact_creations` shows it as one, `contact_history` shows all events of both kinds.
 */
export class LightenContacts1795392000800 implements MigrationInterface {
  readonly name = 'LightenContacts1795392000800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await rekeyContacts(queryRunner, 'PRIMARY KEY (workspace_id, id)');
    await queryRunner.query(`DELETE FROM contact_events WHERE name = 'contact.created'`);
    await queryRunner.query(`
      CREATE VIEW contact_creations AS
      SELECT id, workspace_id, id AS contact_id, 'contact.created'::text AS name,
        jsonb_build_object('source', source) AS properties, created_at AS occurred_at, created_at AS received_at
      FROM contacts
    `);
    await queryRunner.query(`
      CREATE VIEW contact_history AS
      SELECT id, workspace_id, contact_id, name, properties, occurred_at, received_at FROM contact_events
      UNION ALL
      SELECT id, workspace_id, contact_id, name, properties, occurred_at, received_at FROM contact_creations
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
      SELECT workspace_id, contact_id, name, properties, occurred_at FROM contact_creations
    `);
    await queryRunner.query('DROP VIEW contact_history');
    await queryRunner.query('DROP VIEW contact_creations');
    await rekeyContacts(queryRunner, 'PRIMARY KEY (id)');
  }
}

async function rekeyContacts(queryRunner: QueryRunner, primaryKey: string): Promise<void> {
  for (const table of OWNED) {
    await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT fk_${table}_contact`);
  }
  await queryRunner.query('ALTER TABLE contacts DROP CONSTRAINT IF EXISTS uq_contacts_workspace');
  await queryRunner.query('ALTER TABLE contacts DROP CONSTRAINT pk_contacts');
  await queryRunner.query(`ALTER TABLE contacts ADD CONSTRAINT pk_contacts ${primaryKey}`);
  if (primaryKey === 'PRIMARY KEY (id)') {
    await queryRunner.query(
      'ALTER TABLE contacts ADD CONSTRAINT uq_contacts_workspace UNIQUE (workspace_id, id)',
    );
  }
  for (const table of OWNED) {
    await queryRunner.query(`
      ALTER TABLE ${table} ADD CONSTRAINT fk_${table}_contact FOREIGN KEY (workspace_id, contact_id)
        REFERENCES contacts (workspace_id, id) ON DELETE CASCADE
    `);
  }
}
