import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { FormDefinition } from '../definition/form-definition';
import type { Answers } from '../submissions/read-answers';

export type FormMailKind = 'confirmation' | 'notification' | 'asset';

export interface NewFormMail {
  kind: FormMailKind;
  /** Null: the address that was submitted. */
  toEmail: string | null;
}

/** A mail that a worker has in hand, with what it says. */
export interface ClaimedFormMail {
  id: string;
  workspaceId: string;
  submissionId: string;
  kind: FormMailKind;
  to: string | null;
  emailKey: string | null;
  attempts: number;
  /** Why it was put off before; null on the first try. */
  outcome: string | null;
  formId: string;
  formName: string;
  status: string;
  language: string;
  answers: Answers;
  createdAt: Date;
  contactId: string | null;
  definition: FormDefinition;
}

/** A worker that died leaves its mails to others after so long. */
const LEASE_SECONDS = 60;

const CLAIM = `
  WITH due AS (
    SELECT id FROM form_mails WHERE done_at IS NULL AND due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE form_mails m SET attempts = m.attempts + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS})
    FROM due WHERE m.id = due.id RETURNING m.*
  )
  SELECT m.id, m.workspace_id AS "workspaceId", m.submission_id AS "submissionId", m.kind, coalesce(m.to_email, s.email) AS "to",
    s.email_key AS "emailKey", m.attempts, m.outcome, s.form_id AS "formId", f.name AS "formName", s.status, s.language, s.answers,
    s.created_at AS "createdAt", s.contact_id AS "contactId", v.definition
  FROM claimed m JOIN form_submissions s ON s.id = m.submission_id JOIN forms f ON f.id = s.form_id
  JOIN form_versions v ON v.form_id = s.form_id AND v.number = s.version`;

/** Mails that submissions cause: rows until they are messages in the ledger. */
@Injectable()
export class FormMailsRepository {
  constructor(private readonly database: Database) {}

  /** In the transaction of the submissions. A mail that is there already stays one. */
  async add(workspaceId: string, mails: readonly (NewFormMail & { submissionId: string })[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO form_mails (workspace_id, submission_id, kind, to_email)
       SELECT $1, m."submissionId", m.kind, m."toEmail"
       FROM jsonb_to_recordset($2::jsonb) AS m ("submissionId" uuid, kind text, "toEmail" text)
       ON CONFLICT ON CONSTRAINT uq_form_mails_once DO NOTHING`,
      [workspaceId, JSON.stringify(mails)],
    );
  }

  /** Takes due mails of all workspaces in hand; nobody else gets them for a minute. */
  async claim(limit: number): Promise<ClaimedFormMail[]> {
    return this.database.query<ClaimedFormMail>(CLAIM, [limit]);
  }

  /** It is a message now, or never will be. */
  async finish(
    workspaceId: string,
    id: string,
    end: { outcome: string; messageId: string | null },
  ): Promise<void> {
    await this.database.execute(
      'UPDATE form_mails SET done_at = now(), outcome = $3, message_id = $4 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, end.outcome, end.messageId],
    );
  }

  async postpone(workspaceId: string, id: string, wait: { seconds: number; why: string }): Promise<void> {
    await this.database.execute(
      'UPDATE form_mails SET due_at = now() + make_interval(secs => $3), outcome = $4 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, wait.seconds, wait.why],
    );
  }

  async hasDue(): Promise<boolean> {
    return (
      (await this.database.queryOne(
        'SELECT 1 FROM form_mails WHERE done_at IS NULL AND due_at <= now() LIMIT 1',
      )) !== null
    );
  }
}
