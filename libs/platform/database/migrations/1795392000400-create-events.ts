import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What contacts did. Partitioned by month of `occurred_at`; a default partition takes what lies outside the
 * prepared months, so that a strange clock loses nothing. Idempotency keys live beside the partitioned table,
 * because a unique key on it would have to contain the time. No foreign key to contacts: events arrive by the
 * million and the insert itself joins contacts; erasing a contact deletes its events in the same transaction.
 * No primary key either: nothing looks an event up by its id alone, and its index would be a fifth of an insert's cost.
 */
export class CreateEvents1795392000400 implements MigrationInterface {
  readonly name = 'CreateEvents1795392000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE contact_events (
        id uuid NOT NULL DEFAULT uuidv7(),
        workspace_id uuid NOT NULL,
        contact_id uuid NOT NULL,
        name text NOT NULL,
        properties jsonb NOT NULL DEFAULT '{}',
        occurred_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now()
      ) PARTITION BY RANGE (occurred_at)
    `);
    await queryRunner.query('CREATE TABLE contact_events_default PARTITION OF contact_events DEFAULT');
    await queryRunner.query(
      'CREATE INDEX ix_contact_events_contact ON contact_events (contact_id, occurred_at DESC)',
    );
    await queryRunner.query(
      'CREATE INDEX ix_contact_events_name ON contact_events (workspace_id, name, occurred_at)',
    );
    // Creates the partition of one month when it is missing; called for the months around now by a schedule.
    await queryRunner.query(`
      CREATE FUNCTION ensure_contact_events_month(month date) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        first date := date_trunc('month', month)::date;
        partition text := 'contact_events_' || to_char(first, 'YYYY_MM');
      BEGIN
        IF to_regclass(partition) IS NULL THEN
          EXECUTE format(
            'CREATE TABLE %I PARTITION OF contact_events FOR VALUES FROM (%L) TO (%L)',
            partition, first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC'
          );
        END IF;
      END $$
    `);
    await queryRunner.query(`
      SELECT ensure_contact_events_month((date_trunc('month', now()) + make_interval(months => step))::date)
      FROM generate_series(-1, 3) AS step
    `);
    await queryRunner.query(`
      CREATE TABLE event_idempotency_keys (
        workspace_id uuid NOT NULL,
        key text NOT NULL,
        event_id uuid NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_event_idempotency_keys PRIMARY KEY (workspace_id, key),
        CONSTRAINT fk_event_idempotency_keys_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    // The catalogue the segment builder reads: never found by scanning events.
    await queryRunner.query(`
      CREATE TABLE event_names (
        workspace_id uuid NOT NULL,
        name text NOT NULL,
        first_seen_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_event_names PRIMARY KEY (workspace_id, name),
        CONSTRAINT fk_event_names_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(`
      CREATE TABLE event_properties (
        workspace_id uuid NOT NULL,
        event_name text NOT NULL,
        property text NOT NULL,
        type text NOT NULL,
        CONSTRAINT pk_event_properties PRIMARY KEY (workspace_id, event_name, property),
        CONSTRAINT fk_event_properties_event FOREIGN KEY (workspace_id, event_name)
          REFERENCES event_names (workspace_id, name) ON DELETE CASCADE,
        CONSTRAINT ck_event_properties_type CHECK (type IN ('text', 'number', 'boolean', 'list', 'object', 'mixed'))
      )
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE event_properties');
    await queryRunner.query('DROP TABLE event_names');
    await queryRunner.query('DROP TABLE event_idempotency_keys');
    await queryRunner.query('DROP FUNCTION ensure_contact_events_month(date)');
    await queryRunner.query('DROP TABLE contact_events');
  }
}
