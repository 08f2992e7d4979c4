import type { MigrationInterface, QueryRunner } from 'typeorm';

const FORMER_KINDS = `'accepted', 'refused', 'refused-hard', 'deferred', 'given-up', 'uncertain', 'suppressed', 'cancelled',
  'bounced-hard', 'complained'`;

/** Waits, and for a reason that has an end. */
const IS_PUT_OFF = `d.status = 'pending' AND d.next_attempt_at IS NOT NULL AND d.reason IN ('frequency-cap', 'quiet-hours')`;
const IS_SETTLED = `d.status NOT IN ('pending', 'claimed', 'handed_over')`;

/** The same as before, with people who are put off counted by their reason where that is asked for. */
const tallying = (withPutOff: boolean): string => {
  const rows = (table: string, by: string, at: string): string => `
    SELECT d.campaign_id, CASE d.status
        WHEN 'refused' THEN CASE WHEN d.bounce_class = 'hard' THEN 'refused-hard' ELSE 'refused' END
        WHEN 'deferred' THEN CASE WHEN d.next_attempt_at IS NULL THEN 'given-up' ELSE 'deferred' END
        ${withPutOff ? `WHEN 'pending' THEN d.reason` : ''}
        ELSE d.status END AS kind, ${by} AS n, ${at} AS at
    FROM ${table} d
    WHERE d.campaign_id IS NOT NULL AND (${IS_SETTLED}${withPutOff ? ` OR ${IS_PUT_OFF}` : ''})
    UNION ALL SELECT d.campaign_id, 'bounced-hard', ${by}, NULL FROM ${table} d
      WHERE d.campaign_id IS NOT NULL AND d.bounced_at IS NOT NULL AND d.bounce_class = 'hard'
    UNION ALL SELECT d.campaign_id, 'complained', ${by}, NULL FROM ${table} d
      WHERE d.campaign_id IS NOT NULL AND d.complained_at IS NOT NULL`;
  return `
    CREATE OR REPLACE FUNCTION tally_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO delivery_tallies (campaign_id, kind, moved, first_handed_over_at, last_handed_over_at)
      SELECT campaign_id, kind, sum(n), min(at), max(at)
      FROM (${rows('changed', '1', 'd.handed_over_at')} UNION ALL ${rows('former', '-1', 'NULL')}) counted
      GROUP BY campaign_id, kind HAVING sum(n) <> 0;
      RETURN NULL;
    END $$`;
};

/**
 * What a campaign waits for, not only in words: the mail server, a provider, the sender's domain or a limit, and until when; and
 * how many people are put off, by their reason.
 */
export class TellWaitsApart1795392002800 implements MigrationInterface {
  readonly name = 'TellWaitsApart1795392002800';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE campaigns
        ADD COLUMN waiting_by text,
        ADD COLUMN waiting_until timestamptz,
        ADD CONSTRAINT ck_campaigns_waiting CHECK (waiting_by IN ('limit', 'server', 'provider', 'domain')
          AND (waiting_by IS NULL) = (waiting_until IS NULL))
    `);
    await queryRunner.query(`
      ALTER TABLE delivery_tallies DROP CONSTRAINT ck_delivery_tallies_kind,
        ADD CONSTRAINT ck_delivery_tallies_kind CHECK (kind IN (${FORMER_KINDS}, 'frequency-cap', 'quiet-hours'))
    `);
    await queryRunner.query(tallying(true));
    await queryRunner.query(`
      INSERT INTO delivery_tallies (campaign_id, kind, moved)
      SELECT d.campaign_id, d.reason, count(*) FROM deliveries d WHERE d.campaign_id IS NOT NULL AND ${IS_PUT_OFF}
      GROUP BY d.campaign_id, d.reason
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tallying(false));
    await queryRunner.query(`DELETE FROM delivery_tallies WHERE kind IN ('frequency-cap', 'quiet-hours')`);
    await queryRunner.query(`
      ALTER TABLE delivery_tallies DROP CONSTRAINT ck_delivery_tallies_kind,
        ADD CONSTRAINT ck_delivery_tallies_kind CHECK (kind IN (${FORMER_KINDS}))
    `);
    await queryRunner.query(`
      ALTER TABLE campaigns DROP CONSTRAINT ck_campaigns_waiting, DROP COLUMN waiting_until, DROP COLUMN waiting_by
    `);
  }
}
