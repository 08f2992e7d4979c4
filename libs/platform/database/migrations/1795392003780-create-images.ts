import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures for emails, at public addresses. As with assets, whatever deletes a row leaves its file in `stray_files`, which housekeeping empties. */
export class CreateImages1795392003780 implements MigrationInterface {
  readonly name = 'CreateImages1795392003780';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE images (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        public_key text NOT NULL,
        file_key text NOT NULL,
        name text NOT NULL,
        alt text NOT NULL DEFAULT '',
        media_type text NOT NULL,
        bytes integer NOT NULL,
        width integer NOT NULL,
        height integer NOT NULL,
        sha256 bytea NOT NULL,
        uploaded_by text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_images PRIMARY KEY (id),
        CONSTRAINT uq_images_public_key UNIQUE (public_key),
        CONSTRAINT uq_images_file UNIQUE (file_key),
        CONSTRAINT uq_images_content UNIQUE (workspace_id, sha256),
        CONSTRAINT fk_images_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_images_name CHECK (btrim(name) <> '' AND length(name) <= 200),
        CONSTRAINT ck_images_alt CHECK (length(alt) <= 500),
        CONSTRAINT ck_images_media_type CHECK (media_type IN ('image/png', 'image/jpeg', 'image/gif', 'image/webp')),
        CONSTRAINT ck_images_size CHECK (bytes > 0 AND width > 0 AND height > 0)
      )
    `);
    await queryRunner.query('CREATE INDEX ix_images_list ON images (workspace_id, id DESC)');
    await queryRunner.query(`
      CREATE TRIGGER tr_images_file AFTER DELETE ON images
      FOR EACH ROW EXECUTE FUNCTION leave_asset_file()
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      INSERT INTO stray_files (file_key, delete_after) SELECT file_key, now() FROM images ON CONFLICT DO NOTHING
    `);
    await queryRunner.query('DROP TABLE images');
  }
}
