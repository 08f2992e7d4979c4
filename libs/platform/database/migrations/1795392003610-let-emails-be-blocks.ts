import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A template may be made of blocks: `document` holds them and `mjml` what they became, so that sending knows nothing of blocks. `version` counts changes, so
 * that two people who edit one template do not overwrite each other unseen.
 */
export class LetEmailsBeBlocks1795392003610 implements MigrationInterface {
  readonly name = 'LetEmailsBeBlocks1795392003610';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE templates
        ADD COLUMN document jsonb,
        ADD COLUMN version integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT ck_templates_document CHECK (jsonb_typeof(document) = 'object'),
        ADD CONSTRAINT ck_templates_version CHECK (version >= 1)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE templates
        DROP CONSTRAINT ck_templates_version,
        DROP CONSTRAINT ck_templates_document,
        DROP COLUMN version,
        DROP COLUMN document
    `);
  }
}
