import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What contacts bought, and what is worked out about them from orders, events and hits. */
export class CreateOrdersAndComputedValues1795392000900 implements MigrationInterface {
  readonly name = 'CreateOrdersAndComputedValues1795392000900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE workspaces ADD COLUMN currency text NOT NULL DEFAULT 'EUR',
        ADD CONSTRAINT ck_workspaces_currency CHECK (currency ~ '^[A-Z]{3}$')
    `);
    await createOrders(queryRunner);
    await createComputedValues(queryRunner);
    await createDue(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_contact_events_computed_values_due ON contact_events');
    await queryRunner.query('DROP INDEX ix_tracking_hits_human');
    for (const table of [
      'computed_values_due',
      'computed_value_runs',
      'computed_values',
      'order_lines',
      'orders',
    ]) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('DROP FUNCTION computed_values_due_by_event()');
    await queryRunner.query('DROP FUNCTION computed_values_due_by_order()');
    await queryRunner.query('ALTER TABLE workspaces DROP COLUMN currency');
  }
}

async function createOrders(queryRunner: QueryRunner): Promise<void> {
  // `number` is the shop's own id of the order: sending it again finds the same row. Orders go with their contact.
  await queryRunner.query(`
    CREATE TABLE orders (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      number text NOT NULL,
      placed_at timestamptz NOT NULL,
      status text NOT NULL DEFAULT 'placed',
      currency text NOT NULL,
      total numeric NOT NULL,
      refunded numeric NOT NULL DEFAULT 0,
      cost numeric,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_orders PRIMARY KEY (id),
      CONSTRAINT uq_orders_workspace UNIQUE (workspace_id, id),
      CONSTRAINT uq_orders_number UNIQUE (workspace_id, number),
      CONSTRAINT fk_orders_contact FOREIGN KEY (workspace_id, contact_id)
        REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_orders_status CHECK (status IN ('placed', 'cancelled', 'refunded')),
      CONSTRAINT ck_orders_currency CHECK (currency ~ '^[A-Z]{3}$'),
      CONSTRAINT ck_orders_total CHECK (total >= 0),
      CONSTRAINT ck_orders_refunded CHECK (refunded BETWEEN 0 AND total),
      CONSTRAINT ck_orders_cost CHECK (cost >= 0)
    )
  `);
  await queryRunner.query('CREATE INDEX ix_orders_contact ON orders (workspace_id, contact_id, placed_at)');
  await queryRunner.query('CREATE INDEX ix_orders_placed ON orders (workspace_id, placed_at DESC, id DESC)');
  await queryRunner.query(`
    CREATE TABLE order_lines (
      workspace_id uuid NOT NULL,
      order_id uuid NOT NULL,
      position integer NOT NULL,
      product text NOT NULL,
      name text NOT NULL,
      category text,
      quantity numeric NOT NULL,
      unit_price numeric NOT NULL,
      CONSTRAINT pk_order_lines PRIMARY KEY (order_id, position),
      CONSTRAINT fk_order_lines_order FOREIGN KEY (workspace_id, order_id)
        REFERENCES orders (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_order_lines_quantity CHECK (quantity > 0),
      CONSTRAINT ck_order_lines_unit_price CHECK (unit_price >= 0)
    )
  `);
}

async function createComputedValues(queryRunner: QueryRunner): Promise<void> {
  // One row per contact about whom there is anything to say; docs/segments/computed-values.md has the formulas.
  await queryRunner.query(`
    CREATE TABLE computed_values (
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      orders_count integer,
      lifetime_value numeric,
      margin numeric,
      average_order numeric,
      first_order_at timestamptz,
      last_order_at timestamptz,
      mean_order_gap_days numeric,
      rfm_recency integer,
      rfm_frequency integer,
      rfm_monetary integer,
      rfm_group text NOT NULL,
      churn_ratio numeric,
      churn_risk text NOT NULL,
      engagement_score numeric,
      last_engaged_at timestamptz,
      email_opens integer,
      email_clicks integer,
      preferred_channel text,
      mail_client text,
      device text,
      lifecycle_stage text NOT NULL,
      lifecycle_stage_since timestamptz,
      computed_at timestamptz NOT NULL,
      CONSTRAINT pk_computed_values PRIMARY KEY (workspace_id, contact_id),
      CONSTRAINT fk_computed_values_contact FOREIGN KEY (workspace_id, contact_id)
        REFERENCES contacts (workspace_id, id) ON DELETE CASCADE
    )
  `);
  // The last refresh of a whole workspace. Its cut-offs say which quintile a buyer is in until the next one; locking
  // the row makes the refreshes of a workspace wait for each other, so that an older one never overwrites a newer.
  await queryRunner.query(`
    CREATE TABLE computed_value_runs (
      workspace_id uuid NOT NULL,
      requested_at timestamptz,
      refreshed_at timestamptz,
      buyers integer NOT NULL DEFAULT 0,
      recency_cuts timestamptz[],
      frequency_cuts integer[],
      monetary_cuts numeric[],
      CONSTRAINT pk_computed_value_runs PRIMARY KEY (workspace_id),
      CONSTRAINT fk_computed_value_runs_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
    )
  `);
  // A refresh reads what people opened with in the last months, workspace by workspace.
  await queryRunner.query(
    'CREATE INDEX ix_tracking_hits_human ON tracking_hits (workspace_id, occurred_at) WHERE NOT is_machine',
  );
}

/**
 * Contacts to refresh soon. Filled by triggers, so that nobody has to remember it; appended to and never updated, so
 * that two writers never wait for each other. No foreign keys for the same reason: a row about a contact that is gone
 * refreshes nothing.
 */
async function createDue(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE computed_values_due (
      id bigint GENERATED ALWAYS AS IDENTITY,
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      due_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT pk_computed_values_due PRIMARY KEY (id)
    )
  `);
  await queryRunner.query(
    'CREATE INDEX ix_computed_values_due_workspace ON computed_values_due (workspace_id, due_at)',
  );
  await queryRunner.query(`
    CREATE FUNCTION computed_values_due_by_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO computed_values_due (workspace_id, contact_id)
      SELECT DISTINCT workspace_id, contact_id FROM changed;
      RETURN NULL;
    END $$
  `);
  for (const operation of ['INSERT', 'UPDATE']) {
    await queryRunner.query(`
      CREATE TRIGGER tr_orders_computed_values_due_${operation.toLowerCase()} AFTER ${operation} ON orders
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION computed_values_due_by_order()
    `);
  }
  // The names are those of libs/features/computed-values/value-events.ts; a test compares them.
  await queryRunner.query(`
    CREATE FUNCTION computed_values_due_by_event() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO computed_values_due (workspace_id, contact_id)
      SELECT DISTINCT workspace_id, contact_id FROM added WHERE name IN (
        'email.opened', 'email.clicked', 'form.submitted', 'asset.downloaded', 'chat.started', 'sms.clicked',
        'sms.replied', 'push.clicked', 'call.answered', 'cart.updated', 'checkout.started');
      RETURN NULL;
    END $$
  `);
  await queryRunner.query(`
    CREATE TRIGGER tr_contact_events_computed_values_due AFTER INSERT ON contact_events
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION computed_values_due_by_event()
  `);
}
