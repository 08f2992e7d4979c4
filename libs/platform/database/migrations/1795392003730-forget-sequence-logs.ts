import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds old log entries of sequences without an index that each step would have to pay for: rows come in the order of time, so a summary per
 * stretch of the table is enough.
 */
export class ForgetSequenceLogs1795392003730 implements MigrationInterface {
  readonly name = 'ForgetSequenceLogs1795392003730';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX ix_enrollment_steps_left ON enrollment_steps USING brin (left_at) WITH (autosummarize = on)',
    );
    await queryRunner.query(
      'CREATE INDEX ix_sequence_dates_started ON sequence_dates USING brin (started_at) WITH (autosummarize = on)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_enrollment_steps_left');
    await queryRunner.query('DROP INDEX ix_sequence_dates_started');
  }
}
