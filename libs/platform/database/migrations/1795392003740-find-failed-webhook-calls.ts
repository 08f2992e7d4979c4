import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Failed calls are counted for each subscription and made again together: without this, that reads every call of a month. */
export class FindFailedWebhookCalls1795392003740 implements MigrationInterface {
  readonly name = 'FindFailedWebhookCalls1795392003740';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `CREATE INDEX ix_webhook_calls_failed ON webhook_calls (workspace_id, subscription_id, id) WHERE status = 'failed'`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_webhook_calls_failed');
  }
}
