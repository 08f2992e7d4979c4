import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts the edits of a campaign, so that nobody writes over what a colleague saved meanwhile. */
export class CountCampaignEdits1795392003810 implements MigrationInterface {
  readonly name = 'CountCampaignEdits1795392003810';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE campaigns ADD COLUMN version integer NOT NULL DEFAULT 1');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE campaigns DROP COLUMN version');
  }
}
