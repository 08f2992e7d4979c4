import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers of reports that take long to count: workers count them, screens read them. */
export class KeepAnswers1795392003830 implements MigrationInterface {
  readonly name = 'KeepAnswers1795392003830';

  async up(queryRunner: QueryRunner): Promise<void> {
    // `names_people`: question or answer may hold values of people, and goes when somebody is erased.
    await queryRunner.query(`
      CREATE TABLE kept_answers (
        workspace_id uuid NOT NULL,
        key bytea NOT NULL,
        kind text NOT NULL,
        question jsonb NOT NULL,
        names_people boolean NOT NULL,
        answer jsonb,
        counted_at timestamptz,
        took_ms integer,
        failure text,
        asked_at timestamptz NOT NULL DEFAULT now(),
        due_at timestamptz DEFAULT now(),
        lease uuid,
        leased_until timestamptz,
        CONSTRAINT pk_kept_answers PRIMARY KEY (workspace_id, key),
        CONSTRAINT fk_kept_answers_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_kept_answers_lease CHECK ((lease IS NULL) = (leased_until IS NULL))
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_kept_answers_due ON kept_answers (due_at) WHERE due_at IS NOT NULL',
    );
    await queryRunner.query('CREATE INDEX ix_kept_answers_asked ON kept_answers (asked_at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE kept_answers');
  }
}
