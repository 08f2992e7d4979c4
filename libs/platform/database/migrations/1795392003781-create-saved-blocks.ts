import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Blocks that a workspace keeps under a name, and the addresses that its test mails usually go to. */
export class CreateSavedBlocks1795392003781 implements MigrationInterface {
  readonly name = 'CreateSavedBlocks1795392003781';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE saved_blocks (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        place text NOT NULL,
        is_synced boolean NOT NULL DEFAULT false,
        blocks jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_saved_blocks PRIMARY KEY (id),
        CONSTRAINT uq_saved_blocks_name UNIQUE (workspace_id, name),
        CONSTRAINT fk_saved_blocks_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_saved_blocks_name CHECK (btrim(name) <> '' AND length(name) <= 100),
        CONSTRAINT ck_saved_blocks_place CHECK (place IN ('content', 'header', 'footer')),
        CONSTRAINT ck_saved_blocks_blocks CHECK (jsonb_typeof(blocks) = 'array')
      )
    `);
    await queryRunner.query(`
      CREATE TABLE test_recipients (
        workspace_id uuid NOT NULL,
        addresses text[] NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_test_recipients PRIMARY KEY (workspace_id),
        CONSTRAINT fk_test_recipients_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_test_recipients_addresses CHECK (cardinality(addresses) <= 10)
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE test_recipients, saved_blocks');
  }
}
