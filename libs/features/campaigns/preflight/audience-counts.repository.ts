import { Injectable } from '@nestjs/common';
import { whyNotMailableJoins } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database } from '@platform/database';
import type { LeftOut } from '../campaign';
import { missingValueSql } from './merge-value-sql';

/** Who a campaign would reach now. */
export interface AudienceCounts {
  /** People who match and may be mailed. */
  audience: number;
  /** People who match and would get nothing, by reason. */
  leftOut: LeftOut;
  /** Domains of the addresses with the most people, at most 100. */
  domains: { domain: string; count: number }[];
  /** People whose values were looked at: all, or about so many drawn by a hash of their id. */
  sampled: number;
  /** Of them: people without a value, by merge field. Fields that are nobody's in particular are missing here. */
  missing: Record<string, number>;
  /** Whom to try the message on: one of those with the fewest values, and one of those with the most. */
  examples: string[];
}

export interface AudienceQuestion {
  topicId: string;
  /** Its placeholders start at `$3`. */
  audience: CompiledAudience;
  /** Merge fields: `contact.firstName`. */
  fields: readonly string[];
}

/** Up to so many contacts, everybody's values are looked at. */
export const SAMPLE_ABOVE = 100_000;
const MOST_DOMAINS = 100;

/** Reads a workspace's audience once, without writing anything. */
@Injectable()
export class AudienceCountsRepository {
  constructor(private readonly database: Database) {}

  async count(workspaceId: string, { topicId, audience, fields }: AudienceQuestion): Promise<AudienceCounts> {
    const total = await this.database.queryOne<{ count: number }>(
      'SELECT count(*) AS count FROM contacts WHERE workspace_id = $1',
      [workspaceId],
    );
    const values: unknown[] = [workspaceId, topicId, ...audience.params];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const asked = fields.flatMap((path) => {
      const sql = missingValueSql(path, bind);
      return sql === null ? [] : [{ path, sql }];
    });
    const oneOf = Math.ceil((total?.count ?? 0) / SAMPLE_ABOVE) || 1;
    const isSampled = oneOf === 1 ? 'true' : `(uuid_hash(c.id) & 2147483647) % ${oneOf} = 0`;
    // A planner that takes a filter on custom fields for selective would look every subscription up one by one.
    await this.database.query(`SELECT set_config('enable_nestloop', 'off', true)`);
    const row = await this.database.queryOne<AnswerRow>(question(audience, { asked, isSampled }), values);
    return toCounts(row, asked);
  }
}

interface AnswerRow {
  reasons: LeftOut & { ''?: number };
  domains: AudienceCounts['domains'];
  sampled: number;
  missing: number[] | null;
  fewest: string | null;
  most: string | null;
}

/**
 * One pass over the contacts, in parallel where the planner likes: everything is added up by reason and domain at once, so
 * that no row of the million is kept. `fewest` and `most`: ids of those with the fewest and the most values.
 */
function question(
  audience: CompiledAudience,
  { asked, isSampled }: { asked: readonly { sql: string }[]; isSampled: string },
): string {
  const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
  const flags = asked.map(({ sql }, index) => `, CASE WHEN ${isSampled} THEN (${sql}) END AS m${index}`);
  const sums = asked.map((_, index) => `, count(*) FILTER (WHERE m${index}) AS m${index}`);
  const known = asked.map((_, index) => `(NOT m${index})::integer`).join(' + ') || '0';
  const person = `lpad((${known})::text, 4, '0') || id`;
  const companies = asked.some(({ sql }) => sql.includes('co.'))
    ? 'LEFT JOIN companies co ON co.workspace_id = c.workspace_id AND co.id = c.company_id'
    : '';
  const missing = asked.map((_, index) => `coalesce(sum(m${index}), 0)`);
  return `
    WITH counted AS MATERIALIZED (
      SELECT obstacle, domain, count(*) AS count, count(*) FILTER (WHERE is_sampled) AS sampled${sums.join('')},
        min(${person}) FILTER (WHERE is_sampled) AS fewest, max(${person}) FILTER (WHERE is_sampled) AS most
      FROM (
        SELECT c.id, lower(split_part(c.email, '@', 2)) AS domain, ${isSampled} AS is_sampled,
          CASE WHEN ${audience.exclude} THEN 'excluded' ELSE ${why} END AS obstacle${flags.join('')}
        FROM contacts c
        ${joins}
        ${companies}
        WHERE c.workspace_id = $1::uuid AND (${audience.include})
      ) matched
      GROUP BY obstacle, domain
    ), mailed AS (
      SELECT * FROM counted WHERE obstacle IS NULL
    )
    SELECT
      (SELECT coalesce(jsonb_object_agg(coalesce(obstacle, ''), count), '{}')
        FROM (SELECT obstacle, sum(count) AS count FROM counted GROUP BY obstacle) r) AS reasons,
      (SELECT coalesce(json_agg(d), '[]') FROM (
        SELECT domain, count FROM mailed ORDER BY count DESC, domain LIMIT ${MOST_DOMAINS}) d) AS domains,
      (SELECT coalesce(sum(sampled), 0) FROM mailed) AS sampled,
      ${missing.length === 0 ? 'NULL' : `(SELECT ARRAY[${missing.join(', ')}] FROM mailed)`} AS missing,
      (SELECT substr(min(fewest), 5) FROM mailed) AS fewest, (SELECT substr(max(most), 5) FROM mailed) AS most`;
}

function toCounts(row: AnswerRow | null, asked: readonly { path: string }[]): AudienceCounts {
  const { '': audience = 0, ...leftOut } = row?.reasons ?? {};
  const missing = asked.map(({ path }, index) => [path, Number(row?.missing?.[index] ?? 0)] as const);
  return {
    audience,
    leftOut,
    domains: row?.domains ?? [],
    sampled: row?.sampled ?? 0,
    missing: Object.fromEntries(missing),
    examples: [...new Set([row?.fewest, row?.most].filter((id) => typeof id === 'string'))],
  };
}
