import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { TrackingFacts, TrackingStage } from './tracking-stage';

/** A tracked segment with the state of its upkeep. */
export interface TrackedRow extends TrackingFacts {
  segmentId: string;
  name: string;
  tree: unknown;
  /** The last contact that the refresh under way has reached. */
  refreshedUpTo: string | null;
  /** When everybody had been evaluated for the first time; null before that, and then nothing is an event. */
  baselineAt: Date | null;
}

export interface TrackingStatus {
  stage: TrackingStage;
  baselineAt: Date | null;
  evaluatedAt: Date | null;
  failure: string | null;
}

const LIST = `
  SELECT t.segment_id AS "segmentId", s.name, s.tree, t.stage, t.meaning, t.refreshed_up_to AS "refreshedUpTo",
    t.baseline_at AS "baselineAt", t.refreshed_at AS "refreshedAt", nullif(t.check_at, '-infinity') AS "checkAt",
    coalesce(pg_snapshot_xmin(pg_current_snapshot()) >= t.writers_before, false) AS "isSettled"
  FROM segment_tracking t JOIN segments s ON s.workspace_id = t.workspace_id AND s.id = t.segment_id
  WHERE t.workspace_id = $1 ORDER BY t.segment_id`;

const WITH_WORK = `
  SELECT t.workspace_id AS "workspaceId" FROM segment_tracking t
  WHERE t.check_at <= coalesce($1::timestamptz, now()) OR t.stage IN ('new', 'watching', 'settling', 'refreshing', 'checking')
    OR EXISTS (SELECT FROM changed_contacts q WHERE q.workspace_id = t.workspace_id)
    OR (t.stage = 'following' AND EXISTS (
      SELECT FROM segment_memberships m WHERE m.segment_id = t.segment_id AND m.next_flip_at <= coalesce($1::timestamptz, now())))
  GROUP BY t.workspace_id ORDER BY t.workspace_id`;

/** The state of the upkeep, one row per tracked segment. Rows come and go with the kind of the segment, by trigger. */
@Injectable()
export class SegmentTrackingRepository {
  constructor(private readonly db: Database) {}

  /** Workspaces in which somebody changed, somebody's time has come, or a segment is to be moved on; `now` left out: by the database's clock. */
  async workspacesWithWork(now?: Date): Promise<string[]> {
    const rows = await this.db.query<{ workspaceId: string }>(WITH_WORK, [now ?? null]);
    return rows.map((row) => row.workspaceId);
  }

  /** One upkeep at a time per workspace, until the transaction ends; false when another one is at work. */
  async lock(workspaceId: string): Promise<boolean> {
    const row = await this.db.queryOne<{ isOurs: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('segment-tracking:' || $1, 0)) AS "isOurs"`,
      [workspaceId],
    );
    return row?.isOurs ?? false;
  }

  async list(workspaceId: string): Promise<TrackedRow[]> {
    return this.db.query<TrackedRow>(LIST, [workspaceId]);
  }

  /** As `list`, and keeps every one of them from being deleted, or from ceasing to be tracked, until the transaction ends. */
  async listForUpkeep(workspaceId: string): Promise<TrackedRow[]> {
    return this.db.query<TrackedRow>(`${LIST} FOR KEY SHARE OF t`, [workspaceId]);
  }

  async status(workspaceId: string, segmentId: string): Promise<TrackingStatus | null> {
    return this.db.queryOne<TrackingStatus>(
      `SELECT stage, baseline_at AS "baselineAt", evaluated_at AS "evaluatedAt", failure
       FROM segment_tracking WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId],
    );
  }

  /** Follows another meaning from now on. The triggers know which events to mark once this has been committed. */
  async watch(
    workspaceId: string,
    segmentId: string,
    { meaning, events }: { meaning: string; events: readonly string[] },
  ): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET stage = 'watching', meaning = $3, watched_events = $4, writers_before = NULL, failure = NULL
       WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId, meaning, events],
    );
  }

  /**
   * Remembers who is writing at this moment. `watch` has been committed, so every transaction that could have missed it
   * has a lower number than the next one to be given out.
   */
  async settle(workspaceId: string, segmentId: string): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET stage = 'settling', writers_before = pg_snapshot_xmax(pg_current_snapshot())
       WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId],
    );
  }

  async startRefresh(
    workspaceId: string,
    segmentId: string,
    stage: 'refreshing' | 'checking',
  ): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET stage = $3, refreshed_up_to = NULL WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId, stage],
    );
  }

  /** The refresh has reached this contact; null: everybody. */
  async refreshedUpTo(
    workspaceId: string,
    segmentId: string,
    { contactId, now }: { contactId: string | null; now: Date },
  ): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET refreshed_up_to = $3,
         stage = CASE WHEN $3::uuid IS NULL THEN 'following' ELSE stage END,
         baseline_at = CASE WHEN $3::uuid IS NULL THEN coalesce(baseline_at, $4) ELSE baseline_at END,
         refreshed_at = CASE WHEN $3::uuid IS NULL THEN $4 ELSE refreshed_at END
       WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId, contactId, now],
    );
  }

  /** Its members stay as they are until it is sound again. */
  async freeze(workspaceId: string, segmentId: string): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET stage = 'broken' WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId],
    );
  }

  /** As `freeze`, for a statement that PostgreSQL refused; it is tried again at `retryAt`. */
  async setAside(
    workspaceId: string,
    segmentId: string,
    { failure, retryAt }: { failure: string; retryAt: Date },
  ): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET stage = 'failed', failure = $3, check_at = $4 WHERE workspace_id = $1 AND segment_id = $2`,
      [workspaceId, segmentId, failure, retryAt],
    );
  }

  /** All trees have been looked at; memberships of the segments that are followed are as of `now`, if `isUpToDate`. */
  async checked(
    workspaceId: string,
    { now, checkAt, isUpToDate }: { now: Date; checkAt: Date; isUpToDate: boolean },
  ): Promise<void> {
    await this.db.execute(
      `UPDATE segment_tracking SET check_at = CASE stage WHEN 'failed' THEN check_at ELSE $3 END,
         evaluated_at = CASE WHEN $4 AND stage IN ('following', 'checking') THEN $2 ELSE evaluated_at END
       WHERE workspace_id = $1`,
      [workspaceId, now, checkAt, isUpToDate],
    );
  }
}
