import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a row counts as; `d` is the row. Rows that may still go count as nothing: they are the rest of the audience. */
const KIND = `CASE d.status
  WHEN 'refused' THEN CASE WHEN d.bounce_class = 'hard' THEN 'refused-hard' ELSE 'refused' END
  WHEN 'deferred' THEN CASE WHEN d.next_attempt_at IS NULL THEN 'given-up' ELSE 'deferred' END
  ELSE d.status END`;
const IS_COUNTED = `d.campaign_id IS NOT NULL AND d.status NOT IN ('pending', 'claimed', 'handed_over')`;
const CAME_BACK = `d.campaign_id IS NOT NULL AND d.bounced_at IS NOT NULL AND d.bounce_class = 'hard'`;
const COMPLAINED = 'd.campaign_id IS NOT NULL AND d.complained_at IS NOT NULL';

/** Every row once for what it is, and once more for each thing that came back for it. */
const countedRows = (table: string, by: string, at: string): string => `
  SELECT d.campaign_id, ${KIND} AS kind, ${by} AS n, ${at} AS at FROM ${table} d WHERE ${IS_COUNTED}
  UNION ALL SELECT d.campaign_id, 'bounced-hard', ${by}, NULL FROM ${table} d WHERE ${CAME_BACK}
  UNION ALL SELECT d.campaign_id, 'complained', ${by}, NULL FROM ${table} d WHERE ${COMPLAINED}`;

const insertTallies = (rows: string): string => `
  INSERT INTO delivery_tallies (campaign_id, kind, moved, first_handed_over_at, last_handed_over_at)
  SELECT campaign_id, kind, sum(n), min(at), max(at) FROM (${rows}) counted
  GROUP BY campaign_id, kind HAVING sum(n) <> 0`;

/**
 * How far a campaign is, without counting a million rows: every statement that changes deliveries writes what it moved into
 * `delivery_tallies`, in its own transaction, whoever wrote the statement. A row is added and never changed, so that workers
 * do not wait for each other; a sweep adds up old ones. Deliveries are born `pending`, which is not counted, so filling a
 * ledger costs nothing. (Measured: 0.04 ms on a statement that changes 50 rows.)
 */
export class CreateCampaignControl1795392002200 implements MigrationInterface {
  readonly name = 'CreateCampaignControl1795392002200';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createTallies(queryRunner);
    await createPauses(queryRunner);
    await queryRunner.query('ALTER TABLE campaigns ADD COLUMN sending_since timestamptz');
    await queryRunner.query(`
      UPDATE campaigns SET sending_since = resolved_at WHERE status IN ('sending', 'paused')
    `);
    await queryRunner.query(`
      ALTER TABLE workspaces
        ADD COLUMN brake_complaint_percent double precision NOT NULL DEFAULT 0.3,
        ADD COLUMN brake_bounce_percent double precision NOT NULL DEFAULT 5,
        ADD COLUMN brake_minimum_sent integer NOT NULL DEFAULT 500,
        ADD CONSTRAINT ck_workspaces_brake CHECK (brake_complaint_percent > 0 AND brake_complaint_percent <= 100
          AND brake_bounce_percent > 0 AND brake_bounce_percent <= 100 AND brake_minimum_sent > 0)
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE workspaces DROP CONSTRAINT ck_workspaces_brake, DROP COLUMN brake_minimum_sent,
        DROP COLUMN brake_bounce_percent, DROP COLUMN brake_complaint_percent
    `);
    await queryRunner.query('ALTER TABLE campaigns DROP COLUMN sending_since');
    await queryRunner.query('DROP TABLE campaign_pauses');
    await queryRunner.query('DROP TRIGGER tr_deliveries_tally ON deliveries');
    await queryRunner.query('DROP FUNCTION tally_deliveries()');
    await queryRunner.query('DROP TABLE delivery_tallies');
  }
}

async function createTallies(queryRunner: QueryRunner): Promise<void> {
  // No foreign key: its check would lock the campaign's row in every statement of every worker.
  await queryRunner.query(`
    CREATE TABLE delivery_tallies (
      campaign_id uuid NOT NULL,
      kind text NOT NULL,
      moved integer NOT NULL,
      at timestamptz NOT NULL DEFAULT now(),
      is_sum boolean NOT NULL DEFAULT false,
      first_handed_over_at timestamptz,
      last_handed_over_at timestamptz,
      CONSTRAINT ck_delivery_tallies_kind CHECK (kind IN ('accepted', 'refused', 'refused-hard', 'deferred', 'given-up',
        'uncertain', 'suppressed', 'cancelled', 'bounced-hard', 'complained'))
    )
  `);
  await queryRunner.query('CREATE INDEX ix_delivery_tallies_campaign ON delivery_tallies (campaign_id)');
  // One row for everything that is older than any rate asks about, and the rows that become part of it.
  await queryRunner.query(`
    CREATE UNIQUE INDEX uq_delivery_tallies_former ON delivery_tallies (campaign_id, kind) WHERE at = '-infinity'
  `);
  await queryRunner.query(
    `CREATE INDEX ix_delivery_tallies_recent ON delivery_tallies (at) WHERE at > '-infinity'`,
  );
  await queryRunner.query(insertTallies(countedRows('deliveries', '1', 'd.handed_over_at')));
  await queryRunner.query(`
    CREATE FUNCTION tally_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      ${insertTallies(`${countedRows('changed', '1', 'd.handed_over_at')} UNION ALL ${countedRows('former', '-1', 'NULL')}`)};
      RETURN NULL;
    END $$
  `);
  await queryRunner.query(`
    CREATE TRIGGER tr_deliveries_tally AFTER UPDATE ON deliveries
    REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tally_deliveries()
  `);
}

/** Who paused a campaign, and when and by whom that ended. At most one pause of a campaign is open. */
async function createPauses(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE campaign_pauses (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      campaign_id uuid NOT NULL,
      paused_at timestamptz NOT NULL DEFAULT now(),
      by_kind text NOT NULL,
      by_name text NOT NULL,
      reason text NOT NULL,
      ended_at timestamptz,
      ended_by text,
      complaint_percent double precision,
      bounce_percent double precision,
      CONSTRAINT pk_campaign_pauses PRIMARY KEY (id),
      CONSTRAINT fk_campaign_pauses_campaign FOREIGN KEY (workspace_id, campaign_id)
        REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_campaign_pauses_by CHECK (by_kind IN ('user', 'api-key', 'system', 'brake', 'breaker')),
      CONSTRAINT ck_campaign_pauses_ended CHECK ((ended_at IS NULL) = (ended_by IS NULL))
    )
  `);
  await queryRunner.query(
    'CREATE UNIQUE INDEX uq_campaign_pauses_open ON campaign_pauses (campaign_id) WHERE ended_at IS NULL',
  );
  await queryRunner.query(
    'CREATE INDEX ix_campaign_pauses_campaign ON campaign_pauses (campaign_id, paused_at)',
  );
  await queryRunner.query(`
    INSERT INTO campaign_pauses (workspace_id, campaign_id, paused_at, by_kind, by_name, reason)
    SELECT workspace_id, id, updated_at, 'system', 'Tidings', coalesce(reason, 'Paused.') FROM campaigns WHERE status = 'paused'
  `);
}
