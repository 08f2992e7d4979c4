import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Memberships that are kept in rows, and what tells that one of them may have changed (docs/adr/0019-tracked-segments.md).
 * All marks are made by triggers, so that nobody who writes about contacts has to remember them. They look first whether
 * anything is tracked at all, and cost an import nothing that can be measured when it is not.
 */
export class CreateTrackedSegments1795392001000 implements MigrationInterface {
  readonly name = 'CreateTrackedSegments1795392001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE segments DROP CONSTRAINT ck_segments_kind,
        ADD CONSTRAINT ck_segments_kind CHECK (kind IN ('dynamic', 'static', 'tracked'))
    `);
    await createTracking(queryRunner);
    await createMemberships(queryRunner);
    await createChangedContacts(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { trigger, table } of [...MARKS].reverse()) {
      await queryRunner.query(`DROP TRIGGER ${trigger} ON ${table}`);
    }
    for (const shape of Object.keys(MARKED)) await queryRunner.query(`DROP FUNCTION ${shape}()`);
    await queryRunner.query('DROP TRIGGER tr_contacts_end_memberships ON contacts');
    await queryRunner.query('DROP FUNCTION end_memberships_of_contacts()');
    await queryRunner.query('DROP TRIGGER tr_segments_tracking ON segments');
    await queryRunner.query('DROP FUNCTION keep_segment_tracking()');
    for (const table of ['changed_contacts', 'segment_memberships', 'segment_tracking']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('DROP FUNCTION end_memberships_of_segment()');
    await queryRunner.query(`UPDATE segments SET kind = 'dynamic' WHERE kind = 'tracked'`);
    await queryRunner.query(`
      ALTER TABLE segments DROP CONSTRAINT ck_segments_kind,
        ADD CONSTRAINT ck_segments_kind CHECK (kind IN ('dynamic', 'static'))
    `);
  }
}

/** One row per tracked segment; it comes and goes with the kind of the segment. */
async function createTracking(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE segment_tracking (
      segment_id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      stage text NOT NULL DEFAULT 'new',
      meaning text,
      watched_events text[] NOT NULL DEFAULT '{}',
      writers_before xid8,
      refreshed_up_to uuid,
      baseline_at timestamptz,
      refreshed_at timestamptz,
      evaluated_at timestamptz,
      check_at timestamptz NOT NULL DEFAULT '-infinity',
      failure text,
      CONSTRAINT pk_segment_tracking PRIMARY KEY (segment_id),
      CONSTRAINT fk_segment_tracking_segment FOREIGN KEY (workspace_id, segment_id)
        REFERENCES segments (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_segment_tracking_stage CHECK (stage IN
        ('new', 'watching', 'settling', 'refreshing', 'following', 'checking', 'broken', 'failed'))
    )
  `);
  await queryRunner.query('CREATE INDEX ix_segment_tracking_workspace ON segment_tracking (workspace_id)');
  // A changed tree may be named by trees of tracked segments, so all of the workspace are looked at again.
  await queryRunner.query(`
    CREATE FUNCTION keep_segment_tracking() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.kind = 'tracked' THEN
        INSERT INTO segment_tracking (segment_id, workspace_id) VALUES (NEW.id, NEW.workspace_id)
        ON CONFLICT (segment_id) DO NOTHING;
      ELSE
        DELETE FROM segment_tracking WHERE segment_id = NEW.id;
      END IF;
      UPDATE segment_tracking SET check_at = '-infinity' WHERE workspace_id = NEW.workspace_id;
      RETURN NULL;
    END $$
  `);
  await queryRunner.query(`
    CREATE TRIGGER tr_segments_tracking AFTER INSERT OR UPDATE OF kind, tree ON segments
    FOR EACH ROW EXECUTE FUNCTION keep_segment_tracking()
  `);
}

/**
 * Members, and those non-members whom time alone may bring in. No foreign keys: 100,000 people enter in one statement,
 * which has locked their contacts; what a key would do on deletion, triggers do for the whole statement at once.
 */
