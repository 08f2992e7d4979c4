import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Contacts are searched and sorted in a copy of the few columns that this needs. Its indices cost the worker that keeps it, and no
 * longer each import, form and change of a contact (docs/adr/0029-contacts-are-searched-in-a-copy.md).
 */
export class SearchContactsInACopy1795392003870 implements MigrationInterface {
  readonly name = 'SearchContactsInACopy1795392003870';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of OLD_INDICES) await queryRunner.query(`DROP INDEX ${nameOf(index)}`);
    await createCopy(queryRunner);
    await createMarks(queryRunner);
    // A number for "this field has this value", however it is written.
    await queryRunner.query(`
      CREATE FUNCTION contact_term(path text, value text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN hashtext(path || '=' || fold(value))
    `);
    for (const [name, body] of Object.entries(FUNCTIONS)) {
      await queryRunner.query(
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$`,
      );
    }
    for (const trigger of TRIGGERS) await queryRunner.query(`CREATE TRIGGER ${trigger}`);
    // After the trigger that deletes the contacts, by its name.
    await queryRunner.query(`
      CREATE TRIGGER tr_workspaces_forget_marks AFTER DELETE ON workspaces
      FOR EACH ROW EXECUTE FUNCTION forget_contacts_to_index()
    `);
    // The worker copies those who are there already.
    await queryRunner.query(`
      INSERT INTO contacts_to_index (workspace_id, first_id, last_id, contacts)
      SELECT workspace_id, '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', count(*)
      FROM contacts GROUP BY workspace_id
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_workspaces_forget_marks ON workspaces');
    for (const trigger of TRIGGERS) await queryRunner.query(`DROP TRIGGER ${nameOf(trigger)} ON contacts`);
    for (const name of Object.keys(FUNCTIONS)) await queryRunner.query(`DROP FUNCTION ${name}()`);
    await queryRunner.query('DROP TABLE contacts_to_index');
    await queryRunner.query('DROP TABLE contact_index');
    await queryRunner.query('DROP FUNCTION contact_term(text, text)');
    for (const index of OLD_INDICES) await queryRunner.query(`CREATE INDEX ${index}`);
    await queryRunner.query('ANALYZE contacts');
  }
}

const nameOf = (definition: string): string => definition.split(' ', 1)[0] ?? '';

const OLD_INDICES = [
  `ix_contacts_search ON contacts USING gin (email_key gin_trgm_ops, contact_name_key(first_name, last_name) gin_trgm_ops)`,
  `ix_contacts_updated ON contacts (workspace_id, updated_at, id)`,
  `ix_contacts_first_name ON contacts (workspace_id, (coalesce(first_name, '')), id)`,
  `ix_contacts_last_name ON contacts (workspace_id, (coalesce(last_name, '')), id)`,
];

/** `id` is the contact's. No foreign key: its check of each row would lock, and so rewrite, the contact. */
async function createCopy(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE contact_index (
      workspace_id uuid NOT NULL,
      id uuid NOT NULL,
      email_key text NOT NULL,
      name_key text NOT NULL,
      first_name text NOT NULL,
      last_name text NOT NULL,
      company_id uuid,
      updated_at timestamptz NOT NULL,
      terms integer[] NOT NULL,
      CONSTRAINT pk_contact_index PRIMARY KEY (workspace_id, id)
    )
  `);
  for (const index of [
    'ix_contact_index_search ON contact_index USING gin (email_key gin_trgm_ops, name_key gin_trgm_ops)',
    'ix_contact_index_terms ON contact_index USING gin (terms)',
    'ix_contact_index_email ON contact_index (workspace_id, email_key, id)',
    'ix_contact_index_company ON contact_index (company_id) WHERE company_id IS NOT NULL',
    'ix_contact_index_updated ON contact_index (workspace_id, updated_at, id)',
    'ix_contact_index_first_name ON contact_index (workspace_id, first_name, id)',
    'ix_contact_index_last_name ON contact_index (workspace_id, last_name, id)',
  ]) {
    await queryRunner.query(`CREATE INDEX ${index}`);
  }
}

/**
 * Contacts, from one id to another, whose copy may be missing or old; `contacts` is how many at most. Only appended to and deleted
 * from, so that two writers never wait for each other.
 */
async function createMarks(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE contacts_to_index (
      number bigint GENERATED ALWAYS AS IDENTITY,
      workspace_id uuid NOT NULL,
      first_id uuid NOT NULL,
      last_id uuid NOT NULL,
      contacts integer NOT NULL DEFAULT 1,
      CONSTRAINT pk_contacts_to_index PRIMARY KEY (number),
      CONSTRAINT ck_contacts_to_index_order CHECK (first_id <= last_id)
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)
  `);
  await queryRunner.query(
    'CREATE INDEX ix_contacts_to_index_workspace ON contacts_to_index (workspace_id, number)',
  );
}

const FUNCTIONS = {
  mark_contact_to_index:
    'INSERT INTO contacts_to_index (workspace_id, first_id, last_id) VALUES (NEW.workspace_id, NEW.id, NEW.id);',
  // Waits for whoever copies, and makes it wait: a copy of somebody who is gone would stay for ever.
  leave_contact_index: `
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('contact-index:' || w.id::text, 0))
    FROM (SELECT DISTINCT workspace_id AS id FROM gone ORDER BY workspace_id) w;
    DELETE FROM contact_index i USING gone WHERE i.workspace_id = gone.workspace_id AND i.id = gone.id;`,
  forget_contacts_to_index: 'DELETE FROM contacts_to_index WHERE workspace_id = OLD.id;',
};

const CHANGED = ['email_key', 'first_name', 'last_name', 'company_id', 'attributes', 'updated_at'];
const columnsOf = (row: string): string => `(${CHANGED.map((column) => `${row}.${column}`).join(', ')})`;

const TRIGGERS = [
  // An import marks the whole stretch of ids that it gives, in one row.
  `tr_contacts_index_insert AFTER INSERT ON contacts FOR EACH ROW
   WHEN (current_setting('tidings.marks_new_contacts', true) IS DISTINCT FROM 'itself') EXECUTE FUNCTION mark_contact_to_index()`,
  `tr_contacts_index_update AFTER UPDATE ON contacts FOR EACH ROW
   WHEN (${columnsOf('OLD')} IS DISTINCT FROM ${columnsOf('NEW')}) EXECUTE FUNCTION mark_contact_to_index()`,
  `tr_contacts_index_delete AFTER DELETE ON contacts REFERENCING OLD TABLE AS gone
   FOR EACH STATEMENT EXECUTE FUNCTION leave_contact_index()`,
];
