import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files that visitors may download, their versions, the links to them and who used one. Links and downloads outlive their contact
 * without it, so that the numbers remain true; a link of nobody leads nowhere. Every stored file stands in `asset_versions` or in
 * `stray_files`, which housekeeping empties: whatever deletes a version (a workspace, too) leaves its file there.
 */
export class CreateAssets1795392003100 implements MigrationInterface {
  readonly name = 'CreateAssets1795392003100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE assets (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        status text NOT NULL DEFAULT 'active',
        link_days integer NOT NULL DEFAULT 30,
        max_downloads integer,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_assets PRIMARY KEY (id),
        CONSTRAINT uq_assets_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_assets_key UNIQUE (workspace_id, key),
        CONSTRAINT fk_assets_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_assets_key CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
        CONSTRAINT ck_assets_name CHECK (btrim(name) <> '' AND length(name) <= 200),
        CONSTRAINT ck_assets_status CHECK (status IN ('active', 'archived')),
        CONSTRAINT ck_assets_link_days CHECK (link_days BETWEEN 1 AND 3650),
        CONSTRAINT ck_assets_max_downloads CHECK (max_downloads BETWEEN 1 AND 10000)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE asset_versions (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        asset_id uuid NOT NULL,
        number integer NOT NULL,
        file_key text NOT NULL,
        file_name text NOT NULL,
        media_type text NOT NULL,
        bytes bigint NOT NULL,
        sha256 bytea NOT NULL,
        uploaded_by text NOT NULL DEFAULT '',
        uploaded_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_asset_versions PRIMARY KEY (id),
        CONSTRAINT uq_asset_versions_number UNIQUE (asset_id, number),
        CONSTRAINT uq_asset_versions_file UNIQUE (file_key),
        CONSTRAINT fk_asset_versions_asset FOREIGN KEY (workspace_id, asset_id)
          REFERENCES assets (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_asset_versions_number CHECK (number >= 1),
        CONSTRAINT ck_asset_versions_bytes CHECK (bytes > 0)
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_asset_versions_asset ON asset_versions (workspace_id, asset_id)',
    );
    await queryRunner.query(`
      CREATE TABLE asset_links (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        asset_id uuid NOT NULL,
        contact_id uuid,
        form_id uuid,
        submission_id uuid,
        message_id uuid,
        expires_at timestamptz NOT NULL,
        max_downloads integer,
        downloads integer NOT NULL DEFAULT 0,
        counted_at timestamptz,
        machine_fetches integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_asset_links PRIMARY KEY (id),
        CONSTRAINT uq_asset_links_submission UNIQUE (asset_id, contact_id, submission_id),
        CONSTRAINT fk_asset_links_asset FOREIGN KEY (workspace_id, asset_id)
          REFERENCES assets (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_asset_links_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE SET NULL (contact_id),
        CONSTRAINT ck_asset_links_max_downloads CHECK (max_downloads BETWEEN 1 AND 10000)
      )
    `);
    await queryRunner.query(`
      CREATE TABLE asset_downloads (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        asset_id uuid NOT NULL,
        contact_id uuid,
        form_id uuid,
        first_version integer NOT NULL,
        last_version integer NOT NULL,
        downloads integer NOT NULL DEFAULT 1,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        CONSTRAINT pk_asset_downloads PRIMARY KEY (id),
        CONSTRAINT uq_asset_downloads_contact UNIQUE (asset_id, contact_id),
        CONSTRAINT fk_asset_downloads_asset FOREIGN KEY (workspace_id, asset_id)
          REFERENCES assets (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_asset_downloads_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE SET NULL (contact_id)
      )
    `);
    for (const index of [
      'ix_asset_links_asset ON asset_links (workspace_id, asset_id)',
      'ix_asset_links_contact ON asset_links (contact_id)',
      'ix_asset_links_form ON asset_links (form_id) WHERE form_id IS NOT NULL',
      'ix_asset_downloads_list ON asset_downloads (workspace_id, asset_id, id DESC)',
      'ix_asset_downloads_contact ON asset_downloads (contact_id)',
      'ix_asset_downloads_form ON asset_downloads (form_id) WHERE form_id IS NOT NULL',
    ]) {
      await queryRunner.query(`CREATE INDEX ${index}`);
    }
    await keepFilesInSight(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE asset_downloads, asset_links, asset_versions, assets, stray_files');
    await queryRunner.query('DROP FUNCTION leave_asset_file');
  }
}

/** No foreign key: it must outlive the workspace. */
async function keepFilesInSight(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE stray_files (
      file_key text NOT NULL,
      delete_after timestamptz NOT NULL,
      CONSTRAINT pk_stray_files PRIMARY KEY (file_key)
    )
  `);
  await queryRunner.query('CREATE INDEX ix_stray_files_due ON stray_files (delete_after)');
  await queryRunner.query(`
    CREATE FUNCTION leave_asset_file() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO stray_files (file_key, delete_after) VALUES (OLD.file_key, now()) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$
  `);
  await queryRunner.query(`
    CREATE TRIGGER tr_asset_versions_file AFTER DELETE ON asset_versions
    FOR EACH ROW EXECUTE FUNCTION leave_asset_file()
  `);
}
