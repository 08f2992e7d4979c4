import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Who of those inside is meant; nothing given: everybody. */
export interface WhichInside {
  /** Only those at this step. */
  step?: string | undefined;
  /** Only those who have been at their step since before this time. */
  stepEnteredBefore?: Date | undefined;
}

/** $5 and $6: `WhichInside`. */
const CHOSEN = `status = 'active' AND ($5::text IS NULL OR step = $5) AND ($6::timestamptz IS NULL OR step_entered_at < $6)`;

/** Ends a whole sequence: one statement, however many are in it. Their mail that is not on its way is taken back with them. */
const END_ALL = `
  WITH ended AS (
    UPDATE enrollments SET status = 'stopped', reason = $3, due_at = NULL, deadline_at = NULL, is_waiting = false, problem = NULL, ended_at = $4
    WHERE workspace_id = $1 AND sequence_id = $2 AND ${CHOSEN}
    RETURNING id, step, visit, version, step_entered_at
  )
  INSERT INTO enrollment_steps (enrollment_id, step, visit, workspace_id, version, entered_at, left_at, outcome)
  SELECT id, step, visit, $1, version, step_entered_at, $4, $3 FROM ended
  RETURNING enrollment_id AS id`;

/**
 * To steps of the same name and kind. They are looked at once more, so that changed waits count from when they began; each step from here on is
 * one that they have not taken yet.
 */
const MOVE_OVER = `
  UPDATE enrollments n SET version = $3, visit = n.visit + 1, due_at = least(n.due_at, $4), deadline_at = NULL
  FROM unnest($5::int[], $6::text[]) AS kept (version, step)
  WHERE n.workspace_id = $1 AND n.sequence_id = $2 AND n.status = 'active' AND n.version = kept.version AND n.step = kept.step`;

/**
 * Puts many at another step, as if they had just arrived there, and logs the step they were in. Who is there already is left alone, unless that step is
 * named. $3 now, $4 the step, $7 the versions that have it, $8 what the log says.
 */
const MOVE_ALL = `
  WITH chosen AS (
    SELECT id, step, visit, version, step_entered_at FROM enrollments
    WHERE workspace_id = $1 AND sequence_id = $2 AND ${CHOSEN} AND version = ANY ($7::int[]) AND ($5::text IS NOT NULL OR step <> $4)
    ORDER BY id FOR UPDATE
  ), logged AS (
    INSERT INTO enrollment_steps (enrollment_id, step, visit, workspace_id, version, entered_at, left_at, outcome, details)
    SELECT id, step, visit, $1, version, step_entered_at, $3, 'moved', $8::jsonb FROM chosen
  )
  UPDATE enrollments n SET step = $4, visit = n.visit + 1, is_waiting = false, step_entered_at = $3, due_at = $3, deadline_at = NULL, problem = NULL
  FROM chosen c WHERE n.id = c.id`;

/** Changes of many passages by somebody's hand. */
@Injectable()
export class DeparturesRepository {
  constructor(private readonly db: Database) {}

  /** Ids of those who were in it. */
  async endAll(
    workspaceId: string,
    sequenceId: string,
    {
      reason,
      now,
      which = {},
    }: { reason: 'stopped' | 'archived'; now: Date; which?: WhichInside | undefined },
  ): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(END_ALL, [
      workspaceId,
      sequenceId,
      reason,
      now,
      which.step ?? null,
      which.stepEnteredBefore ?? null,
    ]);
    return rows.map(({ id }) => id);
  }

  /** Returns how many moved over; those at other steps stay in their version. */
  async moveOver(
    workspaceId: string,
    sequenceId: string,
    {
      version,
      kept,
      now,
    }: { version: number; kept: readonly { version: number; step: string }[]; now: Date },
  ): Promise<number> {
    return this.db.execute(MOVE_OVER, [
      workspaceId,
      sequenceId,
      version,
      now,
      kept.map((one) => one.version),
      kept.map((one) => one.step),
    ]);
  }

  /** Returns how many. */
  async moveAll(
    workspaceId: string,
    sequenceId: string,
    {
      to,
      which,
      versions,
      by,
      now,
    }: { to: string; which: WhichInside; versions: readonly number[]; by: string; now: Date },
  ): Promise<number> {
    return this.db.execute(MOVE_ALL, [
      workspaceId,
      sequenceId,
      now,
      to,
      which.step ?? null,
      which.stepEnteredBefore ?? null,
      versions,
      JSON.stringify({ by, to }),
    ]);
  }

  /** To another step, as if the contact had just arrived there. */
  async moveTo(
    workspaceId: string,
    id: string,
    { step, now }: { step: string; now: Date },
  ): Promise<boolean> {
    const moved = await this.db.execute(
      `UPDATE enrollments SET step = $3, visit = visit + 1, is_waiting = false, step_entered_at = $4, due_at = $4, deadline_at = NULL, problem = NULL
       WHERE workspace_id = $1 AND id = $2 AND status = 'active'`,
      [workspaceId, id, step, now],
    );
    return moved > 0;
  }
}
