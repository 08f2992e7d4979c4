import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What reports across campaigns read instead of millions of deliveries: the figures of each campaign by the day its mails were
 * handed over, counted again when something happened to it since; and the indices that find what happened in a period. Those of
 * deliveries hold the few rows that came back or left, so that sending pays nothing for them.
 */
export class CreateReportFigures1795392003760 implements MigrationInterface {
  readonly name = 'CreateReportFigures1795392003760';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE campaign_counts (
        workspace_id uuid NOT NULL,
        campaign_id uuid NOT NULL,
        zone text NOT NULL,
        message_bytes integer NOT NULL,
        counted_at timestamptz NOT NULL,
        CONSTRAINT pk_campaign_counts PRIMARY KEY (campaign_id),
        CONSTRAINT fk_campaign_counts_campaign FOREIGN KEY (workspace_id, campaign_id)
          REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE
      )
    `);
    // `day` is a day in the zone that stands in campaign_counts. The columns count messages.
    await queryRunner.query(`
      CREATE TABLE campaign_days (
        workspace_id uuid NOT NULL,
        campaign_id uuid NOT NULL,
        day date NOT NULL,
        sent integer NOT NULL,
        delivered integer NOT NULL,
        bounced integer NOT NULL,
        trackable integer NOT NULL,
        opened integer NOT NULL,
        clicked integer NOT NULL,
        unsubscribed integer NOT NULL,
        complained integer NOT NULL,
        CONSTRAINT pk_campaign_days PRIMARY KEY (campaign_id, day),
        CONSTRAINT fk_campaign_days_counts FOREIGN KEY (campaign_id)
          REFERENCES campaign_counts (campaign_id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query('CREATE INDEX ix_campaign_days_day ON campaign_days (workspace_id, day)');
    for (const index of INDICES) await queryRunner.query(`CREATE INDEX ${index}`);
    // Only an erasure deletes hits: what was counted of a person goes with the person.
    await queryRunner.query(`
      CREATE FUNCTION recount_erased_hits() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE campaign_counts SET counted_at = '-infinity' WHERE campaign_id IN (
          SELECT c.campaign_id FROM campaign_counts c
          WHERE c.campaign_id IN (SELECT campaign_id FROM gone) AND c.counted_at > '-infinity'
          ORDER BY c.campaign_id FOR UPDATE);
        RETURN NULL;
      END $$
    `);
    await queryRunner.query(`
      CREATE TRIGGER tr_tracking_hits_recount AFTER DELETE ON tracking_hits
      REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION recount_erased_hits()
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_tracking_hits_recount ON tracking_hits');
    await queryRunner.query('DROP FUNCTION recount_erased_hits()');
    for (const index of INDICES) await queryRunner.query(`DROP INDEX ${index.split(' ')[0]}`);
    await queryRunner.query('DROP TABLE campaign_days');
    await queryRunner.query('DROP TABLE campaign_counts');
  }
}

const INDICES = [
  'ix_deliveries_unsubscribed ON deliveries (workspace_id, unsubscribed_at) WHERE unsubscribed_at IS NOT NULL',
  'ix_deliveries_bounced ON deliveries (workspace_id, bounced_at) WHERE bounced_at IS NOT NULL',
  'ix_deliveries_complained ON deliveries (workspace_id, complained_at) WHERE complained_at IS NOT NULL',
  `ix_consent_records_decided ON consent_records (workspace_id, occurred_at) INCLUDE (action, address_hash)
    WHERE action IN ('subscribed', 'confirmed', 'unsubscribed', 'expired')`,
  'ix_suppressions_occurred ON suppressions (workspace_id, occurred_at)',
  'ix_enrollments_entered ON enrollments (workspace_id, entered_at)',
  'ix_enrollments_ended ON enrollments (workspace_id, ended_at) WHERE ended_at IS NOT NULL',
  `ix_messages_of_sequences ON messages (workspace_id, created_at) WHERE kind = 'sequence'`,
];
