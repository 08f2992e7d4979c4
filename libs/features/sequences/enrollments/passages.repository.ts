import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Ending, Passage, StepTaken } from './enrollment';

const COLUMNS = `n.id, n.sequence_id AS "sequenceId", n.version, n.contact_id AS "contactId", n.step, n.visit,
  n.is_waiting AS "isWaiting", n.step_entered_at AS "stepEnteredAt", n.due_at AS "dueAt", n.deadline_at AS "deadlineAt", n.since,
  c.time_zone AS zone`;

/**
 * What another engine holds is left to it, and whoever is being erased is left alone. The contacts are kept from being erased until
 * the transaction ends, so that erasing waits for us, and never we for it.
 */
const LOCK = 'FOR UPDATE OF n SKIP LOCKED FOR KEY SHARE OF c SKIP LOCKED';

const CLAIM = `
  SELECT ${COLUMNS} FROM enrollments n JOIN contacts c ON c.id = n.contact_id AND c.workspace_id = n.workspace_id
  WHERE n.workspace_id = $1 AND n.sequence_id = $2 AND n.status = 'active' AND n.due_at <= $3
  ORDER BY n.due_at LIMIT $4 ${LOCK}`;

const OF_CONTACTS = `
  SELECT ${COLUMNS} FROM enrollments n JOIN contacts c ON c.id = n.contact_id AND c.workspace_id = n.workspace_id
  WHERE n.workspace_id = $1 AND n.contact_id = ANY ($2::uuid[]) AND n.status = 'active' ${LOCK}`;

const BY_ID = `
  SELECT ${COLUMNS} FROM enrollments n JOIN contacts c ON c.id = n.contact_id AND c.workspace_id = n.workspace_id
  WHERE n.workspace_id = $1 AND n.sequence_id = $2 AND n.status = 'active' AND ($3::uuid IS NULL OR n.id > $3)
  ORDER BY n.id LIMIT $4 ${LOCK}`;

const MOVE = `
  UPDATE enrollments n SET step = m.step, is_waiting = m.is_waiting, step_entered_at = m.step_entered_at, due_at = m.due_at,
    deadline_at = m.deadline_at, problem = NULL
  FROM unnest($2::uuid[], $3::text[], $4::boolean[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
    AS m (id, step, is_waiting, step_entered_at, due_at, deadline_at)
  WHERE n.workspace_id = $1 AND n.id = m.id AND n.status = 'active'`;

const END = `
  UPDATE enrollments n SET status = m.status, reason = m.reason, due_at = NULL, deadline_at = NULL, is_waiting = false, problem = NULL, ended_at = $2, step = m.step
  FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) AS m (id, status, reason, step)
  WHERE n.workspace_id = $1 AND n.id = m.id AND n.status = 'active'`;

const LOG = `
  INSERT INTO enrollment_steps (enrollment_id, step, visit, workspace_id, version, entered_at, left_at, outcome, details)
  SELECT s.id, s.step, s.visit, $1, s.version, s.entered_at, s.left_at, s.outcome, s.details
  FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::timestamptz[], $8::text[], $9::jsonb[])
    AS s (id, step, visit, version, entered_at, left_at, outcome, details)`;

/** Contacts on their way: claiming them, moving them on, letting them go. */
@Injectable()
export class PassagesRepository {
  constructor(private readonly db: Database) {}

  /** The longest due first. Locked until the transaction ends. */
  async claimDue(
    workspaceId: string,
    sequenceId: string,
    { now, limit }: { now: Date; limit: number },
  ): Promise<Passage[]> {
    return this.db.query<Passage>(CLAIM, [workspaceId, sequenceId, now, limit]);
  }

  /** All that these contacts are in, but for what somebody else holds. Locked until the transaction ends. */
  async lockOfContacts(workspaceId: string, contactIds: readonly string[]): Promise<Passage[]> {
    return this.db.query<Passage>(OF_CONTACTS, [workspaceId, contactIds]);
  }

