import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The A/B test of a campaign and its variants. What was decided stands on the test's row, once; what is still to be decided
 * is `decide_at`. The rest of the audience waits in batches whose `due_at` is `infinity`.
 */
export class CreateAbTests1795392002400 implements MigrationInterface {
  readonly name = 'CreateAbTests1795392002400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE ab_tests (
        campaign_id uuid NOT NULL,
        workspace_id uuid NOT NULL,
        test_percent smallint NOT NULL,
        metric text NOT NULL,
        duration_minutes integer NOT NULL,
        decision text NOT NULL,
        when_unclear text NOT NULL,
        minimum_sample integer NOT NULL,
        guards_unsubscribes boolean NOT NULL,
        started_at timestamptz,
        decide_at timestamptz,
        waiting_since timestamptz,
        winner_variant text,
        decided_at timestamptz,
        decided_by text,
        decision_reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_ab_tests PRIMARY KEY (campaign_id),
        CONSTRAINT fk_ab_tests_campaign FOREIGN KEY (workspace_id, campaign_id)
          REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_ab_tests_percent CHECK (test_percent BETWEEN 1 AND 100),
        CONSTRAINT ck_ab_tests_metric CHECK (metric IN ('clicks', 'opens', 'conversions', 'revenue')),
        CONSTRAINT ck_ab_tests_duration CHECK (duration_minutes BETWEEN 15 AND 20160),
        CONSTRAINT ck_ab_tests_decision CHECK (decision IN ('automatic', 'manual')),
        CONSTRAINT ck_ab_tests_unclear CHECK (when_unclear IN ('leader', 'original', 'wait')),
        CONSTRAINT ck_ab_tests_sample CHECK (minimum_sample BETWEEN 1 AND 1000000),
        CONSTRAINT ck_ab_tests_started CHECK ((started_at IS NULL) = (decide_at IS NULL)),
        CONSTRAINT ck_ab_tests_waiting CHECK (waiting_since IS NULL OR started_at IS NOT NULL),
        CONSTRAINT ck_ab_tests_decided CHECK (
          num_nonnulls(winner_variant, decided_at, decision_reason) IN (0, 3)
          AND (decided_by IS NULL OR winner_variant IS NOT NULL)
          AND (winner_variant IS NULL OR (started_at IS NOT NULL AND waiting_since IS NULL)))
      )
    `);
    await queryRunner.query(`
      CREATE TABLE campaign_variants (
        campaign_id uuid NOT NULL,
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        subject text,
        preheader text,
        sender_id uuid,
        template_id uuid,
        offset_minutes integer NOT NULL DEFAULT 0,
        template_version_id uuid,
        excluded_at timestamptz,
        excluded_by text,
        excluded_reason text,
        CONSTRAINT pk_campaign_variants PRIMARY KEY (campaign_id, key),
        CONSTRAINT fk_campaign_variants_test FOREIGN KEY (campaign_id)
          REFERENCES ab_tests (campaign_id) ON DELETE CASCADE,
        CONSTRAINT fk_campaign_variants_campaign FOREIGN KEY (workspace_id, campaign_id)
          REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_campaign_variants_sender FOREIGN KEY (workspace_id, sender_id)
          REFERENCES senders (workspace_id, id),
        CONSTRAINT fk_campaign_variants_template FOREIGN KEY (workspace_id, template_id)
          REFERENCES templates (workspace_id, id),
        CONSTRAINT fk_campaign_variants_version FOREIGN KEY (workspace_id, template_version_id)
          REFERENCES template_versions (workspace_id, id),
        CONSTRAINT ck_campaign_variants_key CHECK (key IN ('a', 'b', 'c', 'd')),
        CONSTRAINT ck_campaign_variants_offset CHECK (offset_minutes BETWEEN 0 AND 10080),
        CONSTRAINT ck_campaign_variants_excluded CHECK (num_nonnulls(excluded_at, excluded_by, excluded_reason) IN (0, 3))
      )
    `);
    await queryRunner.query(`
      ALTER TABLE ab_tests ADD CONSTRAINT fk_ab_tests_winner FOREIGN KEY (campaign_id, winner_variant)
        REFERENCES campaign_variants (campaign_id, key)
    `);
    await queryRunner.query(`
      CREATE INDEX ix_ab_tests_due ON ab_tests (decide_at)
      WHERE winner_variant IS NULL AND waiting_since IS NULL AND decide_at IS NOT NULL
    `);
    await queryRunner.query(`
      CREATE INDEX ix_delivery_batches_held ON delivery_batches (campaign_id)
      WHERE status = 'open' AND variant IS NULL AND due_at = 'infinity'
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_delivery_batches_held');
    await queryRunner.query('ALTER TABLE ab_tests DROP CONSTRAINT fk_ab_tests_winner');
    await queryRunner.query('DROP TABLE campaign_variants');
    await queryRunner.query('DROP TABLE ab_tests');
  }
}
