import type { MigrationInterface, QueryRunner } from 'typeorm';

type Moves = Record<string, readonly string[]>;

/** As in `delivery-status.ts` and `campaign-status.ts` at the time of this migration; a test compares every pair. */
const DELIVERY_MOVES: Moves = {
  pending: ['claimed', 'suppressed', 'cancelled'],
  claimed: ['handed_over', 'pending', 'deferred', 'refused', 'suppressed', 'cancelled'],
  handed_over: ['accepted', 'refused', 'deferred', 'uncertain', 'pending'],
  deferred: ['claimed', 'suppressed', 'cancelled', 'pending'],
  uncertain: ['accepted', 'refused', 'deferred', 'pending'],
};

const CAMPAIGN_MOVES: Moves = {
  draft: ['scheduled'],
  scheduled: ['draft', 'resolving', 'cancelled'],
  resolving: ['sending', 'sent', 'failed', 'cancelled'],
  sending: ['paused', 'sent', 'cancelled'],
  paused: ['sending', 'cancelled'],
  sent: ['sending'],
  failed: ['draft'],
};

/**
 * No statement, whoever writes it, makes a move that is not in the table: a message that was accepted can never wait
 * again, and what was handed over can never be claimed. The condition is part of the trigger, so that legal moves cost a
 * comparison and call no function.
 */
export class GuardStatusMoves1795392001600 implements MigrationInterface {
  readonly name = 'GuardStatusMoves1795392001600';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION refuse_status_move() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '%: a row cannot go from % to %', TG_TABLE_NAME, OLD.status, NEW.status
          USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
      END $$
    `);
    await guard(queryRunner, 'deliveries', DELIVERY_MOVES);
    await guard(queryRunner, 'campaigns', CAMPAIGN_MOVES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_campaigns_status ON campaigns');
    await queryRunner.query('DROP TRIGGER tr_deliveries_status ON deliveries');
    await queryRunner.query('DROP FUNCTION refuse_status_move()');
  }
}

async function guard(queryRunner: QueryRunner, table: string, moves: Moves): Promise<void> {
  const legal = Object.entries(moves).flatMap(([from, next]) => next.map((to) => `'${from}>${to}'`));
  await queryRunner.query(`
    CREATE TRIGGER tr_${table}_status BEFORE UPDATE OF status ON ${table} FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) <> ALL (ARRAY[${legal.join(', ')}]))
    EXECUTE FUNCTION refuse_status_move()
  `);
}
