import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Passage } from '../enrollments/enrollment';

/** Something to tell the team about one contact. */
export interface Notice {
  enrollmentId: string;
  step: string;
  visit: number;
  sequenceId: string;
  version: number;
  contactId: string;
  tries: number;
  sequenceName: string;
  contactEmail: string;
  contactName: string;
}

/** Nobody else takes a notice again before so long. */
const HELD_SECONDS = 120;

const TAKE = `
  WITH taken AS (
    UPDATE sequence_notices o SET due_at = $2::timestamptz + make_interval(secs => ${HELD_SECONDS}), tries = o.tries + 1
    FROM (SELECT ctid FROM sequence_notices WHERE workspace_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) p
    WHERE o.ctid = p.ctid RETURNING o.*)
  SELECT t.enrollment_id AS "enrollmentId", t.step, t.visit, t.sequence_id AS "sequenceId", t.version, t.contact_id AS "contactId",
    t.tries, s.name AS "sequenceName", c.email AS "contactEmail", concat_ws(' ', c.first_name, c.last_name) AS "contactName"
  FROM taken t JOIN sequences s ON s.id = t.sequence_id JOIN contacts c ON c.id = t.contact_id AND c.workspace_id = t.workspace_id`;

/** What is still to be told to the team. */
@Injectable()
export class SequenceNoticesRepository {
  constructor(private readonly db: Database) {}

  async add(
    workspaceId: string,
    passages: readonly Passage[],
    { sequenceId, stepId, now }: { sequenceId: string; stepId: string; now: Date },
  ): Promise<void> {
    await this.db.execute(
      `INSERT INTO sequence_notices (enrollment_id, step, visit, workspace_id, sequence_id, version, contact_id, due_at)
       SELECT n.id, $3, n.visit, $1, $2, n.version, n.contact_id, $4
       FROM unnest($5::uuid[], $6::int[], $7::int[], $8::uuid[]) AS n (id, visit, version, contact_id)
       ON CONFLICT DO NOTHING`,
      [
        workspaceId,
        sequenceId,
        stepId,
        now,
        passages.map(({ id }) => id),
        passages.map(({ visit }) => visit),
        passages.map(({ version }) => version),
        passages.map(({ contactId }) => contactId),
      ],
    );
  }

  /** Due ones; others leave them alone for two minutes. */
  async take(workspaceId: string, now: Date, limit: number): Promise<Notice[]> {
    return this.db.query<Notice>(TAKE, [workspaceId, now, limit]);
  }

  async remove(workspaceId: string, { enrollmentId, step, visit }: Notice): Promise<void> {
    await this.db.execute(
      'DELETE FROM sequence_notices WHERE workspace_id = $1 AND enrollment_id = $2 AND step = $3 AND visit = $4',
      [workspaceId, enrollmentId, step, visit],
    );
  }
}
