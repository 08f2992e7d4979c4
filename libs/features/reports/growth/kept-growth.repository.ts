import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import {
  DECISIONS,
  lowestIdSince,
  NEW_CONTACTS,
  type GrowthDay,
  type NewContactsDay,
} from '../workspace/growth.repository';

/** What is kept of a workspace; days as `2026-05-31`. */
export interface GrowthState {
  /** Zone whose days were counted. */
  zone: string;
  /** The workspace's zone now. */
  zoneNow: string;
  /** First day that was not counted for good; null while nothing is kept. */
  countedUntil: string | null;
}

/** Days from the first, in, to `until`, out. */
export interface Days {
  first: string;
  until: string;
}

/** `days` with the moments between which they surely lie. */
export interface DaysToCount extends Days {
  from: Date;
  to: Date;
  zone: string;
}

const DAY = (column: string): string => `to_char(${column}, 'YYYY-MM-DD') AS day`;

/** Sums by day of who came and what people decided. All writing within a transaction that holds the workspace (`hold`). */
@Injectable()
export class KeptGrowthRepository {
  constructor(private readonly db: Database) {}

  /** Makes new workspaces known, and drops the marks of those of whom nothing is kept. */
  async plan(): Promise<void> {
    await this.db.execute(
      `INSERT INTO growth_counts (workspace_id, zone) SELECT id, time_zone FROM workspaces w
       WHERE NOT EXISTS (SELECT FROM growth_counts c WHERE c.workspace_id = w.id) ON CONFLICT DO NOTHING`,
    );
    await this.db.execute(
      `DELETE FROM growth_marks m WHERE NOT EXISTS (
         SELECT FROM growth_counts c WHERE c.workspace_id = m.workspace_id AND c.counted_until IS NOT NULL)`,
    );
  }

