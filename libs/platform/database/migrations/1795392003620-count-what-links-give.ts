import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Octets that a link with a limit gave out since its last counted download: parts of a file belong to that download only up to about
 * one whole file, or a limit of one would be none.
 */
export class CountWhatLinksGive1795392003620 implements MigrationInterface {
  readonly name = 'CountWhatLinksGive1795392003620';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE asset_links
        ADD COLUMN given_bytes bigint NOT NULL DEFAULT 0,
        ADD CONSTRAINT ck_asset_links_given_bytes CHECK (given_bytes >= 0)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE asset_links DROP COLUMN given_bytes');
  }
}
