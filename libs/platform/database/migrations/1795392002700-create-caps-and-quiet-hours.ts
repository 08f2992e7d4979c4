import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a person hears from a workspace at most, and at what hours not; what a campaign does then. */
export class CreateCapsAndQuietHours1795392002700 implements MigrationInterface {
  readonly name = 'CreateCapsAndQuietHours1795392002700';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE workspaces
        ADD COLUMN cap_emails integer,
        ADD COLUMN cap_days integer,
        ADD COLUMN quiet_from time,
        ADD COLUMN quiet_to time,
        ADD CONSTRAINT ck_workspaces_cap CHECK ((cap_emails IS NULL) = (cap_days IS NULL)
          AND cap_emails BETWEEN 1 AND 100 AND cap_days BETWEEN 1 AND 90),
        ADD CONSTRAINT ck_workspaces_quiet_hours CHECK ((quiet_from IS NULL) = (quiet_to IS NULL) AND quiet_from <> quiet_to)
    `);
    await queryRunner.query(`
      ALTER TABLE campaigns
        ADD COLUMN on_cap text NOT NULL DEFAULT 'skip',
        ADD COLUMN on_quiet_hours text NOT NULL DEFAULT 'defer',
        ADD CONSTRAINT ck_campaigns_on_cap CHECK (on_cap IN ('skip', 'defer', 'ignore')),
        ADD CONSTRAINT ck_campaigns_on_quiet_hours CHECK (on_quiet_hours IN ('skip', 'defer', 'ignore'))
    `);
    // Programs and PostgreSQL do not know exactly the same zones; one that is unknown here must not stop a batch.
    await queryRunner.query(`
      CREATE FUNCTION known_zone(zone text, otherwise text) RETURNS text LANGUAGE plpgsql STABLE AS $$
      BEGIN
        PERFORM now() AT TIME ZONE zone;
        RETURN coalesce(zone, otherwise);
      EXCEPTION WHEN invalid_parameter_value THEN
        RETURN otherwise;
      END $$
    `);
    await queryRunner.query(`
      CREATE FUNCTION quiet_until(moment timestamptz, zone text, quiet_from time, quiet_to time) RETURNS timestamptz
      LANGUAGE sql STABLE STRICT
      RETURN (
        SELECT CASE WHEN CASE WHEN quiet_from < quiet_to THEN clock >= quiet_from AND clock < quiet_to
                              ELSE clock >= quiet_from OR clock < quiet_to END
          THEN local_instant(CASE WHEN clock < quiet_to THEN today ELSE today + 1 END + quiet_to, zone) END
        FROM (SELECT (moment AT TIME ZONE zone)::time AS clock, (moment AT TIME ZONE zone)::date AS today) AS wall)
    `);
    await queryRunner.query(`
      COMMENT ON FUNCTION quiet_until IS 'When the quiet hours end in which the moment lies there; null when it lies in none'
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION quiet_until(timestamptz, text, time, time)');
    await queryRunner.query('DROP FUNCTION known_zone(text, text)');
    await queryRunner.query(`
      ALTER TABLE campaigns DROP CONSTRAINT ck_campaigns_on_quiet_hours, DROP CONSTRAINT ck_campaigns_on_cap,
        DROP COLUMN on_quiet_hours, DROP COLUMN on_cap
    `);
    await queryRunner.query(`
      ALTER TABLE workspaces DROP CONSTRAINT ck_workspaces_quiet_hours, DROP CONSTRAINT ck_workspaces_cap,
        DROP COLUMN quiet_to, DROP COLUMN quiet_from, DROP COLUMN cap_days, DROP COLUMN cap_emails
    `);
  }
}
