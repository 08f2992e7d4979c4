import { Injectable } from '@nestjs/common';
import { DELIVERED, HUMAN_CLICK, HUMAN_OPEN } from '@features/tracking';
import { Database } from '@platform/database';
import type { EndReason, EnrollmentStatus } from './enrollment';

/** A contact's passage, as people see it. */
export interface Enrollment {
  id: string;
  sequenceId: string;
  version: number;
  contactId: string;
  contactEmail: string;
  /** The contact's how-manieth passage through the sequence. */
  entry: number;
  status: EnrollmentStatus;
  reason: EndReason | null;
  /** Where the contact is, or was last. */
  step: string;
  stepEnteredAt: Date;
  /** When the engine looks at it next; null once it has ended. */
  dueAt: Date | null;
  /** Timeout of a wait for something. */
  deadlineAt: Date | null;
  /** Why the step cannot be taken; it is tried again at `dueAt`. */
  problem: string | null;
  enteredAt: Date;
  endedAt: Date | null;
  trigger: Record<string, unknown>;
}

/** One step that was left. */
export interface StepLogRow {
  step: string;
  visit: number;
  version: number;
  enteredAt: Date;
  leftAt: Date;
  outcome: string;
  details: Record<string, unknown> | null;
  /** Of email steps: what became of the mail. */
  mail: { deliveryId: string; status: string; reason: string | null; finishedAt: Date | null } | null;
}

/** What happened at one step, over all versions. */
export interface StepCounts {
  step: string;
  /** Are there now. */
  waiting: number;
  /** Left it for the next one, or for the end. */
  passed: number;
  /** Left the sequence there. */
  exited: number;
  sent: number;
  delivered: number;
  opened: number;
  clicked: number;
}

export interface EnrollmentFilter {
  status?: EnrollmentStatus;
  step?: string;
  contactId?: string;
}

const COLUMNS = `n.id, n.sequence_id AS "sequenceId", n.version, n.contact_id AS "contactId", c.email AS "contactEmail", n.entry, n.status,
  n.reason, n.step, n.step_entered_at AS "stepEnteredAt", n.due_at AS "dueAt", n.deadline_at AS "deadlineAt", n.problem,
  n.entered_at AS "enteredAt", n.ended_at AS "endedAt", n.trigger`;

const FROM = 'FROM enrollments n JOIN contacts c ON c.id = n.contact_id AND c.workspace_id = n.workspace_id';

/** What a step is left with when the contact leaves the sequence before its end. */
const LEAVING = `ARRAY['goal', 'exit', 'unsubscribed', 'hard-bounce', 'complaint', 'suppressed', 'stopped', 'archived']`;

const COUNTS = `
  WITH inside AS (
    SELECT step, count(*) AS waiting FROM enrollments WHERE workspace_id = $1 AND sequence_id = $2 AND status = 'active' GROUP BY step
  ), gone AS (
    SELECT s.step, count(*) FILTER (WHERE s.outcome <> ALL (${LEAVING})) AS passed, count(*) FILTER (WHERE s.outcome = ANY (${LEAVING})) AS exited
    FROM enrollment_steps s JOIN enrollments n ON n.id = s.enrollment_id
    WHERE n.workspace_id = $1 AND n.sequence_id = $2 GROUP BY s.step
  ), mailed AS (
    SELECT m.step, count(*) FILTER (WHERE d.status = 'accepted') AS sent, count(*) FILTER (WHERE ${DELIVERED}) AS delivered,
      count(*) FILTER (WHERE ${DELIVERED} AND EXISTS (SELECT FROM tracking_hits h WHERE h.delivery_id = d.id AND ${HUMAN_OPEN})) AS opened,
      count(*) FILTER (WHERE ${DELIVERED} AND EXISTS (SELECT FROM tracking_hits h WHERE h.delivery_id = d.id AND ${HUMAN_CLICK})) AS clicked
    FROM messages m JOIN deliveries d ON d.message_id = m.id JOIN enrollments n ON n.id = m.enrollment_id
    WHERE m.workspace_id = $1 AND m.kind = 'sequence' AND n.sequence_id = $2 GROUP BY m.step
  )
  SELECT step, coalesce(waiting, 0) AS waiting, coalesce(passed, 0) AS passed, coalesce(exited, 0) AS exited, coalesce(sent, 0) AS sent,
    coalesce(delivered, 0) AS delivered, coalesce(opened, 0) AS opened, coalesce(clicked, 0) AS clicked
  FROM inside FULL JOIN gone USING (step) FULL JOIN mailed USING (step) ORDER BY step`;

