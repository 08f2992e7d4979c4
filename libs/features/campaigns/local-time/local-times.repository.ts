import { Injectable } from '@nestjs/common';
import { whyNotMailableJoins } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database } from '@platform/database';
import type { Campaign } from '../campaign';
import type { ZoneCount, ZoneInstant } from './local-time';

/** Where the parameters of an audience start. $1 workspace, $2 topic. */
export const FIRST_AUDIENCE_PARAM = 3;

/**
 * When it is a local time in zones, as contacts have them. Names are those that PostgreSQL has, in any case; offsets and
 * abbreviations, which it would take for zones too, are none. $1 workspace, $2 local time, $3 zones.
 */
const INSTANTS = `
  WITH names AS MATERIALIZED (
    SELECT DISTINCT ON (lower(name)) name, lower(name) AS key FROM pg_timezone_names ORDER BY lower(name), name
  ), own AS (
    SELECT coalesce(n.name, 'UTC') AS name FROM workspaces w LEFT JOIN names n ON n.key = lower(w.time_zone) WHERE w.id = $1
  ), zones AS (
    SELECT z.raw, n.name IS NOT NULL AS known, coalesce(n.name, own.name) AS name
    FROM unnest($3::text[]) AS z (raw) CROSS JOIN own LEFT JOIN names n ON n.key = lower(z.raw)
  )
  SELECT raw, known AS "isKnown", name AS zone, local_instant($2::timestamp, name) AS at FROM zones`;

/**
 * Campaigns whose time may be about to come somewhere, each once a minute and by one sweep only. UTC+14 is where every day
 * begins.
 */
const TAKE_CHECKS = `
  UPDATE campaigns k SET zones_checked_at = now()
  FROM (
    SELECT id FROM campaigns
    WHERE status = 'scheduled' AND local_time IS NOT NULL AND scheduled_at > now()
      AND now() > (local_time AT TIME ZONE 'Etc/GMT-14') - interval '10 minutes'
      AND coalesce(zones_checked_at, '-infinity') < now() - interval '1 minute'
    LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
  ) due
  WHERE k.id = due.id
  RETURNING k.id, k.workspace_id AS "workspaceId", to_char(k.local_time, 'YYYY-MM-DD"T"HH24:MI') AS "localTime"`;

/** A promise that may have to be kept earlier. */
export interface ZoneCheck {
  id: string;
  workspaceId: string;
  localTime: string;
}

/** SQL on time zones of contacts, and on `campaign_zones`. */
@Injectable()
export class LocalTimesRepository {
  constructor(private readonly database: Database) {}

  /** One answer for each of `zones`, which may be no zones. */
  async instants(workspaceId: string, localTime: string, zones: readonly string[]): Promise<ZoneInstant[]> {
    return this.database.query<ZoneInstant>(INSTANTS, [workspaceId, localTime, zones]);
  }

  /** Every zone that a contact has, and empty for none. Reads all contacts: a third of a second for a million. */
  async zonesOfContacts(workspaceId: string): Promise<string[]> {
    const rows = await this.database.query<{ zone: string }>(
      `SELECT DISTINCT coalesce(time_zone, '') AS zone FROM contacts WHERE workspace_id = $1`,
      [workspaceId],
    );
    return rows.map(({ zone }) => zone);
  }

  /** How many people would get a campaign now, by their zones. Needs a transaction. */
  async countAudience(
    { workspaceId, topicId }: Campaign,
    audience: CompiledAudience,
  ): Promise<Map<string, number>> {
    await this.database.query(`SELECT set_config('enable_nestloop', 'off', true)`);
    const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
    const rows = await this.database.query<{ zone: string; count: number }>(
      `SELECT coalesce(c.time_zone, '') AS zone, count(*) AS count FROM contacts c ${joins}
       WHERE c.workspace_id = $1::uuid AND (${audience.include}) AND NOT (${audience.exclude}) AND (${why}) IS NULL
       GROUP BY 1`,
      [workspaceId, topicId, ...audience.params],
    );
    await this.database.query(`SELECT set_config('enable_nestloop', 'on', true)`);
    return new Map(rows.map(({ zone, count }) => [zone, count]));
  }

  /** Keeps what a local time meant when the audience was fixed. */
  async keep({ workspaceId, id }: Campaign, zones: readonly ZoneCount[]): Promise<void> {
    const column = (name: keyof ZoneCount): unknown[] => zones.map((zone) => zone[name]);
    await this.database.execute(
      `INSERT INTO campaign_zones (campaign_id, workspace_id, time_zone, local_time_at, contact_count, unknown_count)
       SELECT $1, $2, * FROM unnest($3::text[], $4::timestamptz[], $5::integer[], $6::integer[])`,
      [id, workspaceId, column('zone'), column('at'), column('contacts'), column('unknown')],
    );
  }

  /** What `keep` kept. */
  async findKept(workspaceId: string, campaignId: string): Promise<ZoneCount[]> {
    return this.database.query<ZoneCount>(
      `SELECT z.time_zone AS zone, z.local_time_at AS at, z.contact_count AS contacts, z.unknown_count AS unknown,
         z.local_time_at < k.resolved_at - interval '1 minute' AS "hasPassed"
       FROM campaign_zones z JOIN campaigns k ON k.id = z.campaign_id
       WHERE z.workspace_id = $1 AND z.campaign_id = $2`,
      [workspaceId, campaignId],
    );
  }

  /** For a sweep, which serves every workspace. */
  async takeChecks(limit: number): Promise<ZoneCheck[]> {
    return this.database.query<ZoneCheck>(TAKE_CHECKS, [limit]);
  }

  /** Moves what is still scheduled for the same local time to an earlier moment; false when there was nothing to move. */
  async bringForward({ id, workspaceId, localTime }: ZoneCheck, at: Date): Promise<boolean> {
    const moved = await this.database.execute(
      `UPDATE campaigns SET scheduled_at = $4
       WHERE workspace_id = $1 AND id = $2 AND status = 'scheduled' AND local_time = $3::timestamp AND scheduled_at > $4`,
      [workspaceId, id, localTime, at],
    );
    return moved > 0;
  }
}
