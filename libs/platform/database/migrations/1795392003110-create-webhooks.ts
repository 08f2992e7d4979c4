import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Calls to other systems. A row is a promise that something is told to an address; a worker keeps trying for a day. Calls that
 * concern a contact go with it. Events become calls by a trigger, so that nobody has to remember to make one; where no
 * subscription is, that costs one look into an empty table per statement.
 */
export class CreateWebhooks1795392003110 implements MigrationInterface {
  readonly name = 'CreateWebhooks1795392003110';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of UP) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION call_webhooks() CASCADE');
    await queryRunner.query(
      'DROP TABLE webhook_attempts, webhook_calls, webhook_subscriptions, webhook_secrets',
    );
  }
}

const UP = [
  `CREATE TABLE webhook_secrets (
    workspace_id uuid NOT NULL,
    secret_box text NOT NULL,
    former_box text,
    former_until timestamptz,
    rotated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_webhook_secrets PRIMARY KEY (workspace_id),
    CONSTRAINT fk_webhook_secrets_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
    CONSTRAINT ck_webhook_secrets_former CHECK ((former_box IS NULL) = (former_until IS NULL))
  )`,
  `CREATE TABLE webhook_subscriptions (
    id uuid NOT NULL DEFAULT uuidv7(),
    workspace_id uuid NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    is_active boolean NOT NULL DEFAULT true,
    stopped_because text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_webhook_subscriptions PRIMARY KEY (id),
    CONSTRAINT uq_webhook_subscriptions_workspace UNIQUE (workspace_id, id),
    CONSTRAINT fk_webhook_subscriptions_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
    CONSTRAINT ck_webhook_subscriptions_url CHECK (length(url) <= 2000),
    CONSTRAINT ck_webhook_subscriptions_events CHECK (cardinality(events) BETWEEN 1 AND 50)
  )`,
  // What the trigger asks; few rows, all of them read at once.
  `CREATE INDEX ix_webhook_subscriptions_active ON webhook_subscriptions (workspace_id) WHERE is_active`,
  `CREATE TABLE webhook_calls (
    id uuid NOT NULL DEFAULT uuidv7(),
    workspace_id uuid NOT NULL,
    subscription_id uuid,
    contact_id uuid,
    url text NOT NULL,
    event text NOT NULL,
    data jsonb NOT NULL,
    occasion text NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    attempts integer NOT NULL DEFAULT 0,
    round_attempts integer NOT NULL DEFAULT 0,
    answer_status integer,
    due_at timestamptz NOT NULL DEFAULT now(),
    give_up_at timestamptz NOT NULL DEFAULT now() + interval '1 day',
    leased_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT pk_webhook_calls PRIMARY KEY (id),
    CONSTRAINT uq_webhook_calls_occasion UNIQUE (workspace_id, occasion),
    CONSTRAINT fk_webhook_calls_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
    CONSTRAINT fk_webhook_calls_subscription FOREIGN KEY (workspace_id, subscription_id)
      REFERENCES webhook_subscriptions (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_webhook_calls_contact FOREIGN KEY (workspace_id, contact_id)
      REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_webhook_calls_url CHECK (length(url) <= 2000),
    CONSTRAINT ck_webhook_calls_occasion CHECK (length(occasion) <= 300),
    CONSTRAINT ck_webhook_calls_status CHECK (status IN ('pending', 'delivered', 'failed', 'gone', 'cancelled')),
    CONSTRAINT ck_webhook_calls_finished CHECK ((status = 'pending') = (finished_at IS NULL))
  ) WITH (fillfactor = 80)`,
  `CREATE INDEX ix_webhook_calls_due ON webhook_calls (due_at) WHERE status = 'pending'`,
  `CREATE INDEX ix_webhook_calls_due_here ON webhook_calls (workspace_id, due_at) WHERE status = 'pending'`,
  `CREATE INDEX ix_webhook_calls_list ON webhook_calls (workspace_id, id DESC)`,
  `CREATE INDEX ix_webhook_calls_subscription ON webhook_calls (subscription_id, id DESC) WHERE subscription_id IS NOT NULL`,
  `CREATE INDEX ix_webhook_calls_contact ON webhook_calls (contact_id) WHERE contact_id IS NOT NULL`,
  `CREATE INDEX ix_webhook_calls_finished ON webhook_calls (finished_at) WHERE finished_at IS NOT NULL`,
  `CREATE TABLE webhook_attempts (
    call_id uuid NOT NULL,
    number integer NOT NULL,
    at timestamptz NOT NULL,
    duration_ms integer NOT NULL,
    status integer,
    problem text,
    answer text NOT NULL DEFAULT '',
    CONSTRAINT pk_webhook_attempts PRIMARY KEY (call_id, number),
    CONSTRAINT fk_webhook_attempts_call FOREIGN KEY (call_id) REFERENCES webhook_calls (id) ON DELETE CASCADE
  )`,
  // An event whose contact is gone meanwhile calls nobody; held, so that an erasure at this moment does not break the event.
  `CREATE FUNCTION call_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF EXISTS (SELECT FROM webhook_subscriptions WHERE is_active) THEN
      INSERT INTO webhook_calls (workspace_id, subscription_id, contact_id, url, event, data, occasion)
      SELECT e.workspace_id, s.id, e.contact_id, s.url, e.name,
        jsonb_build_object('eventId', e.id, 'occurredAt', e.occurred_at, 'properties', e.properties,
          'contact', jsonb_build_object('id', c.id, 'email', c.email, 'firstName', c.first_name, 'lastName', c.last_name)),
        'subscription:' || s.id || ':' || e.id
      FROM added e
      JOIN webhook_subscriptions s ON s.workspace_id = e.workspace_id AND s.is_active AND e.name = ANY (s.events)
      JOIN contacts c ON c.workspace_id = e.workspace_id AND c.id = e.contact_id
      FOR KEY SHARE OF c
      ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
  END $$`,
  `CREATE TRIGGER tr_contact_events_webhooks AFTER INSERT ON contact_events REFERENCING NEW TABLE AS added
   FOR EACH STATEMENT EXECUTE FUNCTION call_webhooks()`,
];
