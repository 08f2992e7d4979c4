import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of suppressed addresses of one workspace, newest first, also where others have millions. */
export class ListSuppressions1795392003750 implements MigrationInterface {
  readonly name = 'ListSuppressions1795392003750';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX ix_suppressions_workspace ON suppressions (workspace_id, id DESC)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_suppressions_workspace');
  }
}
