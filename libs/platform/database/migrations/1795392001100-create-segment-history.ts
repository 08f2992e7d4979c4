import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a segment was (its size per day, alerts of jumps), what it is for (persona, its entry in the library), and who
 * refers to what: every field, tag, topic and segment named by a rule tree, found by index instead of by reading trees.
 */
export class CreateSegmentHistory1795392001100 implements MigrationInterface {
  readonly name = 'CreateSegmentHistory1795392001100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE segments
        ADD COLUMN persona jsonb,
        ADD COLUMN library_key text,
        ADD COLUMN tree_changed_at timestamptz NOT NULL DEFAULT now()
    `);
    await queryRunner.query(`
      CREATE UNIQUE INDEX uq_segments_library_key ON segments (workspace_id, library_key)
      WHERE library_key IS NOT NULL
    `);
    // Names of the segments in the audience, as they were when it was fixed: segments may be renamed and deleted.
    await queryRunner.query(`ALTER TABLE campaigns ADD COLUMN segment_names jsonb NOT NULL DEFAULT '{}'`);
    await createHistory(queryRunner);
    await createReferences(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER tr_campaigns_references ON campaigns');
    await queryRunner.query('DROP TRIGGER tr_segments_references ON segments');
    await queryRunner.query('DROP FUNCTION keep_rule_references()');
    await queryRunner.query('DROP FUNCTION rule_references_of(jsonb)');
    for (const table of ['rule_references', 'segment_alerts', 'segment_sizes']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('ALTER TABLE campaigns DROP COLUMN segment_names');
    await queryRunner.query('DROP INDEX uq_segments_library_key');
    await queryRunner.query(
      'ALTER TABLE segments DROP COLUMN persona, DROP COLUMN library_key, DROP COLUMN tree_changed_at',
    );
  }
}

async function createHistory(queryRunner: QueryRunner): Promise<void> {
  // `day` is a day in the workspace's zone. Without a size there is a reason why nobody could count.
  await queryRunner.query(`
    CREATE TABLE segment_sizes (
      workspace_id uuid NOT NULL,
      segment_id uuid NOT NULL,
      day date NOT NULL,
      size integer,
      mailable integer,
      entered integer,
      "left" integer,
      not_counted text,
      counted_at timestamptz NOT NULL,
      CONSTRAINT pk_segment_sizes PRIMARY KEY (segment_id, day),
      CONSTRAINT fk_segment_sizes_segment FOREIGN KEY (workspace_id, segment_id)
        REFERENCES segments (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_segment_sizes_counted CHECK ((size IS NULL) = (not_counted IS NOT NULL))
    )
  `);
  await queryRunner.query('CREATE INDEX ix_segment_sizes_day ON segment_sizes (workspace_id, day)');
  await queryRunner.query(`
    CREATE TABLE segment_alerts (
      workspace_id uuid NOT NULL,
      segment_id uuid NOT NULL,
      day date NOT NULL,
      size integer NOT NULL,
      usual_size numeric NOT NULL,
      raised_at timestamptz NOT NULL,
      dismissed_at timestamptz,
      CONSTRAINT pk_segment_alerts PRIMARY KEY (segment_id, day),
      CONSTRAINT fk_segment_alerts_segment FOREIGN KEY (workspace_id, segment_id)
        REFERENCES segments (workspace_id, id) ON DELETE CASCADE
    )
  `);
}

/**
 * Kept by triggers, so that nobody who writes a tree has to remember it. Another table with rule trees needs one more
 * trigger here and its part of the union in `segment-users-sql.ts`.
 */
async function createReferences(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    CREATE TABLE rule_references (
      workspace_id uuid NOT NULL,
      holder_kind text NOT NULL,
      holder_id uuid NOT NULL,
      kind text NOT NULL,
      ref text NOT NULL,
      CONSTRAINT pk_rule_references PRIMARY KEY (holder_id, kind, ref),
      CONSTRAINT fk_rule_references_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
      CONSTRAINT ck_rule_references_kind CHECK (kind IN ('field', 'tag', 'topic', 'segment'))
    )
  `);
  await queryRunner.query('CREATE INDEX ix_rule_references_ref ON rule_references (workspace_id, kind, ref)');
  // Trees are checked before they are stored, so these keys stand nowhere else. Tags are compared folded.
  await queryRunner.query(`
    CREATE FUNCTION rule_references_of(document jsonb) RETURNS TABLE (kind text, ref text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
      SELECT DISTINCT asked.kind, CASE asked.kind WHEN 'tag' THEN fold(found #>> '{}') ELSE found #>> '{}' END
      FROM (VALUES
        ('field', 'lax $.**.field'::jsonpath), ('tag', 'lax $.**.tag'), ('topic', 'lax $.**.topic'),
        ('segment', 'lax $.**.segment'), ('segment', 'lax $.**.segmentId')) AS asked (kind, path),
        jsonb_path_query(document, asked.path) AS found
      WHERE jsonb_typeof(found) = 'string'
    $$
  `);
  await queryRunner.query(`
    CREATE FUNCTION keep_rule_references() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        DELETE FROM rule_references WHERE holder_id = OLD.id;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO rule_references (workspace_id, holder_kind, holder_id, kind, ref)
        SELECT NEW.workspace_id, TG_ARGV[0], NEW.id, r.kind, r.ref
        FROM rule_references_of(to_jsonb(NEW) -> TG_ARGV[1]) AS r;
      END IF;
      RETURN NULL;
    END $$
  `);
  for (const [holder, table, column] of [
    ['segment', 'segments', 'tree'],
    ['campaign', 'campaigns', 'audience'],
  ]) {
    await queryRunner.query(`
      CREATE TRIGGER tr_${table}_references AFTER INSERT OR DELETE OR UPDATE OF ${column} ON ${table}
      FOR EACH ROW EXECUTE FUNCTION keep_rule_references('${holder}', '${column}')
    `);
    await queryRunner.query(`
      INSERT INTO rule_references (workspace_id, holder_kind, holder_id, kind, ref)
      SELECT t.workspace_id, '${holder}', t.id, r.kind, r.ref FROM ${table} t, rule_references_of(t.${column}) AS r
    `);
  }
}
