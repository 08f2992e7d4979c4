import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Submissions by any part of an address or an answer, and audit entries by action and by what they are about, without reading all of
 * them. In a transaction of many submissions the index costs little beside everything else that follows from one.
 */
export class FindSubmissionsAndAuditEntries1795392003791 implements MigrationInterface {
  readonly name = 'FindSubmissionsAndAuditEntries1795392003791';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const index of INDICES) await queryRunner.query(`CREATE INDEX ${index}`);
    await queryRunner.query('ANALYZE form_submissions, audit_entries');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of [...INDICES].reverse())
      await queryRunner.query(`DROP INDEX ${index.split(' ', 1)[0] ?? ''}`);
  }
}

const INDICES = [
  `ix_form_submissions_search ON form_submissions USING gin (email gin_trgm_ops, (answers::text) gin_trgm_ops)`,
  'ix_audit_entries_action ON audit_entries (workspace_id, action, id)',
  'ix_audit_entries_target ON audit_entries (workspace_id, target_id, id)',
];