  async due(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      'SELECT workspace_id AS id FROM growth_counts WHERE next_at <= clock_timestamp() ORDER BY next_at',
    );
    return rows.map(({ id }) => id);
  }

  /** Null when another worker has the workspace, or had it a moment ago. */
  async hold(workspaceId: string): Promise<GrowthState | null> {
    const lock = await this.db.queryOne<{ isMine: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('growth:' || $1::text, 0)) AS "isMine"`,
      [workspaceId],
    );
    if (!lock?.isMine) return null;
    return this.db.queryOne<GrowthState>(
      `SELECT c.zone, w.time_zone AS "zoneNow", to_char(c.counted_until, 'YYYY-MM-DD') AS "countedUntil"
       FROM growth_counts c JOIN workspaces w ON w.id = c.workspace_id
       WHERE c.workspace_id = $1 AND c.next_at <= clock_timestamp()`,
      [workspaceId],
    );
  }

  async hasContacts(workspaceId: string, count: number): Promise<boolean> {
    const row = await this.db.queryOne(
      'SELECT 1 AS one FROM contacts WHERE workspace_id = $1 OFFSET $2 LIMIT 1',
      [workspaceId, Math.max(0, count - 1)],
    );
    return row !== null;
  }

  /** Nothing is kept until the workspace has grown; looked at again after `againMs`. */
  async giveUp(workspaceId: string, againMs: number): Promise<void> {
    await this.clear(workspaceId);
    await this.db.execute(
      `UPDATE growth_counts SET counted_until = NULL, is_complete = false, next_at = clock_timestamp() + $2 * interval '1 millisecond'
       WHERE workspace_id = $1`,
      [workspaceId, againMs],
    );
  }

  /** Begins with the first day on which anything happened. */
  async begin(workspaceId: string, zone: string): Promise<void> {
    await this.clear(workspaceId);
    await this.db.execute(
      `UPDATE growth_counts SET zone = $2, is_complete = false, counted_until = (coalesce(least(
         (SELECT min(created_at) FROM contacts WHERE workspace_id = $1),
         (SELECT min(occurred_at) FROM consent_records WHERE workspace_id = $1 AND action IN ('subscribed', 'confirmed', 'unsubscribed', 'expired')),
         (SELECT min(occurred_at) FROM suppressions WHERE workspace_id = $1)), now()) AT TIME ZONE $2)::date
       WHERE workspace_id = $1`,
      [workspaceId, zone],
    );
  }

  /** Months that changed after they were counted, as `2026-05`, in order. Counting has to follow in a later statement. */
  async takeMarks(workspaceId: string, zone: string): Promise<string[]> {
    const rows = await this.db.query<{ month: string }>(
      `WITH taken AS (DELETE FROM growth_marks WHERE workspace_id = $1 RETURNING at)
       SELECT DISTINCT to_char(at AT TIME ZONE $2, 'YYYY-MM') AS month FROM taken ORDER BY 1`,
      [workspaceId, zone],
    );
    return rows.map(({ month }) => month);
  }

  async count(workspaceId: string, { first, until, from, to, zone }: DaysToCount): Promise<void> {
    for (const table of ['growth_days', 'growth_sources'])
      await this.db.execute(
        `DELETE FROM ${table} WHERE workspace_id = $1 AND day >= $2::date AND day < $3::date`,
        [workspaceId, first, until],
      );
    await this.db.execute(
      `INSERT INTO growth_days (workspace_id, day, subscribed, unsubscribed, suppressed)
       SELECT $1, day::date, subscribed, unsubscribed, suppressed FROM (${DECISIONS}) counted WHERE day >= $5 AND day < $6`,
      [workspaceId, from, to, zone, first, until],
    );
    await this.db.execute(
      `INSERT INTO growth_sources (workspace_id, day, source, new_contacts)
       SELECT $1, day::date, source, "newContacts" FROM (${NEW_CONTACTS}) counted WHERE day >= $6 AND day < $7`,
      [workspaceId, from, to, zone, lowestIdSince(from), first, until],
    );
  }

  /** Counted up to there; more is to come at once. */
  async reached(workspaceId: string, until: string): Promise<void> {
    await this.db.execute('UPDATE growth_counts SET counted_until = $2::date WHERE workspace_id = $1', [
      workspaceId,
      until,
    ]);
  }

  /** All is counted as it was when the transaction began; again after `againMs`. */
  async complete(workspaceId: string, until: string, againMs: number): Promise<void> {
    await this.db.execute(
      `UPDATE growth_counts SET counted_until = $2::date, is_complete = true, counted_at = now(),
         next_at = clock_timestamp() + $3 * interval '1 millisecond'
       WHERE workspace_id = $1`,
      [workspaceId, until, againMs],
    );
  }

  /** Something went wrong; others go on. */
  async postpone(workspaceId: string, againMs: number): Promise<void> {
    await this.db.execute(
      `UPDATE growth_counts SET next_at = clock_timestamp() + $2 * interval '1 millisecond' WHERE workspace_id = $1`,
      [workspaceId, againMs],
    );
  }

  /**
   * When the sums of all days were counted; null when they are not kept, not yet all, by the days of another zone, or so old that days are
   * missing because no worker runs.
   */
  async countedAt(workspaceId: string, zone: string): Promise<Date | null> {
    const row = await this.db.queryOne<{ countedAt: Date }>(
      `SELECT counted_at AS "countedAt" FROM growth_counts WHERE workspace_id = $1 AND zone = $2 AND is_complete AND counted_at > now() - interval '2 hours'`,
      [workspaceId, zone],
    );
    return row?.countedAt ?? null;
  }

  async decisions(workspaceId: string, { first, until }: Days): Promise<GrowthDay[]> {
    return this.db.query<GrowthDay>(
      `SELECT ${DAY('day')}, subscribed, unsubscribed, suppressed FROM growth_days
       WHERE workspace_id = $1 AND day >= $2::date AND day < $3::date`,
      [workspaceId, first, until],
    );
  }

  async newContacts(workspaceId: string, { first, until }: Days): Promise<NewContactsDay[]> {
    return this.db.query<NewContactsDay>(
      `SELECT ${DAY('day')}, source, new_contacts AS "newContacts" FROM growth_sources
       WHERE workspace_id = $1 AND day >= $2::date AND day < $3::date`,
      [workspaceId, first, until],
    );
  }

  private async clear(workspaceId: string): Promise<void> {
    for (const table of ['growth_days', 'growth_sources'])
      await this.db.execute(`DELETE FROM ${table} WHERE workspace_id = $1`, [workspaceId]);
  }
}
