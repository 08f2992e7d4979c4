import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Contacts and what describes them. `email_key` (lower-case, NFC) makes an address unique per workspace;
 * `address_hash` is the keyed hash by which suppressions know an address even after erasure.
 * Composite foreign keys (workspace_id, …) make a reference into another workspace impossible.
 */
export class CreateContacts1795392000300 implements MigrationInterface {
  readonly name = 'CreateContacts1795392000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE companies (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        name_key text NOT NULL,
        domain text,
        industry text,
        employees integer,
        annual_revenue numeric,
        country text,
        city text,
        attributes jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_companies PRIMARY KEY (id),
        CONSTRAINT uq_companies_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_companies_name UNIQUE (workspace_id, name_key),
        CONSTRAINT fk_companies_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(`
      CREATE TABLE contacts (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        email text NOT NULL,
        email_key text NOT NULL,
        address_hash bytea NOT NULL,
        first_name text,
        last_name text,
        phone text,
        locale text,
        time_zone text,
        country text,
        region text,
        city text,
        postal_code text,
        latitude double precision,
        longitude double precision,
        birth_date date,
        company_id uuid,
        attributes jsonb NOT NULL DEFAULT '{}',
        source text NOT NULL DEFAULT 'api',
        tracking_consent boolean,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_contacts PRIMARY KEY (id),
        CONSTRAINT uq_contacts_email UNIQUE (workspace_id, email_key),
        CONSTRAINT uq_contacts_workspace UNIQUE (workspace_id, id),
        CONSTRAINT fk_contacts_company FOREIGN KEY (workspace_id, company_id)
          REFERENCES companies (workspace_id, id) ON DELETE SET NULL (company_id),
        CONSTRAINT ck_contacts_country CHECK (country ~ '^[A-Z]{2}$'),
        CONSTRAINT ck_contacts_latitude CHECK (latitude BETWEEN -90 AND 90),
        CONSTRAINT ck_contacts_longitude CHECK (longitude BETWEEN -180 AND 180)
      )
    `);
    // Instead of a foreign key to workspaces, whose check of every single row is a third of the cost of an import and
    // makes two chunks contend for one row. Those who insert lock their workspace or their import once; this cascades.
    await queryRunner.query(`
      CREATE FUNCTION delete_contacts_of_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM contacts WHERE workspace_id = OLD.id;
        RETURN NULL;
      END $$
    `);
    await queryRunner.query(`
      CREATE TRIGGER tr_workspaces_delete_contacts AFTER DELETE ON workspaces
      FOR EACH ROW EXECUTE FUNCTION delete_contacts_of_workspace()
    `);
    await queryRunner.query(
      'CREATE INDEX ix_contacts_company ON contacts (company_id) WHERE company_id IS NOT NULL',
    );
    await queryRunner.query(`
      CREATE TABLE contact_fields (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        label text NOT NULL,
        type text NOT NULL,
        choices text[] NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_contact_fields PRIMARY KEY (id),
        CONSTRAINT uq_contact_fields_key UNIQUE (workspace_id, key),
        CONSTRAINT fk_contact_fields_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_contact_fields_key CHECK (key ~ '^[a-z][a-zA-Z0-9_]{0,62}$'),
        CONSTRAINT ck_contact_fields_type CHECK (type IN ('text', 'number', 'boolean', 'choice', 'multi-choice', 'date', 'date-time'))
      )
    `);
    await queryRunner.query(`
      CREATE TABLE tags (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        name_key text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_tags PRIMARY KEY (id),
        CONSTRAINT uq_tags_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_tags_name UNIQUE (workspace_id, name_key),
        CONSTRAINT fk_tags_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(`
      CREATE TABLE contact_tags (
        workspace_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        tag_id uuid NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_contact_tags PRIMARY KEY (contact_id, tag_id),
        CONSTRAINT fk_contact_tags_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_contact_tags_tag FOREIGN KEY (workspace_id, tag_id)
          REFERENCES tags (workspace_id, id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_contact_tags_tag ON contact_tags (tag_id, contact_id)');
    await queryRunner.query(`
      CREATE TABLE notes (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        author_id uuid,
        author_name text NOT NULL DEFAULT '',
        kind text NOT NULL DEFAULT 'note',
        body text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_notes PRIMARY KEY (id),
        CONSTRAINT fk_notes_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_notes_author FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL
      )
    `);
    await queryRunner.query('CREATE INDEX ix_notes_contact ON notes (contact_id, id DESC)');
    await queryRunner.query(`
      CREATE TABLE contact_imports (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        status text NOT NULL DEFAULT 'pending',
        file_name text NOT NULL,
        file_key text NOT NULL,
        file_hash bytea NOT NULL,
        format text NOT NULL,
        dry_run boolean NOT NULL DEFAULT false,
        options jsonb NOT NULL DEFAULT '{}',
        plan jsonb,
        run_id uuid,
        heartbeat_at timestamptz,
        total_rows integer,
        processed_rows integer NOT NULL DEFAULT 0,
        counts jsonb NOT NULL DEFAULT '{}',
        failure text,
        created_by uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        finished_at timestamptz,
        CONSTRAINT pk_contact_imports PRIMARY KEY (id),
        CONSTRAINT uq_contact_imports_workspace UNIQUE (workspace_id, id),
        CONSTRAINT fk_contact_imports_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_contact_imports_status CHECK (status IN ('pending', 'running', 'done', 'failed', 'cancelled')),
        CONSTRAINT ck_contact_imports_format CHECK (format IN ('csv', 'mailchimp'))
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_contact_imports_workspace ON contact_imports (workspace_id, id DESC)',
    );
    await queryRunner.query(`
      CREATE TABLE contact_import_errors (
        import_id uuid NOT NULL,
        workspace_id uuid NOT NULL,
        file text NOT NULL,
        line integer NOT NULL,
        column_name text NOT NULL,
        value text NOT NULL,
        reason text NOT NULL,
        CONSTRAINT pk_contact_import_errors PRIMARY KEY (import_id, file, line, column_name),
        CONSTRAINT fk_contact_import_errors_import FOREIGN KEY (workspace_id, import_id)
          REFERENCES contact_imports (workspace_id, id) ON DELETE CASCADE
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_workspaces_delete_contacts ON workspaces');
    await queryRunner.query('DROP FUNCTION delete_contacts_of_workspace()');
    for (const table of [
      'contact_import_errors',
      'contact_imports',
      'notes',
      'contact_tags',
      'tags',
      'contact_fields',
      'contacts',
      'companies',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
