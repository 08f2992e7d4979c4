import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sequences as people write them: a draft that may be half done, and the versions that were published of it. A version never
 * changes, since enrollments are pinned to one.
 */
export class CreateSequences1795392003400 implements MigrationInterface {
  readonly name = 'CreateSequences1795392003400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sequences (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        name_key text NOT NULL,
        description text NOT NULL DEFAULT '',
        status text NOT NULL DEFAULT 'draft',
        draft jsonb NOT NULL,
        published_version integer,
        has_changes boolean NOT NULL DEFAULT true,
        library_key text,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_sequences PRIMARY KEY (id),
        CONSTRAINT uq_sequences_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_sequences_name UNIQUE (workspace_id, name_key),
        CONSTRAINT fk_sequences_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_sequences_status CHECK (status IN ('draft', 'active', 'paused', 'archived')),
        CONSTRAINT ck_sequences_published CHECK (published_version IS NOT NULL OR status IN ('draft', 'archived'))
      )
    `);
    await queryRunner.query(`
      CREATE TABLE sequence_versions (
        workspace_id uuid NOT NULL,
        sequence_id uuid NOT NULL,
        number integer NOT NULL,
        graph jsonb NOT NULL,
        published_at timestamptz NOT NULL DEFAULT now(),
        published_by text NOT NULL,
        CONSTRAINT pk_sequence_versions PRIMARY KEY (sequence_id, number),
        CONSTRAINT fk_sequence_versions_sequence FOREIGN KEY (workspace_id, sequence_id)
          REFERENCES sequences (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_sequence_versions_number CHECK (number >= 1)
      )
    `);
    // What a version mails: nobody can delete a template from under it.
    await queryRunner.query(`
      CREATE TABLE sequence_contents (
        workspace_id uuid NOT NULL,
        sequence_id uuid NOT NULL,
        number integer NOT NULL,
        step text NOT NULL,
        template_version_id uuid NOT NULL,
        CONSTRAINT pk_sequence_contents PRIMARY KEY (sequence_id, number, step),
        CONSTRAINT fk_sequence_contents_version FOREIGN KEY (sequence_id, number)
          REFERENCES sequence_versions (sequence_id, number) ON DELETE CASCADE,
        CONSTRAINT fk_sequence_contents_template_version FOREIGN KEY (workspace_id, template_version_id)
          REFERENCES template_versions (workspace_id, id)
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_sequence_contents_template_version ON sequence_contents (template_version_id)',
    );
    await queryRunner.query(`
      ALTER TABLE sequences ADD CONSTRAINT fk_sequences_published_version FOREIGN KEY (id, published_version)
        REFERENCES sequence_versions (sequence_id, number)
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX uq_sequences_library_key ON sequences (workspace_id, library_key) WHERE library_key IS NOT NULL
    `);
    // The trees of a draft: they say which segments, tags and fields it would miss.
    await queryRunner.query(`
      CREATE TRIGGER tr_sequences_references AFTER INSERT OR DELETE OR UPDATE OF draft ON sequences
      FOR EACH ROW EXECUTE FUNCTION keep_rule_references('sequence', 'draft')
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE sequences DROP CONSTRAINT fk_sequences_published_version');
    await queryRunner.query('DROP TABLE sequence_contents');
    await queryRunner.query('DROP TABLE sequence_versions');
    await queryRunner.query('DROP TABLE sequences');
    await queryRunner.query(`DELETE FROM rule_references WHERE holder_kind = 'sequence'`);
  }
}
