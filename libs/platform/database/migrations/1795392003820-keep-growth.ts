import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the report on growth reads in workspaces with many contacts, instead of every decision of years: sums by day, which workers keep.
 * `growth_marks` are moments whose day was counted and has changed since: what is written with a time of long ago, deleted or corrected.
 * What happens now needs no mark, since the last days are counted again and again.
 */
export class KeepGrowth1795392003820 implements MigrationInterface {
  readonly name = 'KeepGrowth1795392003820';

  async up(queryRunner: QueryRunner): Promise<void> {
    // `counted_until`: the first day of `zone` that was not counted for good. Null: the workspace is small, nothing is kept.
    await queryRunner.query(`
      CREATE TABLE growth_counts (
        workspace_id uuid NOT NULL,
        zone text NOT NULL,
        counted_until date,
        is_complete boolean NOT NULL DEFAULT false,
        counted_at timestamptz,
        next_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_growth_counts PRIMARY KEY (workspace_id),
        CONSTRAINT fk_growth_counts_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE,
        CONSTRAINT ck_growth_counts_complete CHECK (NOT is_complete OR (counted_until IS NOT NULL AND counted_at IS NOT NULL))
      )
    `);
    await queryRunner.query(`
      CREATE TABLE growth_days (
        workspace_id uuid NOT NULL,
        day date NOT NULL,
        subscribed integer NOT NULL,
        unsubscribed integer NOT NULL,
        suppressed integer NOT NULL,
        CONSTRAINT pk_growth_days PRIMARY KEY (workspace_id, day),
        CONSTRAINT fk_growth_days_counts FOREIGN KEY (workspace_id) REFERENCES growth_counts (workspace_id) ON DELETE CASCADE
      )
    `);
    await queryRunner.query(`
      CREATE TABLE growth_sources (
        workspace_id uuid NOT NULL,
        day date NOT NULL,
        source text NOT NULL,
        new_contacts integer NOT NULL,
        CONSTRAINT pk_growth_sources PRIMARY KEY (workspace_id, day, source),
        CONSTRAINT fk_growth_sources_counts FOREIGN KEY (workspace_id) REFERENCES growth_counts (workspace_id) ON DELETE CASCADE
      )
    `);
    // Only appended to and deleted from, so that two writers never wait for each other.
    await queryRunner.query(
      'CREATE TABLE growth_marks (workspace_id uuid NOT NULL, at timestamptz NOT NULL)',
    );
    await queryRunner.query('CREATE INDEX ix_growth_marks_workspace ON growth_marks (workspace_id)');
    for (const [name, body] of Object.entries(FUNCTIONS)) {
      await queryRunner.query(
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NULL; END $$`,
      );
    }
    for (const trigger of TRIGGERS) await queryRunner.query(`CREATE TRIGGER ${trigger}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const trigger of TRIGGERS) {
      const [name, table] = [trigger.split(' ', 1)[0] ?? '', / ON (\w+)/.exec(trigger)?.[1] ?? ''];
      await queryRunner.query(`DROP TRIGGER ${name} ON ${table}`);
    }
    for (const name of Object.keys(FUNCTIONS)) await queryRunner.query(`DROP FUNCTION ${name}()`);
    for (const table of ['growth_marks', 'growth_sources', 'growth_days', 'growth_counts'])
      await queryRunner.query(`DROP TABLE ${table}`);
  }
}

const QUARTER = (at: string): string => `date_bin('15 minutes', ${at}, 'epoch')`;
const LONG_AGO = (at: string): string => `${at} < now() - interval '1 day'`;
const MARK = 'INSERT INTO growth_marks (workspace_id, at)';
const mark = (row: string, at: string): string =>
  `${MARK} VALUES (${row}.workspace_id, ${QUARTER(`${row}.${at}`)});`;
const markAll = (at: string): string =>
  `${MARK} SELECT DISTINCT workspace_id, ${QUARTER(at)} FROM changed WHERE ${LONG_AGO(at)};`;
/** A suppression counts once its address has subscribed at any time, also later. */
const MARK_SUPPRESSIONS = `${MARK} SELECT DISTINCT s.workspace_id, ${QUARTER('s.occurred_at')}
  FROM changed c JOIN suppressions s ON s.workspace_id = c.workspace_id AND s.address_hash = c.address_hash
  WHERE c.action IN ('subscribed', 'confirmed') AND ${LONG_AGO('s.occurred_at')};`;

const FUNCTIONS = {
  mark_growth_of_contact: mark('NEW', 'created_at'),
  remark_growth_of_contact: `${mark('OLD', 'created_at')} ${mark('NEW', 'created_at')}`,
  mark_growth_of_contacts: markAll('created_at'),
  mark_growth_of_decisions: `${markAll('occurred_at')} ${MARK_SUPPRESSIONS}`,
  remark_growth_of_decision: `${mark('OLD', 'occurred_at')} ${mark('NEW', 'occurred_at')}
    ${MARK} SELECT s.workspace_id, s.occurred_at FROM suppressions s
    WHERE s.workspace_id = NEW.workspace_id AND s.address_hash IN (OLD.address_hash, NEW.address_hash);`,
  mark_growth_of_suppressions: markAll('occurred_at'),
  remark_growth_of_suppression: `${mark('OLD', 'occurred_at')} ${mark('NEW', 'occurred_at')}`,
};

const TRIGGERS = [
  // By row, because what an import adds is not to be kept for a statement's end.
  `tr_contacts_growth_insert AFTER INSERT ON contacts FOR EACH ROW WHEN (${LONG_AGO('NEW.created_at')})
   EXECUTE FUNCTION mark_growth_of_contact()`,
  `tr_contacts_growth_update AFTER UPDATE OF created_at, source ON contacts FOR EACH ROW
   WHEN ((OLD.created_at, OLD.source) IS DISTINCT FROM (NEW.created_at, NEW.source)) EXECUTE FUNCTION remark_growth_of_contact()`,
  `tr_contacts_growth_delete AFTER DELETE ON contacts REFERENCING OLD TABLE AS changed
   FOR EACH STATEMENT EXECUTE FUNCTION mark_growth_of_contacts()`,
  `tr_consent_records_growth_insert AFTER INSERT ON consent_records REFERENCING NEW TABLE AS changed
   FOR EACH STATEMENT EXECUTE FUNCTION mark_growth_of_decisions()`,
  `tr_consent_records_growth_delete AFTER DELETE ON consent_records REFERENCING OLD TABLE AS changed
   FOR EACH STATEMENT EXECUTE FUNCTION mark_growth_of_decisions()`,
  `tr_consent_records_growth_update AFTER UPDATE OF action, address_hash, occurred_at ON consent_records FOR EACH ROW
   EXECUTE FUNCTION remark_growth_of_decision()`,
  `tr_suppressions_growth_insert AFTER INSERT ON suppressions REFERENCING NEW TABLE AS changed
   FOR EACH STATEMENT EXECUTE FUNCTION mark_growth_of_suppressions()`,
  `tr_suppressions_growth_delete AFTER DELETE ON suppressions REFERENCING OLD TABLE AS changed
   FOR EACH STATEMENT EXECUTE FUNCTION mark_growth_of_suppressions()`,
  `tr_suppressions_growth_update AFTER UPDATE OF reason, address_hash, occurred_at ON suppressions FOR EACH ROW
   EXECUTE FUNCTION remark_growth_of_suppression()`,
];
