import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Campaigns and the ledger. One `deliveries` row is one message to one contact; `seq` numbers the audience from 1,
 * so that a batch is a range of `seq` and no index depends on `status`: status changes stay heap-only updates.
 * `deliveries` carries no foreign keys on purpose: a million checks at resolve would buy nothing, since the one
 * INSERT … SELECT that fills it reads campaign and contacts in the same statement.
 */
export class CreateCampaignsAndDeliveries1795392000700 implements MigrationInterface {
  readonly name = 'CreateCampaignsAndDeliveries1795392000700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createCampaigns(queryRunner);
    await createDeliveries(queryRunner);
    await createTracking(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [
      'contact_open_days',
      'tracking_totals',
      'tracking_hits',
      'delivery_batches',
      'deliveries',
      'campaigns',
      'senders',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}

async function createCampaigns(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE senders (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      from_name text NOT NULL,
      from_email text NOT NULL,
      reply_to text,
      is_default boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_senders PRIMARY KEY (id),
      CONSTRAINT uq_senders_workspace UNIQUE (workspace_id, id),
      CONSTRAINT fk_senders_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
    )
  `);
  await queryRunner.query(
    'CREATE UNIQUE INDEX uq_senders_default ON senders (workspace_id) WHERE is_default',
  );
  await queryRunner.query(`
    CREATE TABLE campaigns (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      name text NOT NULL,
      status text NOT NULL DEFAULT 'draft',
      topic_id uuid,
      sender_id uuid,
      template_id uuid,
      subject text,
      preheader text,
      audience jsonb NOT NULL DEFAULT '{"include":[],"exclude":[]}',
      template_version_id uuid,
      scheduled_at timestamptz,
      schedule_number integer NOT NULL DEFAULT 0,
      resolved_at timestamptz,
      finished_at timestamptz,
      audience_count integer,
      left_out jsonb NOT NULL DEFAULT '{}',
      reason text,
      created_by uuid,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_campaigns PRIMARY KEY (id),
      CONSTRAINT uq_campaigns_workspace UNIQUE (workspace_id, id),
      CONSTRAINT fk_campaigns_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
      CONSTRAINT fk_campaigns_topic FOREIGN KEY (workspace_id, topic_id) REFERENCES topics (workspace_id, id),
      CONSTRAINT fk_campaigns_sender FOREIGN KEY (workspace_id, sender_id) REFERENCES senders (workspace_id, id),
      CONSTRAINT fk_campaigns_template FOREIGN KEY (workspace_id, template_id) REFERENCES templates (workspace_id, id),
      CONSTRAINT fk_campaigns_template_version FOREIGN KEY (workspace_id, template_version_id)
        REFERENCES template_versions (workspace_id, id),
      CONSTRAINT ck_campaigns_status CHECK (status IN
        ('draft', 'scheduled', 'resolving', 'sending', 'paused', 'sent', 'cancelled', 'failed')),
      CONSTRAINT ck_campaigns_scheduled CHECK (status <> 'scheduled' OR scheduled_at IS NOT NULL),
      CONSTRAINT ck_campaigns_resolved CHECK (status NOT IN ('sending', 'paused', 'sent')
        OR (resolved_at IS NOT NULL AND template_version_id IS NOT NULL AND audience_count IS NOT NULL))
    )
  `);
  await queryRunner.query('CREATE INDEX ix_campaigns_list ON campaigns (workspace_id, id DESC)');
  await queryRunner.query(`
    CREATE INDEX ix_campaigns_open ON campaigns (status, scheduled_at)
    WHERE status IN ('scheduled', 'resolving', 'sending')
  `);
}

async function createDeliveries(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE deliveries (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      campaign_id uuid,
      seq integer NOT NULL,
      contact_id uuid NOT NULL,
      email text NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      reason text,
      trackable boolean NOT NULL DEFAULT false,
      attempts smallint NOT NULL DEFAULT 0,
      claimed_at timestamptz,
      handed_over_at timestamptz,
      finished_at timestamptz,
      next_attempt_at timestamptz,
      reply_code smallint,
      enhanced_code text,
      reply text,
      bounced_at timestamptz,
      bounce_class text,
      complained_at timestamptz,
      unsubscribed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_deliveries PRIMARY KEY (id),
      CONSTRAINT uq_deliveries_campaign_contact UNIQUE (campaign_id, contact_id),
      CONSTRAINT ck_deliveries_status CHECK (status IN ('pending', 'claimed', 'handed_over', 'accepted', 'refused',
        'deferred', 'uncertain', 'suppressed', 'cancelled')),
      CONSTRAINT ck_deliveries_handed_over CHECK (status NOT IN ('handed_over', 'accepted', 'uncertain') OR handed_over_at IS NOT NULL),
      CONSTRAINT ck_deliveries_finished CHECK (status NOT IN ('accepted', 'refused', 'uncertain', 'suppressed', 'cancelled') OR finished_at IS NOT NULL),
      CONSTRAINT ck_deliveries_bounced CHECK (bounced_at IS NULL OR status = 'accepted'),
      CONSTRAINT ck_deliveries_bounce_class CHECK (bounce_class IN ('hard', 'soft', 'block'))
    ) WITH (fillfactor = 70)
  `);
  await queryRunner.query('CREATE INDEX ix_deliveries_campaign_seq ON deliveries (campaign_id, seq)');
  await queryRunner.query('CREATE INDEX ix_deliveries_contact ON deliveries (contact_id)');
  // A batch is a range of seq. Open batches are the promise that someone will still look at their rows;
  // the lease says who is looking now, and until when others keep off.
  await queryRunner.query(`
    CREATE TABLE delivery_batches (
      campaign_id uuid NOT NULL,
      number integer NOT NULL,
      workspace_id uuid NOT NULL,
      first_seq integer NOT NULL,
      last_seq integer NOT NULL,
      status text NOT NULL DEFAULT 'open',
      tries integer NOT NULL DEFAULT 0,
      due_at timestamptz NOT NULL DEFAULT now(),
      leased_by uuid,
      leased_until timestamptz,
      CONSTRAINT pk_delivery_batches PRIMARY KEY (campaign_id, number),
      CONSTRAINT fk_delivery_batches_campaign FOREIGN KEY (workspace_id, campaign_id)
        REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_delivery_batches_status CHECK (status IN ('open', 'done')),
      CONSTRAINT ck_delivery_batches_range CHECK (first_seq <= last_seq)
    )
  `);
  await queryRunner.query(
    `CREATE INDEX ix_delivery_batches_open ON delivery_batches (due_at) WHERE status = 'open'`,
  );
}

async function createTracking(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE tracking_hits (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      campaign_id uuid,
      delivery_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      kind text NOT NULL,
      link_position integer,
      occurred_at timestamptz NOT NULL,
      is_machine boolean NOT NULL,
      reasons text[] NOT NULL DEFAULT '{}',
      user_agent text NOT NULL DEFAULT '',
      ip inet,
      CONSTRAINT pk_tracking_hits PRIMARY KEY (id),
      CONSTRAINT ck_tracking_hits_kind CHECK (kind IN ('open', 'click')),
      CONSTRAINT ck_tracking_hits_link CHECK ((kind = 'click') = (link_position IS NOT NULL))
    )
  `);
  await queryRunner.query(
    'CREATE INDEX ix_tracking_hits_delivery ON tracking_hits (delivery_id, occurred_at)',
  );
  await queryRunner.query(
    'CREATE INDEX ix_tracking_hits_campaign ON tracking_hits (campaign_id, kind, is_machine)',
  );
  await queryRunner.query('CREATE INDEX ix_tracking_hits_contact ON tracking_hits (contact_id)');
  // What remains where a person gave no consent to individual tracking: anonymous sums.
  await queryRunner.query(`
    CREATE TABLE tracking_totals (
      workspace_id uuid NOT NULL,
      campaign_id uuid NOT NULL,
      kind text NOT NULL,
      link_position integer NOT NULL DEFAULT -1,
      is_machine boolean NOT NULL,
      hits bigint NOT NULL DEFAULT 0,
      CONSTRAINT pk_tracking_totals PRIMARY KEY (campaign_id, kind, link_position, is_machine),
      CONSTRAINT fk_tracking_totals_campaign FOREIGN KEY (workspace_id, campaign_id)
        REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE
    )
  `);
  // All that the mode 'last-open-day' keeps of a person: enough to stop mailing addresses that nobody reads.
  await queryRunner.query(`
    CREATE TABLE contact_open_days (
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      day date NOT NULL,
      CONSTRAINT pk_contact_open_days PRIMARY KEY (contact_id),
      CONSTRAINT fk_contact_open_days_contact FOREIGN KEY (workspace_id, contact_id)
        REFERENCES contacts (workspace_id, id) ON DELETE CASCADE
    )
  `);
}
