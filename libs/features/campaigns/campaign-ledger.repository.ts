import { Injectable } from '@nestjs/common';
import { whyNotMailableJoins } from '@features/consent';
import type { CompiledAudience } from '@features/segments';
import { Database, isStatementTimeout } from '@platform/database';
import type { Campaign, LeftOut } from './campaign';
import { audienceTimeout } from './campaigns.errors';

/**
 * Who matches now, and why somebody of them may not be mailed. $1 workspace, $2 topic, $3… the audience's own values.
 * A temporary table rather than a WITH clause, because PostgreSQL reads in parallel only where nothing is modified.
 */
const matchAudience = (audience: CompiledAudience): string => {
  const { joins, why } = whyNotMailableJoins({ contact: 'c', topic: '$2' });
  return `
    CREATE TEMPORARY TABLE matched_audience ON COMMIT DROP AS
    SELECT c.id, c.email, c.tracking_consent IS TRUE AS tracking,
      CASE WHEN ${audience.exclude} THEN 'excluded' ELSE ${why} END AS obstacle
    FROM contacts c
    ${joins}
    WHERE c.workspace_id = $1::uuid AND (${audience.include})`;
};

/**
 * One delivery for everybody without an obstacle, numbered from 1. $1 workspace, $2 campaign. The ids are one fresh UUID
 * with the number in its last 32 bits (RFC 9562 6.2: a random part and a counter), since half a million calls of
 * `uuidv7()` would be an eighth of the time. 2^30 is added so that there are always eight digits.
 */
const CREATE_DELIVERIES = `
  INSERT INTO deliveries (id, workspace_id, campaign_id, seq, contact_id, email, trackable)
  SELECT (w.stem || to_hex(m.seq + ${2 ** 30}))::uuid, $1::uuid, $2::uuid, m.seq, m.id, m.email,
    m.tracking AND w.tracking_mode = 'individual'
  FROM (SELECT *, row_number() OVER () AS seq FROM matched_audience WHERE obstacle IS NULL) m
  CROSS JOIN (SELECT tracking_mode, left(uuidv7()::text, -8) AS stem FROM workspaces WHERE id = $1::uuid OFFSET 0) w`;

/** What working out an audience may take. A million contacts take seconds. */
const TIMEOUT_MS = 10 * 60_000;
/** Hashes of a million rows need more than the default. */
const MEMORY = { workMemMb: 128, statementMemoryMb: 2048 };

/** Writes a campaign's audience into the ledger. Only inside a transaction, which makes it all or nothing. */
@Injectable()
export class CampaignLedgerRepository {
  constructor(private readonly database: Database) {}

  async fill(
    campaign: Campaign,
    audience: CompiledAudience,
  ): Promise<{ audienceCount: number; leftOut: LeftOut }> {
    await this.database.limit(TIMEOUT_MS, MEMORY);
    // A planner that takes a filter on custom fields for selective would look every subscription up one by one.
    await this.database.query(`SELECT set_config('enable_nestloop', 'off', true)`);
    const values = [campaign.workspaceId, campaign.topicId, ...audience.params];
    await this.database.execute(matchAudience(audience), values).catch((error: unknown) => {
      throw isStatementTimeout(error) ? audienceTimeout(TIMEOUT_MS / 60_000) : error;
    });
    const rows = await this.database.query<{ obstacle: string; count: number }>(
      'SELECT obstacle, count(*) AS count FROM matched_audience WHERE obstacle IS NOT NULL GROUP BY obstacle',
    );
    await this.database.query(`SELECT set_config('enable_nestloop', 'on', true)`);
    const audienceCount = await this.database.execute(CREATE_DELIVERIES, [campaign.workspaceId, campaign.id]);
    return {
      audienceCount,
      leftOut: Object.fromEntries(rows.map(({ obstacle, count }) => [obstacle, count])),
    };
  }
}
