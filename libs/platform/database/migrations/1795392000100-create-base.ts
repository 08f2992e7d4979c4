import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Functions every later migration leans on. `fold` defines "equal" for text rules (semantics: case- and
 * accent-insensitive, trimmed); `libs/features/segments/tree/fold.ts` is its twin in memory and a property test keeps
 * both alike. The collation is named so that the answer does not depend on how the database was created.
 */
export class CreateBase1795392000100 implements MigrationInterface {
  readonly name = 'CreateBase1795392000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION fold(value text) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN translate(
        lower(regexp_replace(normalize(btrim(value, E' \\t\\n\\r'), NFKD), U&'[\\0300-\\036F]', '', 'g') COLLATE pg_c_utf8),
        'ς', 'σ'
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION fold(text)');
  }
}
