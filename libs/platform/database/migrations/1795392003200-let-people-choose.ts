import type { MigrationInterface, QueryRunner } from 'typeorm';

const FORMER_ACTIONS =
  'requested subscribed confirmed unsubscribed tracking-granted tracking-withdrawn'.split(' ');
/** What people choose on their preference page, and consent that ends by itself. */
const ACTIONS = [
  ...FORMER_ACTIONS,
  ...'expired paused resumed frequency-chosen language-chosen export-requested erasure-requested'.split(' '),
];

/**
 * People pause their mail and say how often they want it; consent that was never given in words (CASL calls it implied) ends on
 * a day; who never confirms is forgotten. What claiming asks stands in the contact's own row.
 */
export class LetPeopleChoose1795392003200 implements MigrationInterface {
  readonly name = 'LetPeopleChoose1795392003200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE contacts
        ADD COLUMN paused_until timestamptz,
        ADD COLUMN own_cap_days smallint,
        ADD CONSTRAINT ck_contacts_own_cap CHECK (own_cap_days BETWEEN 1 AND 90)
    `);
    // Whether anybody of a workspace chose a frequency: asked once for a batch.
    await queryRunner.query(
      'CREATE INDEX ix_contacts_own_cap ON contacts (workspace_id) WHERE own_cap_days IS NOT NULL',
    );
    await queryRunner.query(`
      ALTER TABLE subscriptions
        ADD COLUMN legal_basis text NOT NULL DEFAULT 'explicit',
        ADD COLUMN expires_at timestamptz,
        ADD CONSTRAINT ck_subscriptions_legal_basis CHECK (legal_basis IN ('explicit', 'implied')),
        ADD CONSTRAINT ck_subscriptions_expiry CHECK (expires_at IS NULL OR legal_basis = 'implied')
    `);
    await queryRunner.query(
      `CREATE INDEX ix_subscriptions_expiry ON subscriptions (expires_at) WHERE expires_at IS NOT NULL AND status = 'subscribed'`,
    );
    await queryRunner.query(
      `CREATE INDEX ix_subscriptions_pending ON subscriptions (workspace_id, changed_at) WHERE status = 'pending'`,
    );
    await queryRunner.query(`
      ALTER TABLE workspaces
        ADD COLUMN unconfirmed_days integer NOT NULL DEFAULT 30,
        ADD CONSTRAINT ck_workspaces_unconfirmed_days CHECK (unconfirmed_days BETWEEN 1 AND 365)
    `);
    await constrainActions(queryRunner, ACTIONS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DELETE FROM consent_records WHERE NOT action = ANY ($1)', [FORMER_ACTIONS]);
    await constrainActions(queryRunner, FORMER_ACTIONS);
    await queryRunner.query(
      'ALTER TABLE workspaces DROP CONSTRAINT ck_workspaces_unconfirmed_days, DROP COLUMN unconfirmed_days',
    );
    await queryRunner.query('DROP INDEX ix_subscriptions_pending');
    await queryRunner.query('DROP INDEX ix_subscriptions_expiry');
    await queryRunner.query(`
      ALTER TABLE subscriptions DROP CONSTRAINT ck_subscriptions_expiry, DROP CONSTRAINT ck_subscriptions_legal_basis,
        DROP COLUMN expires_at, DROP COLUMN legal_basis
    `);
    await queryRunner.query('DROP INDEX ix_contacts_own_cap');
    await queryRunner.query(
      'ALTER TABLE contacts DROP CONSTRAINT ck_contacts_own_cap, DROP COLUMN own_cap_days, DROP COLUMN paused_until',
    );
  }
}

async function constrainActions(queryRunner: QueryRunner, actions: readonly string[]): Promise<void> {
  await queryRunner.query(`
    ALTER TABLE consent_records DROP CONSTRAINT ck_consent_records_action,
      ADD CONSTRAINT ck_consent_records_action CHECK (action IN (${actions.map((action) => `'${action}'`).join(', ')}))
  `);
}
