import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audience as a resolve fixes it, and sending at a local time. A chunk is people whose deliveries are not written yet:
 * ids in sending order, in one row for thousands, because a million rows take longer than anybody wants to wait for the
 * first mail. Whoever writes their deliveries deletes the chunk in the same transaction.
 */
export class CreateAudienceChunks1795392002300 implements MigrationInterface {
  readonly name = 'CreateAudienceChunks1795392002300';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE audience_chunks (
        campaign_id uuid NOT NULL,
        workspace_id uuid NOT NULL,
        first_seq integer NOT NULL,
        last_seq integer NOT NULL,
        contact_ids uuid[] NOT NULL,
        variant text,
        due_at timestamptz NOT NULL,
        CONSTRAINT pk_audience_chunks PRIMARY KEY (campaign_id, first_seq),
        CONSTRAINT fk_audience_chunks_campaign FOREIGN KEY (workspace_id, campaign_id)
          REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE,
        CONSTRAINT ck_audience_chunks_range CHECK (last_seq - first_seq + 1 = cardinality(contact_ids)),
        CONSTRAINT ck_audience_chunks_variant CHECK (variant IN ('a', 'b', 'c', 'd'))
      )
    `);
    // Ids do not compress; trying to would cost more than writing them.
    await queryRunner.query('ALTER TABLE audience_chunks ALTER contact_ids SET STORAGE EXTERNAL');
    await createLocalTimes(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION local_instant(timestamp, text)');
    await queryRunner.query('DROP TABLE campaign_zones');
    await queryRunner.query('ALTER TABLE campaigns DROP COLUMN zones_checked_at, DROP COLUMN local_time');
    await queryRunner.query('DROP TABLE audience_chunks');
  }
}

async function createLocalTimes(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(
    'ALTER TABLE campaigns ADD COLUMN local_time timestamp, ADD COLUMN zones_checked_at timestamptz',
  );
  // Who got the campaign in which zone; of them without a zone of their own, who are counted in the workspace's.
  await queryRunner.query(`
    CREATE TABLE campaign_zones (
      campaign_id uuid NOT NULL,
      workspace_id uuid NOT NULL,
      time_zone text NOT NULL,
      local_time_at timestamptz NOT NULL,
      contact_count integer NOT NULL,
      unknown_count integer NOT NULL,
      CONSTRAINT pk_campaign_zones PRIMARY KEY (campaign_id, time_zone),
      CONSTRAINT fk_campaign_zones_campaign FOREIGN KEY (workspace_id, campaign_id)
        REFERENCES campaigns (workspace_id, id) ON DELETE CASCADE,
      CONSTRAINT ck_campaign_zones_counts CHECK (contact_count > 0 AND unknown_count BETWEEN 0 AND contact_count)
    )
  `);
  // AT TIME ZONE alone takes the second of two and, in a gap, the moment as if the clock had not been put forward.
  await queryRunner.query(`
    CREATE FUNCTION local_instant(wanted timestamp, zone text) RETURNS timestamptz LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN CASE
      WHEN (wanted AT TIME ZONE zone) AT TIME ZONE zone = wanted
        AND ((wanted AT TIME ZONE zone) - interval '24 hours') AT TIME ZONE zone = wanted - interval '24 hours'
      THEN wanted AT TIME ZONE zone
      ELSE (SELECT min(t)
        FROM generate_series((wanted AT TIME ZONE zone) - interval '24 hours', wanted AT TIME ZONE zone, interval '1 minute') AS t
        WHERE t AT TIME ZONE zone >= wanted) END
  `);
  await queryRunner.query(`
    COMMENT ON FUNCTION local_instant IS
      'The first instant at which clocks in the zone show the wanted time (whole minutes) or have jumped over it'
  `);
}
