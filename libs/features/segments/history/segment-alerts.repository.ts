import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SegmentAlert } from '../segment';
import { JUMP } from './segment-history';

/** An alert that was raised just now. */
export interface RaisedAlert {
  segmentId: string;
  name: string;
  day: string;
  size: number;
  usualSize: number;
}

/**
 * Compares today's sizes with the usual ones (`JUMP` says how), all segments of a workspace at once. Counting again on
 * the same day corrects the alert of that day, or takes it back.
 */
const RAISE = `
  WITH today AS (
    SELECT z.segment_id, z.day, z.size, s.name, s.tree_changed_at
    FROM segment_sizes z
    JOIN workspaces w ON w.id = z.workspace_id AND z.day = ($2::timestamptz AT TIME ZONE w.time_zone)::date
    JOIN segments s ON s.id = z.segment_id
    WHERE z.workspace_id = $1 AND z.size IS NOT NULL
  ), usual AS (
    SELECT t.segment_id, count(*) AS days, percentile_cont(0.5) WITHIN GROUP (ORDER BY b.size)::numeric AS size
    FROM today t CROSS JOIN LATERAL (
      SELECT z.size FROM segment_sizes z
      WHERE z.segment_id = t.segment_id AND z.day < t.day AND z.size IS NOT NULL AND z.counted_at >= t.tree_changed_at
        AND z.day >= coalesce((SELECT max(a.day) FROM segment_alerts a WHERE a.segment_id = t.segment_id AND a.day < t.day),
          '-infinity')
      ORDER BY z.day DESC LIMIT $3) b
    GROUP BY t.segment_id
  ), jumps AS (
    SELECT t.segment_id, t.name, t.day, t.size, u.size AS usual_size FROM today t JOIN usual u USING (segment_id)
    WHERE u.days >= $4 AND abs(t.size - u.size) > greatest($5::numeric * u.size, $6)
  ), taken_back AS (
    DELETE FROM segment_alerts a USING today t
    WHERE a.segment_id = t.segment_id AND a.day = t.day AND a.dismissed_at IS NULL
      AND NOT EXISTS (SELECT FROM jumps j WHERE j.segment_id = a.segment_id)
  ), corrected AS (
    UPDATE segment_alerts a SET size = j.size, usual_size = j.usual_size FROM jumps j
    WHERE a.segment_id = j.segment_id AND a.day = j.day
  ), raised AS (
    INSERT INTO segment_alerts (workspace_id, segment_id, day, size, usual_size, raised_at)
    SELECT $1, j.segment_id, j.day, j.size, j.usual_size, $2 FROM jumps j
    ON CONFLICT (segment_id, day) DO NOTHING RETURNING segment_id
  )
  SELECT j.segment_id AS "segmentId", j.name, to_char(j.day, 'YYYY-MM-DD') AS day, j.size,
    j.usual_size::float8 AS "usualSize"
  FROM raised r JOIN jumps j USING (segment_id)`;

@Injectable()
export class SegmentAlertsRepository {
  constructor(private readonly db: Database) {}

  /** Returns the alerts that are new. */
  async raise(workspaceId: string, now: Date): Promise<RaisedAlert[]> {
    const { days, leastDays, share, contacts } = JUMP;
    return this.db.query<RaisedAlert>(RAISE, [workspaceId, now, days, leastDays, share, contacts]);
  }

  /** The newest alert of each segment that nobody dismissed. */
  async open(workspaceId: string, segmentIds: readonly string[]): Promise<Map<string, SegmentAlert>> {
    const rows = await this.db.query<SegmentAlert & { segmentId: string }>(
      `SELECT DISTINCT ON (segment_id) segment_id AS "segmentId", to_char(day, 'YYYY-MM-DD') AS day, size,
         usual_size::float8 AS "usualSize", raised_at AS "raisedAt"
       FROM segment_alerts
       WHERE workspace_id = $1 AND segment_id = ANY($2::uuid[]) AND dismissed_at IS NULL
       ORDER BY segment_id, day DESC`,
      [workspaceId, segmentIds],
    );
    return new Map(rows.map(({ segmentId, ...alert }) => [segmentId, alert]));
  }

  /** Dismisses all alerts of a segment; returns how many were open. */
  async dismiss(workspaceId: string, segmentId: string): Promise<number> {
    return this.db.execute(
      `UPDATE segment_alerts SET dismissed_at = now()
       WHERE workspace_id = $1 AND segment_id = $2 AND dismissed_at IS NULL`,
      [workspaceId, segmentId],
    );
  }
}
