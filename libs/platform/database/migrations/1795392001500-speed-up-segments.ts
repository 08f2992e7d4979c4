import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `fold` answers the same as before, in half the time: most texts are plain ASCII, which has no accents to take off. A text
 * is when it has as many bytes as characters.
 */
export class SpeedUpSegments1795392001500 implements MigrationInterface {
  readonly name = 'SpeedUpSegments1795392001500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION fold(value text) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN CASE WHEN octet_length(value) = length(value) THEN lower(btrim(value, E' \\t\\n\\r') COLLATE pg_c_utf8)
        ELSE translate(
          lower(regexp_replace(normalize(btrim(value, E' \\t\\n\\r'), NFKD), U&'[\\0300-\\036F]', '', 'g') COLLATE pg_c_utf8),
          'ς', 'σ'
        ) END
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE OR REPLACE FUNCTION fold(value text) RETURNS text
      LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN translate(
        lower(regexp_replace(normalize(btrim(value, E' \\t\\n\\r'), NFKD), U&'[\\0300-\\036F]', '', 'g') COLLATE pg_c_utf8),
        'ς', 'σ'
      )
    `);
  }
}