async function createMemberships(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE segment_memberships (
      segment_id uuid NOT NULL,
      contact_id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      is_member boolean NOT NULL,
      since timestamptz,
      next_flip_at timestamptz,
      CONSTRAINT pk_segment_memberships PRIMARY KEY (segment_id, contact_id),
      CONSTRAINT ck_segment_memberships_since CHECK (is_member = (since IS NOT NULL)),
      CONSTRAINT ck_segment_memberships_needed CHECK (is_member OR next_flip_at IS NOT NULL)
    )
  `);
  await queryRunner.query('CREATE INDEX ix_segment_memberships_contact ON segment_memberships (contact_id)');
  await queryRunner.query(`
    CREATE INDEX ix_segment_memberships_next_flip ON segment_memberships (segment_id, next_flip_at)
    WHERE next_flip_at IS NOT NULL
  `);
  await queryRunner.query(`
    CREATE FUNCTION end_memberships_of_segment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM segment_memberships WHERE segment_id = OLD.segment_id;
      RETURN NULL;
    END $$
  `);
  await queryRunner.query(`
    CREATE TRIGGER tr_segment_tracking_end_memberships AFTER DELETE ON segment_tracking
    FOR EACH ROW EXECUTE FUNCTION end_memberships_of_segment()
  `);
  await queryRunner.query(`
    CREATE FUNCTION end_memberships_of_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM segment_tracking) THEN
        DELETE FROM segment_memberships m USING gone WHERE m.contact_id = gone.id;
      END IF;
      RETURN NULL;
    END $$
  `);
  await queryRunner.query(`
    CREATE TRIGGER tr_contacts_end_memberships AFTER DELETE ON contacts
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION end_memberships_of_contacts()
  `);
}

/** Contacts to evaluate again. Only appended to and deleted from, so that two writers never wait for each other. */
async function createChangedContacts(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE changed_contacts (
      workspace_id uuid NOT NULL,
      contact_id uuid NOT NULL
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000)
  `);
  await queryRunner.query('CREATE INDEX ix_changed_contacts_workspace ON changed_contacts (workspace_id)');
  for (const [shape, rows] of Object.entries(MARKED)) {
    await queryRunner.query(`
      CREATE FUNCTION ${shape}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM segment_tracking) THEN
          INSERT INTO changed_contacts (workspace_id, contact_id) ${rows};
        END IF;
        RETURN NULL;
      END $$
    `);
  }
  for (const { trigger, table, operation, shape } of MARKS) {
    await queryRunner.query(`
      CREATE TRIGGER ${trigger} AFTER ${operation} ON ${table}
      REFERENCING ${operation === 'DELETE' ? 'OLD' : 'NEW'} TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION ${shape}()
    `);
  }
}

const IS_TRACKED = 'workspace_id IN (SELECT t.workspace_id FROM segment_tracking t)';

/** Whose contacts a statement changed, by the shape of the table that it changed. */
const MARKED = {
  mark_changed_contacts: `SELECT workspace_id, id FROM changed WHERE ${IS_TRACKED}`,
  mark_owners_of_changed: `SELECT DISTINCT workspace_id, contact_id FROM changed WHERE ${IS_TRACKED}`,
  mark_contacts_of_companies: `
    SELECT c.workspace_id, c.id FROM changed JOIN contacts c ON c.company_id = changed.id AND c.workspace_id = changed.workspace_id
    WHERE changed.${IS_TRACKED}`,
  // Only events that a tracked tree asks for: all others, and the entries and leaves themselves, change no membership.
  mark_doers_of_watched_events: `
    SELECT DISTINCT e.workspace_id, e.contact_id FROM changed e
    JOIN segment_tracking t ON t.workspace_id = e.workspace_id AND e.name = ANY (t.watched_events)`,
} as const;

interface Mark {
  trigger: string;
  table: string;
  operation: 'INSERT' | 'UPDATE' | 'DELETE';
  shape: keyof typeof MARKED;
}

function marks(table: string, shape: Mark['shape'], operations: readonly Mark['operation'][]): Mark[] {
  return operations.map((operation) => ({
    trigger: `tr_${table}_mark_${operation.toLowerCase()}`,
    table,
    operation,
    shape,
  }));
}

const MARKS: readonly Mark[] = [
  ...marks('contacts', 'mark_changed_contacts', ['INSERT', 'UPDATE']),
  ...marks('contact_events', 'mark_doers_of_watched_events', ['INSERT']),
  ...marks('contact_tags', 'mark_owners_of_changed', ['INSERT', 'DELETE']),
  ...marks('subscriptions', 'mark_owners_of_changed', ['INSERT', 'UPDATE', 'DELETE']),
  ...marks('segment_members', 'mark_owners_of_changed', ['INSERT', 'DELETE']),
  ...marks('computed_values', 'mark_owners_of_changed', ['INSERT', 'UPDATE', 'DELETE']),
  ...marks('companies', 'mark_contacts_of_companies', ['UPDATE']),
];
