import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A batch that a worker has in hand while somebody takes away what it may wait for (lifts a hold): it is due at once when it is
 * given back, whatever that worker believes. And how often in a row nothing of a batch went: `tries` also counts the times when
 * something did, which made a batch that met a limit of a second wait for a minute.
 */
export class ComeBackInTime1795392002900 implements MigrationInterface {
  readonly name = 'ComeBackInTime1795392002900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE delivery_batches ADD COLUMN is_hurried boolean NOT NULL DEFAULT false,
        ADD COLUMN idle_tries integer NOT NULL DEFAULT 0`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE delivery_batches DROP COLUMN is_hurried, DROP COLUMN idle_tries`);
  }
}
