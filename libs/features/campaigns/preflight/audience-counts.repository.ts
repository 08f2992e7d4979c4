import { Injectable } from '@nestjs/common';
import { whyNotMailableJoins } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database } from '@platform/database';
import { missingValueSql } from './merge-value-sql';

/** Who a campaign would reach now. */
export interface AudienceCounts {
  /** People who match and may be mailed. */
  audience: number;
  /** People who match and would get nothing, by reason. */
  leftOut: Record<string, number>;
  /** Domains of the addresses with the most people, at most 100. */
  domains: { domain: string; count: number }[];
  /** People whose values were looked at: all, or about so many drawn by a hash of their id. */
  sampled: number;
  /** Of them: people without a value, by merge field. Fields that are nobody's in particular are missing here. */
  missing: Record<string, number>;
  /** Up to four people to try the message on: those with the most values, and those with the fewest. */
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
    const oneOf = bind(Math.ceil((total?.count ?? 0) / SAMPLE_ABOVE) || 1);
    // A planner that takes a filter on custom fields for selective would look every subscription up one by one.
    await this.database.query(`SELECT set_config('enable_nestloop', 'off', true)`);
    const row = await this.database.queryOne<AnswerRow>(question(audience, asked, oneOf), values);
    return toCounts(row, asked);
  }
}

interface AnswerRow {
  reasons: Record<string, number>;
  domains: AudienceCounts['domains'];
  sampled: number;
  missing: number[] | null;
  examples: string[];
}

function question(audience: CompiledAudience, asked: readonly { sql: string }[], oneOf: string): string {
  const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
  const flags = asked.map(({ sql }, index) => `CASE WHEN s.is_sampled THEN (${sql}) END AS m${index}`);
  const missing = asked.map((_, index) => `count(*) FILTER (WHERE m${index})`);
  const values = asked.map((_, index) => `(NOT m${index})::integer`).join(' + ') || '0';
  return `
    WITH matched AS MATERIALIZED (
      SELECT c.id, lower(split_part(c.email, '@', 2)) AS domain, s.is_sampled,
        CASE WHEN ${audience.exclude} THEN 'excluded' ELSE ${why} END AS obstacle
        ${flags.map((flag) => `, ${flag}`).join('')}
      FROM contacts c
      CROSS JOIN LATERAL (SELECT (hashtext(c.id::text) & 2147483647) % ${oneOf}::integer = 0 AS is_sampled) s
      ${joins}
      LEFT JOIN companies co ON co.workspace_id = c.workspace_id AND co.id = c.company_id
      WHERE c.workspace_id = $1::uuid AND (${audience.include})
    ), mailed AS (
      SELECT *, ${values} AS known FROM matched WHERE obstacle IS NULL AND is_sampled
    )
    SELECT
      (SELECT coalesce(jsonb_object_agg(coalesce(obstacle, ''), count), '{}')
        FROM (SELECT obstacle, count(*) FROM matched GROUP BY obstacle) r) AS reasons,
      (SELECT coalesce(json_agg(d), '[]') FROM (
        SELECT domain, count(*) FROM matched WHERE obstacle IS NULL GROUP BY domain
        ORDER BY count(*) DESC, domain LIMIT ${MOST_DOMAINS}) d) AS domains,
      (SELECT count(*) FROM mailed) AS sampled,
      ${missing.length === 0 ? 'NULL' : `(SELECT ARRAY[${missing.join(', ')}] FROM mailed)`} AS missing,
      (SELECT coalesce(json_agg(DISTINCT id), '[]') FROM (
        (SELECT id FROM mailed ORDER BY known DESC, id LIMIT 2) UNION ALL (SELECT id FROM mailed ORDER BY known, id LIMIT 2)
      ) e) AS examples`;
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
    examples: row?.examples ?? [],
  };
}
