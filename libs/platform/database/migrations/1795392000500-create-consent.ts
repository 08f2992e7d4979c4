import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may be mailed about what, the evidence for it, and the addresses that must not be mailed at all. */
export class CreateConsent1795392000500 implements MigrationInterface {
  readonly name = 'CreateConsent1795392000500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE topics (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        name text NOT NULL,
        description text NOT NULL DEFAULT '',
        is_public boolean NOT NULL DEFAULT true,
        position integer NOT NULL DEFAULT 0,
        archived_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_topics PRIMARY KEY (id),
        CONSTRAINT uq_topics_workspace UNIQUE (workspace_id, id),
        CONSTRAINT uq_topics_key UNIQUE (workspace_id, key),
        CONSTRAINT fk_topics_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_topics_key CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,62}$')
      )
    `);
    await queryRunner.query(`
      CREATE TABLE subscriptions (
        workspace_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        topic_id uuid NOT NULL,
        status text NOT NULL,
        source text NOT NULL,
        reason text,
        changed_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_subscriptions PRIMARY KEY (topic_id, contact_id),
        CONSTRAINT fk_subscriptions_contact FOREIGN KEY (workspace_id, contact_id)
          REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT fk_subscriptions_topic FOREIGN KEY (workspace_id, topic_id)
          REFERENCES topics (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_subscriptions_status CHECK (status IN ('pending', 'subscribed', 'unsubscribed'))
      )
    `);
    await queryRunner.query('CREATE INDEX ix_subscriptions_contact ON subscriptions (contact_id)');
    // Evidence outlives the contact (GDPR art. 7(1)) by the keyed hash; erasure nulls contact_id and personal data.
    await queryRunner.query(`
      CREATE TABLE consent_records (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        contact_id uuid,
        address_hash bytea NOT NULL,
        topic_id uuid,
        action text NOT NULL,
        method text NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        ip inet,
        user_agent text,
        consent_text text,
        language text,
        details jsonb NOT NULL DEFAULT '{}',
        CONSTRAINT pk_consent_records PRIMARY KEY (id),
        CONSTRAINT fk_consent_records_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_consent_records_action CHECK (action IN ('requested', 'subscribed', 'confirmed', 'unsubscribed', 'tracking-granted', 'tracking-withdrawn'))
      )
    `);
    await queryRunner.query(
      'CREATE INDEX ix_consent_records_contact ON consent_records (contact_id, id DESC)',
    );
    // Imports repeat: the same evidence again is no new record.
    await queryRunner.query(`
      CREATE UNIQUE INDEX uq_consent_records_evidence ON consent_records
        (workspace_id, address_hash, topic_id, action, method, occurred_at) NULLS NOT DISTINCT
    `);
    await queryRunner.query(`
      CREATE TABLE suppressions (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        address_hash bytea NOT NULL,
        email text,
        reason text NOT NULL,
        source text NOT NULL,
        note text NOT NULL DEFAULT '',
        occurred_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_suppressions PRIMARY KEY (id),
        CONSTRAINT uq_suppressions_address UNIQUE (workspace_id, address_hash),
        CONSTRAINT fk_suppressions_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_suppressions_reason CHECK (reason IN ('hard-bounce', 'complaint', 'unsubscribed', 'manual', 'erased', 'invalid-address'))
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['suppressions', 'consent_records', 'subscriptions', 'topics']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
