import { Injectable } from '@nestjs/common';
import { whyNotMailableJoins } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database, isStatementTimeout } from '@platform/database';
import type { Campaign, LeftOut, LeftOutReason } from '../campaign';
import { audienceTimeout } from '../campaigns.errors';
import type { ZoneInstant } from '../local-time/local-time';
import type { AudienceGroups } from './audience-groups';

/** What tells people of an audience apart. */
interface Told {
  variantSql: string;
  zoneSql: string;
}

/**
 * Who matches now, and why somebody of them may not be mailed. $1 workspace, $2 topic, $3… values of the audience and then of
 * the groups. One statement, so one snapshot: the moment at which the audience is fixed. A temporary table rather than a
 * WITH clause, because PostgreSQL reads in parallel only where nothing is modified.
 */
const matchAudience = (audience: CompiledAudience, { variantSql, zoneSql }: Told): string => {
  const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
  return `
    CREATE TEMPORARY TABLE matched_audience ON COMMIT DROP AS
    SELECT c.id, CASE WHEN ${audience.exclude} THEN 'excluded' ELSE ${why} END AS obstacle,
      ${variantSql} AS variant, ${zoneSql} AS zone
    FROM contacts c
    ${joins}
    WHERE c.workspace_id = $1::uuid AND (${audience.include})`;
};

/** People of the first chunk of each group: one batch, so that mail goes out before the rest is written. */
export const FIRST_CHUNK = 500;
/** People of the others. Writing their deliveries takes a tenth of a second, which is how long others may have to wait. */
const CHUNK = 10_000;

/**
 * Everybody without an obstacle, numbered from 1 in the order in which they are due, in chunks that mix neither variants nor
 * times; zones with the same time are one. Answers how many there are by obstacle; null is the audience. $1 workspace,
 * $2 campaign, $3 size of first chunks, $4 size of others, $5 whether the rest is held, $6 and $7 variants and their delays in
 * minutes, $8 and $9 zones and their times.
 */
const WRITE_CHUNKS = `
  WITH grouped AS MATERIALIZED (
    SELECT m.obstacle, m.variant, greatest(z.at, now()) AS due_at, array_agg(m.id) FILTER (WHERE m.obstacle IS NULL) AS ids,
      count(*)::integer AS size
    FROM matched_audience m LEFT JOIN unnest($8::text[], $9::timestamptz[]) AS z (zone, at) ON z.zone = m.zone
    GROUP BY m.obstacle, m.variant, greatest(z.at, now())
  ), timed AS (
    SELECT g.ids, g.size, g.variant,
      CASE WHEN g.variant IS NULL AND $5 THEN 'infinity' ELSE g.due_at + make_interval(mins => coalesce(d.minutes, 0)) END AS due_at
    FROM grouped g LEFT JOIN unnest($6::text[], $7::integer[]) AS d (variant, minutes) ON d.variant = g.variant
    WHERE g.obstacle IS NULL
  ), placed AS (
    SELECT *, sum(size) OVER (ORDER BY due_at, variant ROWS UNBOUNDED PRECEDING) - size AS before FROM timed
  ), written AS (
    INSERT INTO audience_chunks (campaign_id, workspace_id, first_seq, last_seq, contact_ids, variant, due_at)
    SELECT $2, $1, before + first, before + last, ids[first : last], variant, due_at
    FROM placed CROSS JOIN LATERAL (
      SELECT 1 AS first, least($3, size) AS last
      UNION ALL SELECT n, least(n + $4 - 1, size) FROM generate_series($3 + 1, size, $4) AS n
    ) slices
  )
  SELECT obstacle, sum(size) AS count FROM grouped GROUP BY obstacle`;

/** What working out an audience may take. A million contacts take seconds. */
const TIMEOUT_MS = 10 * 60_000;
/** Hashes of a million rows need more than the default. */
const MEMORY = { workMemMb: 128, statementMemoryMb: 2048 };

const EVERYBODY_ALIKE: AudienceGroups = { variantSql: 'NULL::text', params: [], restIsHeld: false };

/** Fixes an audience: first who it is, then the chunks that keep it. Only inside a transaction, which makes it all or nothing. */
@Injectable()
export class AudienceSnapshotRepository {
  constructor(private readonly database: Database) {}

  /** False when another transaction is at this campaign's audience. Ours until the transaction ends, however it does. */
  async isOurs(campaignId: string): Promise<boolean> {
    const turn = await this.database.queryOne<{ isOurs: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('resolve-campaign:' || $1, 0)) AS "isOurs"`,
      [campaignId],
    );
    return turn?.isOurs === true;
  }

  /** Evaluates the audience. Locks nothing that others wait for. */
  async take(campaign: Campaign, audience: CompiledAudience, groups: AudienceGroups | null): Promise<void> {
    const { variantSql, params } = groups ?? EVERYBODY_ALIKE;
    await this.database.limit(TIMEOUT_MS, MEMORY);
    // A planner that takes a filter on custom fields for selective would look every subscription up one by one.
    await this.database.query(`SELECT set_config('enable_nestloop', 'off', true)`);
    const values: unknown[] = [campaign.workspaceId, campaign.topicId, ...audience.params, ...params];
    const zoneSql = campaign.localTime === null ? "''" : "coalesce(c.time_zone, '')";
    await this.database
      .execute(matchAudience(audience, { variantSql, zoneSql }), values)
      .catch((error: unknown) => {
        throw isStatementTimeout(error) ? audienceTimeout(TIMEOUT_MS / 60_000) : error;
      });
  }

  /** How many of those whom `take` found get the campaign, by the zone that they have; empty for none. */
  async countZones(): Promise<Map<string, number>> {
    const rows = await this.database.query<{ zone: string; count: number }>(
      'SELECT zone, count(*) AS count FROM matched_audience WHERE obstacle IS NULL GROUP BY zone',
    );
    return new Map(rows.map(({ zone, count }) => [zone, count]));
  }

  /** Writes what `take` found, as chunks. Who is in none of the `zones`, or in one whose time is over, is due now. */
  async keep(
    campaign: Campaign,
    { groups, zones }: { groups: AudienceGroups | null; zones: readonly ZoneInstant[] },
  ): Promise<{ audienceCount: number; leftOut: LeftOut }> {
    const delays = Object.entries<number>(groups?.delayMinutes ?? {});
    const rows = await this.database.query<{ obstacle: LeftOutReason | null; count: number }>(WRITE_CHUNKS, [
      campaign.workspaceId,
      campaign.id,
      FIRST_CHUNK,
      CHUNK,
      groups?.restIsHeld ?? false,
      delays.map(([variant]) => variant),
      delays.map(([, minutes]) => minutes),
      zones.map(({ raw }) => raw),
      zones.map(({ at }) => at),
    ]);
    const kept = { audienceCount: 0, leftOut: {} as LeftOut };
    for (const { obstacle, count } of rows) {
      if (obstacle === null) kept.audienceCount = count;
      else kept.leftOut[obstacle] = count;
    }
    return kept;
  }
}