  /** How many active enrollments each contact has, whoever holds them. */
  async countOfContacts(workspaceId: string, contactIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ contactId: string; count: number }>(
      `SELECT contact_id AS "contactId", count(*) AS count FROM enrollments
       WHERE workspace_id = $1 AND contact_id = ANY ($2::uuid[]) AND status = 'active' GROUP BY contact_id`,
      [workspaceId, contactIds],
    );
    return new Map(rows.map((row) => [row.contactId, row.count]));
  }

  /** The active ones of a sequence in the order of their ids. Locked until the transaction ends. */
  async lockAfter(
    workspaceId: string,
    sequenceId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<Passage[]> {
    return this.db.query<Passage>(BY_ID, [workspaceId, sequenceId, after, limit]);
  }

  /** Waits for an engine that holds it. Null when it is not there, or has ended. Locked until the transaction ends. */
  async lockOne(workspaceId: string, id: string): Promise<Passage | null> {
    return this.db.queryOne<Passage>(
      `SELECT ${COLUMNS} FROM enrollments n JOIN contacts c ON c.id = n.contact_id AND c.workspace_id = n.workspace_id
       WHERE n.workspace_id = $1 AND n.id = $2 AND n.status = 'active' FOR UPDATE OF n`,
      [workspaceId, id],
    );
  }

  async statusOf(workspaceId: string, id: string): Promise<string | null> {
    const row = await this.db.queryOne<{ status: string }>(
      'SELECT status FROM enrollments WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id],
    );
    return row?.status ?? null;
  }

  /** Writes where they are now, and that nothing is wrong with them. */
  async move(workspaceId: string, passages: readonly Passage[]): Promise<void> {
    if (passages.length === 0) return;
    await this.db.execute(MOVE, [
      workspaceId,
      passages.map(({ id }) => id),
      passages.map(({ step }) => step),
      passages.map(({ isWaiting }) => isWaiting),
      passages.map(({ stepEnteredAt }) => stepEnteredAt),
      passages.map(({ dueAt }) => dueAt),
      passages.map(({ deadlineAt }) => deadlineAt),
    ]);
  }

  async end(
    workspaceId: string,
    ended: readonly { passage: Passage; ending: Ending }[],
    now: Date,
  ): Promise<void> {
    if (ended.length === 0) return;
    await this.db.execute(END, [
      workspaceId,
      now,
      ended.map(({ passage }) => passage.id),
      ended.map(({ ending }) => ending.status),
      ended.map(({ ending }) => ending.reason),
      ended.map(({ passage }) => passage.step),
    ]);
  }

  /** The key of a step refuses to have it taken twice. */
  async log(workspaceId: string, taken: readonly StepTaken[]): Promise<void> {
    if (taken.length === 0) return;
    await this.db.execute(LOG, [
      workspaceId,
      taken.map(({ enrollmentId }) => enrollmentId),
      taken.map(({ step }) => step),
      taken.map(({ visit }) => visit),
      taken.map(({ version }) => version),
      taken.map(({ enteredAt }) => enteredAt),
      taken.map(({ leftAt }) => leftAt),
      taken.map(({ outcome }) => outcome),
      taken.map(({ details }) => (details ? JSON.stringify(details) : null)),
    ]);
  }

  /** Has the engine look at them now; what they wait for does not begin anew. */
  async wake(workspaceId: string, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await this.db.execute(
      `UPDATE enrollments SET due_at = $3 WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND status = 'active' AND due_at > $3`,
      [workspaceId, ids, now],
    );
  }

  /** They stay where they are until `retryAt`; the problem is shown. */
  async setAside(
    workspaceId: string,
    ids: readonly string[],
    { problem, retryAt }: { problem: string; retryAt: Date },
  ): Promise<void> {
    await this.db.execute(
      `UPDATE enrollments SET due_at = $3, problem = $4 WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND status = 'active'`,
      [workspaceId, ids, retryAt, problem.slice(0, 1000)],
    );
  }

  /** From here on what fails can be taken back without losing the transaction. */
  async savepoint(): Promise<void> {
    await this.db.execute('SAVEPOINT step');
  }

  async rollBackToSavepoint(): Promise<void> {
    await this.db.execute('ROLLBACK TO SAVEPOINT step');
  }

  async releaseSavepoint(): Promise<void> {
    await this.db.execute('RELEASE SAVEPOINT step');
  }
}
