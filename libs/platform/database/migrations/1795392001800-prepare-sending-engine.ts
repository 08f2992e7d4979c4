import type { MigrationInterface, QueryRunner } from 'typeorm';

type Moves = Record<string, readonly string[]>;

/** As in `delivery-status.ts` and `campaign-status.ts` at the time of this migration; a test compares every pair. */
const DELIVERY_MOVES: Moves = {
  pending: ['claimed', 'suppressed', 'cancelled'],
  claimed: ['handed_over', 'pending', 'deferred', 'refused', 'suppressed', 'cancelled'],
  handed_over: ['accepted', 'refused', 'deferred', 'uncertain', 'pending'],
  deferred: ['claimed', 'suppressed', 'cancelled', 'pending'],
  uncertain: ['accepted', 'refused', 'deferred', 'pending'],
  refused: ['pending'],
  cancelled: ['pending'],
};

const CAMPAIGN_MOVES: Moves = {
  draft: ['scheduled'],
  scheduled: ['draft', 'resolving', 'cancelled'],
  resolving: ['sending', 'sent', 'failed', 'cancelled'],
  sending: ['paused', 'sent', 'cancelled'],
  paused: ['sending', 'cancelled'],
  sent: ['sending'],
  cancelled: ['sending'],
  failed: ['draft'],
};

/** The moves as migration 1795392001600 knew them. */
const FORMER_DELIVERY_MOVES: Moves = { ...DELIVERY_MOVES, refused: [], cancelled: [] };
const FORMER_CAMPAIGN_MOVES: Moves = { ...CAMPAIGN_MOVES, cancelled: [] };

/**
 * What the sending engine stands on: deliveries of single messages beside those of campaigns, variants of an A/B test, and
 * the moves of "send to the rest" and "retry failed". A batch whose `due_at` is `infinity` waits for the winner of a test.
 */
export class PrepareSendingEngine1795392001800 implements MigrationInterface {
  readonly name = 'PrepareSendingEngine1795392001800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE deliveries
        ADD COLUMN message_id uuid,
        ADD COLUMN variant text,
        ALTER COLUMN seq SET DEFAULT 0,
        ADD CONSTRAINT ck_deliveries_origin CHECK (num_nonnulls(campaign_id, message_id) = 1),
        ADD CONSTRAINT ck_deliveries_variant CHECK (variant IN ('a', 'b', 'c', 'd'))
    `);
    await queryRunner.query(
      'CREATE UNIQUE INDEX uq_deliveries_message ON deliveries (message_id) WHERE message_id IS NOT NULL',
    );
    await queryRunner.query(`
      ALTER TABLE delivery_batches
        ADD COLUMN variant text,
        ADD CONSTRAINT ck_delivery_batches_variant CHECK (variant IN ('a', 'b', 'c', 'd'))
    `);
    await guard(queryRunner, 'deliveries', DELIVERY_MOVES);
    await guard(queryRunner, 'campaigns', CAMPAIGN_MOVES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await guard(queryRunner, 'campaigns', FORMER_CAMPAIGN_MOVES);
    await guard(queryRunner, 'deliveries', FORMER_DELIVERY_MOVES);
    await queryRunner.query(`
      ALTER TABLE delivery_batches DROP CONSTRAINT ck_delivery_batches_variant, DROP COLUMN variant
    `);
    await queryRunner.query('DROP INDEX uq_deliveries_message');
    await queryRunner.query(`
      ALTER TABLE deliveries
        DROP CONSTRAINT ck_deliveries_variant, DROP CONSTRAINT ck_deliveries_origin,
        ALTER COLUMN seq DROP DEFAULT, DROP COLUMN variant, DROP COLUMN message_id
    `);
  }
}

async function guard(queryRunner: QueryRunner, table: string, moves: Moves): Promise<void> {
  const legal = Object.entries(moves).flatMap(([from, next]) => next.map((to) => `'${from}>${to}'`));
  await queryRunner.query(`DROP TRIGGER tr_${table}_status ON ${table}`);
  await queryRunner.query(`
    CREATE TRIGGER tr_${table}_status BEFORE UPDATE OF status ON ${table} FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) <> ALL (ARRAY[${legal.join(', ')}]))
    EXECUTE FUNCTION refuse_status_move()
  `);
}
