import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in migration 1795392001510, which made these views. */
const KINDS = [
  { view: 'email_sendings', name: 'email.sent', at: 'finished_at', extra: '' },
  { view: 'email_bounces', name: 'email.bounced', at: 'bounced_at', extra: `, 'class', bounce_class` },
  { view: 'email_complaints', name: 'email.complained', at: 'complained_at', extra: '' },
];

const COLUMNS = 'id, workspace_id, contact_id, name, properties, occurred_at, received_at';

/**
 * Single messages: each is a promise that one mail goes to one address, as a batch is for a campaign, and has one row in the
 * ledger of deliveries. Content that came with a message instead of from a template is a frozen version of no template.
 */
export class CreateMessages1795392002500 implements MigrationInterface {
  readonly name = 'CreateMessages1795392002500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE template_versions
        ALTER COLUMN template_id DROP NOT NULL,
        ADD CONSTRAINT fk_template_versions_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX uq_template_versions_source ON template_versions (workspace_id, content_hash)
      WHERE template_id IS NULL
    `);
    await createMessages(queryRunner);
    await showDeliveries(queryRunner, { withMessages: true });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // A view cannot lose a column: take them out of the history, make them anew, put them back.
    const history = `SELECT ${COLUMNS} FROM contact_events UNION ALL SELECT ${COLUMNS} FROM contact_creations`;
    await queryRunner.query(`CREATE OR REPLACE VIEW contact_history AS ${history}`);
    for (const { view } of KINDS) await queryRunner.query(`DROP VIEW ${view}`);
    await showDeliveries(queryRunner, { withMessages: false });
    const all = KINDS.map(({ view }) => `UNION ALL SELECT ${COLUMNS} FROM ${view}`);
    await queryRunner.query(`CREATE OR REPLACE VIEW contact_history AS ${history} ${all.join(' ')}`);
    await queryRunner.query('DELETE FROM deliveries WHERE message_id IS NOT NULL');
    await queryRunner.query('DROP TABLE messages');
    await queryRunner.query('DELETE FROM template_versions WHERE template_id IS NULL');
    await queryRunner.query('DROP INDEX uq_template_versions_source');
    await queryRunner.query(`
      ALTER TABLE template_versions
        DROP CONSTRAINT fk_template_versions_workspace, ALTER COLUMN template_id SET NOT NULL
    `);
  }
}

async function createMessages(queryRunner: QueryRunner): Promise<void> {
  // The lease says which worker has it in hand, and until when others keep off. An open message is one that may still be
  // sent. Everything about the person and the content may be forgotten; the row itself stays.
  await queryRunner.query(`
    CREATE TABLE messages (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      kind text NOT NULL DEFAULT 'transactional',
      priority smallint NOT NULL DEFAULT 0,
      contact_id uuid NOT NULL,
      email_key text,
      address_hash bytea,
      to_name text,
      sender_id uuid,
      template_id uuid,
      template_version_id uuid,
      subject text,
      reply_to text,
      headers jsonb NOT NULL DEFAULT '{}',
      data jsonb,
      track boolean NOT NULL DEFAULT false,
      due_at timestamptz NOT NULL DEFAULT now(),
      is_open boolean NOT NULL DEFAULT true,
      closed_at timestamptz,
      tries integer NOT NULL DEFAULT 0,
      leased_by uuid,
      leased_until timestamptz,
      idempotency_key text,
      request_hash bytea,
      posted_by text NOT NULL DEFAULT '',
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_messages PRIMARY KEY (id),
      CONSTRAINT uq_messages_idempotency UNIQUE (workspace_id, idempotency_key),
      CONSTRAINT fk_messages_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
      CONSTRAINT fk_messages_sender FOREIGN KEY (workspace_id, sender_id)
        REFERENCES senders (workspace_id, id) ON DELETE SET NULL (sender_id),
      CONSTRAINT fk_messages_template FOREIGN KEY (workspace_id, template_id)
        REFERENCES templates (workspace_id, id) ON DELETE SET NULL (template_id),
      CONSTRAINT fk_messages_template_version FOREIGN KEY (workspace_id, template_version_id)
        REFERENCES template_versions (workspace_id, id),
      CONSTRAINT ck_messages_kind CHECK (kind = 'transactional'),
      CONSTRAINT ck_messages_closed CHECK (is_open = (closed_at IS NULL)),
      CONSTRAINT ck_messages_idempotency CHECK (idempotency_key IS NULL OR request_hash IS NOT NULL)
    ) WITH (fillfactor = 80)
  `);
  for (const index of [
    'ix_messages_list ON messages (workspace_id, id DESC)',
    'ix_messages_address ON messages (workspace_id, email_key, id DESC)',
    'ix_messages_template ON messages (workspace_id, template_id, id DESC)',
    'ix_messages_contact ON messages (contact_id)',
    'ix_messages_sender ON messages (sender_id)',
    'ix_messages_template_version ON messages (template_version_id)',
    'ix_messages_due ON messages (due_at) WHERE is_open',
    'ix_messages_due_here ON messages (workspace_id, priority, due_at) WHERE is_open',
    'ix_messages_forget ON messages (closed_at) WHERE template_version_id IS NOT NULL',
  ]) {
    await queryRunner.query(`CREATE INDEX ${index}`);
  }
}

/** What the three events say of their mail: the campaign, or the single message, that it belonged to. */
async function showDeliveries(queryRunner: QueryRunner, of: { withMessages: boolean }): Promise<void> {
  for (const { view, name, at, extra } of KINDS) {
    const campaign = `jsonb_build_object('campaign', campaign_id, 'delivery', id${extra})`;
    const message = `jsonb_build_object('message', message_id, 'delivery', id${extra})`;
    const properties = of.withMessages
      ? `CASE WHEN message_id IS NULL THEN ${campaign} ELSE ${message} END`
      : campaign;
    await queryRunner.query(`
      CREATE OR REPLACE VIEW ${view} AS
      SELECT id, workspace_id, contact_id, '${name}'::text AS name, ${properties} AS properties,
        ${at} AS occurred_at, ${at} AS received_at, campaign_id${of.withMessages ? ', message_id' : ''}
      FROM deliveries WHERE status = 'accepted' AND ${at} IS NOT NULL
    `);
  }
}
