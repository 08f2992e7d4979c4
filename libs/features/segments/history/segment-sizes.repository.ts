import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SegmentDay } from './segment-history';

const DAYS = `
  SELECT to_char(d.day, 'YYYY-MM-DD') AS day,
    CASE WHEN z.size IS NOT NULL THEN 'counted' WHEN z.day IS NOT NULL THEN 'not-counted' ELSE 'missing' END AS state,
    z.size, z.mailable, z.entered, z."left", z.counted_at AS "countedAt", z.not_counted AS reason
  FROM generate_series($3::date, $4::date, interval '1 day') AS d (day)
  LEFT JOIN segment_sizes z ON z.workspace_id = $1 AND z.segment_id = $2 AND z.day = d.day::date
  ORDER BY d.day`;

/**
 * Entries and leaves of the tracked segments since the day before yesterday, from their events. A day on which nobody
 * counted gets its row here, except today: that one is still to be counted.
 */
const RECORD_FLOWS = `
  WITH clock AS (
    SELECT w.time_zone AS zone, ($2::timestamptz AT TIME ZONE w.time_zone)::date AS today FROM workspaces w WHERE w.id = $1
  ), flows AS (
    SELECT s.id AS segment_id, (e.occurred_at AT TIME ZONE clock.zone)::date AS day,
      count(*) FILTER (WHERE e.name = 'segment.entered') AS entered,
      count(*) FILTER (WHERE e.name = 'segment.left') AS "left"
    FROM clock, contact_events e JOIN segments s ON s.workspace_id = $1 AND s.id::text = e.properties ->> 'segment'
    WHERE e.workspace_id = $1 AND e.name IN ('segment.entered', 'segment.left') AND e.occurred_at <= $2
      AND e.occurred_at >= (clock.today - 2)::timestamp AT TIME ZONE clock.zone
    GROUP BY 1, 2
  ), missed AS (
    INSERT INTO segment_sizes (workspace_id, segment_id, day, entered, "left", not_counted, counted_at)
    SELECT $1, f.segment_id, f.day, f.entered, f."left", 'Nobody counted on this day.', $2 FROM flows f, clock
    WHERE f.day < clock.today
    ON CONFLICT (segment_id, day) DO NOTHING
  )
  UPDATE segment_sizes z SET
    entered = coalesce((SELECT f.entered FROM flows f WHERE f.segment_id = z.segment_id AND f.day = z.day), 0),
    "left" = coalesce((SELECT f."left" FROM flows f WHERE f.segment_id = z.segment_id AND f.day = z.day), 0)
  FROM clock, segments s
  WHERE z.workspace_id = $1 AND z.day BETWEEN clock.today - 2 AND clock.today
    AND s.workspace_id = $1 AND s.id = z.segment_id AND s.kind = 'tracked'`;

/** Sizes per day in the workspace's zone. `now` says which day it is. */
@Injectable()
export class SegmentSizesRepository {
  constructor(private readonly db: Database) {}

  /** Workspaces that have segments. */
  async workspaces(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>('SELECT DISTINCT workspace_id AS id FROM segments');
    return rows.map((row) => row.id);
  }

  /** Segments of which today's size is neither known nor given up, oldest first. */
  async uncounted(workspaceId: string, now: Date): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT s.id FROM segments s JOIN workspaces w ON w.id = s.workspace_id
       WHERE s.workspace_id = $1 AND NOT EXISTS (
         SELECT FROM segment_sizes z
         WHERE z.segment_id = s.id AND z.day = ($2::timestamptz AT TIME ZONE w.time_zone)::date)
       ORDER BY s.id`,
      [workspaceId, now],
    );
    return rows.map((row) => row.id);
  }

  /** A size that is known already stays. */
  async recordNotCounted(
    workspaceId: string,
    { segmentId, reason, now }: { segmentId: string; reason: string; now: Date },
  ): Promise<void> {
    await this.db.execute(
      `INSERT INTO segment_sizes (workspace_id, segment_id, day, not_counted, counted_at)
       SELECT s.workspace_id, s.id, ($4::timestamptz AT TIME ZONE w.time_zone)::date, $3, $4
       FROM segments s JOIN workspaces w ON w.id = s.workspace_id WHERE s.workspace_id = $1 AND s.id = $2
       ON CONFLICT (segment_id, day) DO NOTHING`,
      [workspaceId, segmentId, reason, now],
    );
  }

  async recordFlows(workspaceId: string, now: Date): Promise<void> {
    await this.db.execute(RECORD_FLOWS, [workspaceId, now]);
  }

  /** One entry for every day, gaps included. */
  async days(
    workspaceId: string,
    { segmentId, from, to }: { segmentId: string; from: string; to: string },
  ): Promise<SegmentDay[]> {
    return this.db.query<SegmentDay>(DAYS, [workspaceId, segmentId, from, to]);
  }

  /** Forgets days and alerts of all workspaces that are older than `days`. Returns how many rows went. */
  async forget(days: number, now: Date): Promise<number> {
    const before = [now, days];
    const alerts = await this.db.execute(
      'DELETE FROM segment_alerts WHERE day < ($1::timestamptz)::date - $2::int',
      before,
    );
    return (
      alerts +
      (await this.db.execute(
        'DELETE FROM segment_sizes WHERE day < ($1::timestamptz)::date - $2::int',
        before,
      ))
    );
  }
}
