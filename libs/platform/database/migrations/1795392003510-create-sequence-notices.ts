import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a sequence has to tell the team: posting a message looks templates and limits up and is no part of the engine's transaction, so the
 * engine leaves a row, which goes once the message is posted.
 */
export class CreateSequenceNotices1795392003510 implements MigrationInterface {
  readonly name = 'CreateSequenceNotices1795392003510';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE sequence_notices (
        enrollment_id uuid NOT NULL,
        step text NOT NULL,
        visit integer NOT NULL,
        workspace_id uuid NOT NULL,
        sequence_id uuid NOT NULL,
        version integer NOT NULL,
        contact_id uuid NOT NULL,
        due_at timestamptz NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        CONSTRAINT pk_sequence_notices PRIMARY KEY (enrollment_id, step, visit),
        CONSTRAINT fk_sequence_notices_enrollment FOREIGN KEY (enrollment_id) REFERENCES enrollments (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_sequence_notices_due ON sequence_notices (workspace_id, due_at)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE sequence_notices');
  }
}
