import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Contacts on their way through sequences, and what tells that something happened to them. An event that a sequence listens to is
 * copied into `sequence_signals` by a trigger, in the transaction that writes the event, so that nobody who writes events has to
 * remember sequences. Where nobody listens, that costs one look-up per statement. (docs/adr/0025-sequences-run-on-rows.md)
 */
export class CreateEnrollments1795392003500 implements MigrationInterface {
  readonly name = 'CreateEnrollments1795392003500';

  async up(queryRunner: QueryRunner): Promise<void> {
    await createEnrollments(queryRunner);
    await createLog(queryRunner);
    await createSignals(queryRunner);
    for (const { name, body, triggers } of SIGNALS) {
      await queryRunner.query(`
        CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          ${body}
          RETURN NULL;
        END $$
      `);
      for (const { trigger, on } of triggers)
        await queryRunner.query(`CREATE TRIGGER ${trigger} ${on} EXECUTE FUNCTION ${name}()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...SIGNALS].reverse()) await queryRunner.query(`DROP FUNCTION ${name}() CASCADE`);
    for (const table of ['sequence_dates', 'sequence_signals', 'sequence_listeners', 'enrollment_steps'])
      await queryRunner.query(`DROP TABLE ${table}`);
    await queryRunner.query('DROP TABLE enrollments');
  }
}

/**
 * One passage of a contact through a sequence. An active one always has a time at which the engine looks at it, so that nobody is
 * ever stranded. `entry` counts the contact's passages through the sequence: of two that begin at the same time one is refused,
 * also where the rule is "once". `since` is the moment from which goals and exits count, that of the trigger. `visit` is above 1 once
 * somebody has moved the contact, and makes the steps that follow new ones. `is_waiting`: the step has begun, and `due_at` ends it (or wakes
 * it up early); `deadline_at` is the timeout of a wait for something.
 */
async function createEnrollments(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE enrollments (
      id uuid NOT NULL DEFAULT uuidv7(),
      workspace_id uuid NOT NULL,
      sequence_id uuid NOT NULL,
      version integer NOT NULL,
      contact_id uuid NOT NULL,
      entry integer NOT NULL,
      status text NOT NULL DEFAULT 'active',
      reason text,
      step text NOT NULL,
      visit integer NOT NULL DEFAULT 1,
      is_waiting boolean NOT NULL DEFAULT false,
      step_entered_at timestamptz NOT NULL,
      due_at timestamptz,
      deadline_at timestamptz,
      problem text,
      entered_at timestamptz NOT NULL,
      since timestamptz NOT NULL,
      ended_at timestamptz,
      trigger jsonb NOT NULL,
      CONSTRAINT pk_enrollments PRIMARY KEY (id),
      CONSTRAINT uq_enrollments_entry UNIQUE (contact_id, sequence_id, entry),
      CONSTRAINT fk_enrollments_contact FOREIGN KEY (workspace_id, contact_id)
        REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT fk_enrollments_sequence FOREIGN KEY (workspace_id, sequence_id)
        REFERENCES sequences (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT fk_enrollments_version FOREIGN KEY (sequence_id, version)
        REFERENCES sequence_versions (sequence_id, number),
      CONSTRAINT ck_enrollments_status CHECK (status IN ('active', 'completed', 'exited', 'stopped')),
      CONSTRAINT ck_enrollments_due CHECK ((status = 'active') = (due_at IS NOT NULL)),
      CONSTRAINT ck_enrollments_ended CHECK ((status = 'active') = (ended_at IS NULL)),
      CONSTRAINT ck_enrollments_reason CHECK ((status IN ('exited', 'stopped')) <= (reason IS NOT NULL)),
      CONSTRAINT ck_enrollments_entry CHECK (entry >= 1),
      CONSTRAINT ck_enrollments_visit CHECK (visit >= 1)
    ) WITH (fillfactor = 80)
  `);
  await queryRunner.query(`
    CREATE UNIQUE INDEX uq_enrollments_active ON enrollments (sequence_id, contact_id) WHERE status = 'active'
  `);
  await queryRunner.query(`
    CREATE INDEX ix_enrollments_due ON enrollments (sequence_id, due_at) WHERE status = 'active'
  `);
  await queryRunner.query('CREATE INDEX ix_enrollments_list ON enrollments (sequence_id, id)');
  // Whoever has ended never goes on: `refuse_status_move` comes with the moves of deliveries.
  await queryRunner.query(`
    CREATE TRIGGER tr_enrollments_status BEFORE UPDATE OF status ON enrollments FOR EACH ROW
    WHEN (OLD.status <> 'active' AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse_status_move()
  `);
}

/** One row per step that was left: the key is what makes a step happen once. The step that a contact is in stands in its enrollment. */
async function createLog(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE enrollment_steps (
      enrollment_id uuid NOT NULL,
      step text NOT NULL,
      visit integer NOT NULL,
      workspace_id uuid NOT NULL,
      version integer NOT NULL,
      entered_at timestamptz NOT NULL,
      left_at timestamptz NOT NULL,
      outcome text NOT NULL,
      details jsonb,
      CONSTRAINT pk_enrollment_steps PRIMARY KEY (enrollment_id, step, visit),
      CONSTRAINT fk_enrollment_steps_enrollment FOREIGN KEY (enrollment_id) REFERENCES enrollments (id) ON DELETE CASCADE
    )
  `);
  await queryRunner.query(`
    CREATE TABLE sequence_dates (
      contact_id uuid NOT NULL,
      sequence_id uuid NOT NULL,
      occasion text NOT NULL,
      workspace_id uuid NOT NULL,
      started_at timestamptz NOT NULL,
      CONSTRAINT pk_sequence_dates PRIMARY KEY (contact_id, sequence_id, occasion),
      CONSTRAINT fk_sequence_dates_contact FOREIGN KEY (workspace_id, contact_id)
        REFERENCES contacts (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT fk_sequence_dates_sequence FOREIGN KEY (workspace_id, sequence_id)
        REFERENCES sequences (workspace_id, id) ON DELETE CASCADE
    )
  `);
  await queryRunner.query('CREATE INDEX ix_sequence_dates_sequence ON sequence_dates (sequence_id)');
}

/**
 * `starts`: the event may enrol anybody. The others are about contacts who are in the sequence (goal, exits, waits), and signals are only kept
 * of those. `*` stands for whatever a rule tree may ask about.
 */
async function createSignals(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE sequence_listeners (
      workspace_id uuid NOT NULL,
      event_name text NOT NULL,
      sequence_id uuid NOT NULL,
      starts boolean NOT NULL,
      CONSTRAINT pk_sequence_listeners PRIMARY KEY (workspace_id, event_name, sequence_id),
      CONSTRAINT fk_sequence_listeners_sequence FOREIGN KEY (workspace_id, sequence_id)
        REFERENCES sequences (workspace_id, id) ON DELETE CASCADE
    )
  `);
  await queryRunner.query('CREATE INDEX ix_sequence_listeners_sequence ON sequence_listeners (sequence_id)');
  // Appended to by writers of events, and emptied by the engine. Without a name: the contact changed in some way.
  await queryRunner.query(`
    CREATE TABLE sequence_signals (
      workspace_id uuid NOT NULL,
      id bigint GENERATED ALWAYS AS IDENTITY,
      contact_id uuid NOT NULL,
      name text,
      event_id uuid,
      properties jsonb NOT NULL DEFAULT '{}',
      occurred_at timestamptz NOT NULL,
      CONSTRAINT pk_sequence_signals PRIMARY KEY (workspace_id, id)
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)
  `);
}

const EMAIL_EVENTS = `ARRAY['email.sent', 'email.bounced', 'email.complained']`;
const COLUMNS = 'workspace_id, contact_id, name, event_id, properties, occurred_at';

/** Whether an event `e` of this name is of interest to anybody. */
function heard(name: string): string {
  return `EXISTS (
    SELECT FROM sequence_listeners l WHERE l.workspace_id = e.workspace_id AND l.event_name = ${name}
      AND (l.starts OR EXISTS (SELECT FROM enrollments n
        WHERE n.contact_id = e.contact_id AND n.sequence_id = l.sequence_id AND n.status = 'active')))`;
}

/** Contacts on their way through a sequence that asks rule trees, about whom `changed` says something. */
function lookAgain(changed: string): string {
  return `IF EXISTS (SELECT FROM sequence_listeners WHERE event_name = '*') THEN
    INSERT INTO sequence_signals (workspace_id, contact_id, occurred_at)
    SELECT DISTINCT e.workspace_id, e.contact_id, now() FROM (${changed}) e WHERE ${heard(`'*'`)};
  END IF;`;
}

interface SignalSource {
  name: string;
  body: string;
  triggers: { trigger: string; on: string }[];
}

function statement(
  table: string,
  operations: readonly ('INSERT' | 'UPDATE' | 'DELETE')[],
): SignalSource['triggers'] {
  return operations.map((operation) => ({
    trigger: `tr_${table}_signal_${operation.toLowerCase()}`,
    on: `AFTER ${operation} ON ${table} REFERENCING ${operation === 'DELETE' ? 'OLD' : 'NEW'} TABLE AS changed FOR EACH STATEMENT`,
  }));
}

const SIGNALS: readonly SignalSource[] = [
  {
    name: 'signal_events',
    body: `IF EXISTS (SELECT FROM sequence_listeners) THEN
      INSERT INTO sequence_signals (${COLUMNS})
      SELECT e.workspace_id, e.contact_id, e.name, e.id, e.properties, e.occurred_at FROM changed e WHERE ${heard('e.name')};
    END IF;`,
    triggers: statement('contact_events', ['INSERT']),
  },
  {
    // That mail was sent, came back or was complained about is written on its delivery; views show it as events.
    name: 'signal_deliveries',
    body: `IF EXISTS (SELECT FROM sequence_listeners WHERE event_name = ANY (${EMAIL_EVENTS})) THEN
      INSERT INTO sequence_signals (${COLUMNS})
      SELECT e.workspace_id, e.contact_id, e.name, e.id, '{}', e.occurred_at FROM (
        SELECT d.workspace_id, d.contact_id, d.id, k.name, k.occurred_at
        FROM changed d JOIN before b ON b.id = d.id CROSS JOIN LATERAL (VALUES
          ('email.sent', CASE WHEN b.status <> 'accepted' THEN d.finished_at END),
          ('email.bounced', CASE WHEN b.bounced_at IS NULL THEN d.bounced_at END),
          ('email.complained', CASE WHEN b.complained_at IS NULL THEN d.complained_at END)) AS k (name, occurred_at)
        WHERE d.status = 'accepted' AND k.occurred_at IS NOT NULL) e
      WHERE ${heard('e.name')};
    END IF;`,
    triggers: [
      {
        trigger: 'tr_deliveries_signal_update',
        on: 'AFTER UPDATE ON deliveries REFERENCING OLD TABLE AS before NEW TABLE AS changed FOR EACH STATEMENT',
      },
    ],
  },
  {
    // As the marks of tracked segments: by row, and not for imports, whose people did not come by themselves.
    name: 'signal_new_contact',
    body: `INSERT INTO sequence_signals (${COLUMNS})
      SELECT NEW.workspace_id, NEW.id, 'contact.created', NEW.id, jsonb_build_object('source', NEW.source), NEW.created_at
      WHERE EXISTS (SELECT FROM sequence_listeners l WHERE l.workspace_id = NEW.workspace_id AND l.event_name = 'contact.created');`,
    triggers: [
      {
        trigger: 'tr_contacts_signal_insert',
        on: `AFTER INSERT ON contacts FOR EACH ROW
          WHEN (current_setting('tidings.marks_new_contacts', true) IS DISTINCT FROM 'itself')`,
      },
    ],
  },
  {
    name: 'forget_signals_of_contacts',
    body: `DELETE FROM sequence_signals s USING gone WHERE s.workspace_id = gone.workspace_id AND s.contact_id = gone.id;`,
    triggers: [
      {
        trigger: 'tr_contacts_signal_delete',
        on: 'AFTER DELETE ON contacts REFERENCING OLD TABLE AS gone FOR EACH STATEMENT',
      },
    ],
  },
  {
    // Whoever unsubscribes leaves every sequence of the topic, whatever else it asks.
    name: 'signal_subscriptions',
    body: `IF EXISTS (SELECT FROM changed WHERE status = 'unsubscribed') AND EXISTS (SELECT FROM enrollments WHERE status = 'active') THEN
      INSERT INTO sequence_signals (workspace_id, contact_id, occurred_at)
      SELECT DISTINCT c.workspace_id, c.contact_id, now() FROM changed c
      JOIN enrollments n ON n.contact_id = c.contact_id AND n.status = 'active' WHERE c.status = 'unsubscribed';
    END IF;
    ${lookAgain(`SELECT workspace_id, contact_id FROM changed WHERE status <> 'unsubscribed'`)}`,
    triggers: statement('subscriptions', ['INSERT', 'UPDATE']),
  },
  {
    // Found by the address, which has an index; the engine asks by its hash before it moves anybody.
    name: 'signal_suppressions',
    body: `IF EXISTS (SELECT FROM enrollments WHERE status = 'active') THEN
      INSERT INTO sequence_signals (workspace_id, contact_id, occurred_at)
      SELECT DISTINCT c.workspace_id, c.id, now() FROM changed s
      JOIN contacts c ON c.workspace_id = s.workspace_id AND c.email_key = lower(normalize(s.email, NFC))
      JOIN enrollments n ON n.contact_id = c.id AND n.status = 'active';
    END IF;`,
    triggers: statement('suppressions', ['INSERT', 'UPDATE']),
  },
  {
    name: 'signal_changed_contacts',
    body: lookAgain('SELECT workspace_id, id AS contact_id FROM changed'),
    triggers: statement('contacts', ['UPDATE']),
  },
  {
    name: 'signal_owners_of_changed',
    body: lookAgain('SELECT workspace_id, contact_id FROM changed'),
    triggers: [
      ...statement('contact_tags', ['INSERT', 'DELETE']),
      ...statement('segment_members', ['INSERT', 'DELETE']),
      ...statement('computed_values', ['INSERT', 'UPDATE']),
      ...statement('subscriptions', ['DELETE']),
    ],
  },
  {
    name: 'signal_contacts_of_companies',
    body: lookAgain(`SELECT c.workspace_id, c.id AS contact_id FROM changed JOIN contacts c
      ON c.company_id = changed.id AND c.workspace_id = changed.workspace_id`),
    triggers: statement('companies', ['UPDATE']),
  },
];
