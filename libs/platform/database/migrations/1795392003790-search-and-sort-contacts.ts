import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The list of contacts reads an index for every search and every order, however many contacts there are: trigrams for parts of
 * addresses, names and companies, and one index for each order but that of addresses, whose unique index does. They cost an import of a
 * million contacts some seconds.
 */
export class SearchAndSortContacts1795392003790 implements MigrationInterface {
  readonly name = 'SearchAndSortContacts1795392003790';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Trusted: whoever may create tables of this database may create it.
    await queryRunner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    // concat_ws is not immutable; fold takes away the blanks where a name is missing.
    await queryRunner.query(`
      CREATE FUNCTION contact_name_key(first_name text, last_name text) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN fold(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))
    `);
    for (const index of INDICES) await queryRunner.query(`CREATE INDEX ${index}`);
    // The planner knows nothing of an expression before, and would read all contacts for a name that nobody has.
    await queryRunner.query('ANALYZE contacts, companies');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const index of [...INDICES].reverse())
      await queryRunner.query(`DROP INDEX ${index.split(' ', 1)[0] ?? ''}`);
    await queryRunner.query('DROP FUNCTION contact_name_key');
    await queryRunner.query('DROP EXTENSION pg_trgm');
  }
}

const INDICES = [
  `ix_contacts_search ON contacts USING gin (email_key gin_trgm_ops, contact_name_key(first_name, last_name) gin_trgm_ops)`,
  `ix_companies_search ON companies USING gin (name_key gin_trgm_ops)`,
  `ix_contacts_updated ON contacts (workspace_id, updated_at, id)`,
  `ix_contacts_first_name ON contacts (workspace_id, (coalesce(first_name, '')), id)`,
  `ix_contacts_last_name ON contacts (workspace_id, (coalesce(last_name, '')), id)`,
];