/** Passages as people look at them. */
@Injectable()
export class EnrollmentReadsRepository {
  constructor(private readonly db: Database) {}

  async find(workspaceId: string, id: string): Promise<Enrollment | null> {
    return this.db.queryOne<Enrollment>(`SELECT ${COLUMNS} ${FROM} WHERE n.workspace_id = $1 AND n.id = $2`, [
      workspaceId,
      id,
    ]);
  }

  /** Newest first; `before` is the id of the last one seen. */
  async list(
    workspaceId: string,
    sequenceId: string,
    { filter, before, limit }: { filter: EnrollmentFilter; before: string | null; limit: number },
  ): Promise<Enrollment[]> {
    return this.db.query<Enrollment>(
      `SELECT ${COLUMNS} ${FROM}
       WHERE n.workspace_id = $1 AND n.sequence_id = $2 AND ($3::text IS NULL OR n.status = $3) AND ($4::text IS NULL OR n.step = $4)
         AND ($5::uuid IS NULL OR n.contact_id = $5) AND ($6::uuid IS NULL OR n.id < $6)
       ORDER BY n.id DESC LIMIT $7`,
      [
        workspaceId,
        sequenceId,
        filter.status ?? null,
        filter.step ?? null,
        filter.contactId ?? null,
        before,
        limit,
      ],
    );
  }

  async hasPassages(workspaceId: string, sequenceId: string, count: number): Promise<boolean> {
    const row = await this.db.queryOne<{ found: number }>(
      `SELECT count(*) AS found FROM (SELECT FROM enrollments WHERE workspace_id = $1 AND sequence_id = $2 LIMIT $3) n`,
      [workspaceId, sequenceId, count],
    );
    return (row?.found ?? 0) >= count;
  }

  /** Of one contact, over all sequences, newest first. */
  async listOfContact(workspaceId: string, contactId: string, limit: number): Promise<Enrollment[]> {
    return this.db.query<Enrollment>(
      `SELECT ${COLUMNS} ${FROM} WHERE n.workspace_id = $1 AND n.contact_id = $2 ORDER BY n.id DESC LIMIT $3`,
      [workspaceId, contactId, limit],
    );
  }

  /** In the order in which the steps were taken. */
  async log(workspaceId: string, enrollmentId: string): Promise<StepLogRow[]> {
    return this.db.query<StepLogRow>(
      `SELECT s.step, s.visit, s.version, s.entered_at AS "enteredAt", s.left_at AS "leftAt", s.outcome, s.details,
         CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('deliveryId', d.id, 'status', d.status, 'reason', d.reason,
           'finishedAt', d.finished_at) END AS mail
       FROM enrollment_steps s
       LEFT JOIN messages m ON m.enrollment_id = s.enrollment_id AND m.step = s.step AND m.visit = s.visit
       LEFT JOIN deliveries d ON d.message_id = m.id
       WHERE s.workspace_id = $1 AND s.enrollment_id = $2 ORDER BY s.visit, s.left_at, s.entered_at, s.ctid`,
      [workspaceId, enrollmentId],
    );
  }

  /** How often the contact has entered, and last; zeros for somebody new. */
  async pastOf(
    workspaceId: string,
    sequenceId: string,
    contactId: string,
  ): Promise<{ entries: number; isIn: boolean; lastAt: Date | null }> {
    const row = await this.db.queryOne<{ entries: number; isIn: boolean; lastAt: Date | null }>(
      `SELECT count(*)::int AS entries, coalesce(bool_or(status = 'active'), false) AS "isIn", max(entered_at) AS "lastAt"
       FROM enrollments WHERE workspace_id = $1 AND sequence_id = $2 AND contact_id = $3`,
      [workspaceId, sequenceId, contactId],
    );
    return row ?? { entries: 0, isIn: false, lastAt: null };
  }

  async counts(workspaceId: string, sequenceId: string): Promise<StepCounts[]> {
    return this.db.query<StepCounts>(COUNTS, [workspaceId, sequenceId]);
  }
}
