import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { NewSubmission, StoredSubmission } from './submission';

const COLUMNS = `s.id, s.workspace_id AS "workspaceId", s.form_id AS "formId", s.version, s.status, s.language,
  s.contact_id AS "contactId", s.email, s.email_key AS "emailKey", s.answers, s.consents, s.source, host(s.ip) AS ip,
  s.user_agent AS "userAgent", s.created_at AS "createdAt"`;

/** The same visitor is one submission for so long. */
const REPEAT_MINUTES = 10;

/** Writing submissions, one at a time. Lists and counts have a repository of their own. */
@Injectable()
export class SubmissionsRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends, others who post the same form for the same person wait. */
  async lockPerson(formId: string, person: string): Promise<void> {
    await this.database.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('form:' || $1 || ':' || $2, 0))`,
      [formId, person],
    );
  }

  /** What the same visitor (address and network) sent to the form minutes ago. */
  async findRepeat(
    workspaceId: string,
    visitor: { formId: string; emailKey: string | null; network: string | null },
  ): Promise<StoredSubmission | null> {
    return this.database.queryOne<StoredSubmission>(
      `SELECT ${COLUMNS} FROM form_submissions s
       WHERE s.workspace_id = $1 AND s.form_id = $2 AND s.email_key = $3 AND s.network IS NOT DISTINCT FROM $4
         AND s.created_at > now() - make_interval(mins => ${REPEAT_MINUTES}) AND s.status <> 'spam'
       ORDER BY s.id DESC LIMIT 1`,
      [workspaceId, visitor.formId, visitor.emailKey, visitor.network],
    );
  }

  /** The answer of a contact to a survey, if there is one. */
  async findOfContact(
    workspaceId: string,
    formId: string,
    contactId: string,
  ): Promise<StoredSubmission | null> {
    return this.database.queryOne<StoredSubmission>(
      `SELECT ${COLUMNS} FROM form_submissions s
       WHERE s.workspace_id = $1 AND s.form_id = $2 AND s.contact_id = $3 AND s.status IN ('accepted', 'confirmed') LIMIT 1`,
      [workspaceId, formId, contactId],
    );
  }

  /** Null when the challenge was used before. */
  async insert(workspaceId: string, row: NewSubmission): Promise<StoredSubmission | null> {
    return this.database.queryOne<StoredSubmission>(
      `INSERT INTO form_submissions AS s (workspace_id, form_id, version, status, score, reasons, channel, language, contact_id,
         email, email_key, answers, consents, source, ip, network, user_agent, challenge)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
       ON CONFLICT (form_id, challenge) DO NOTHING RETURNING ${COLUMNS}`,
      [
        workspaceId,
        row.formId,
        row.version,
        row.status,
        row.score,
        row.reasons,
        row.channel,
        row.language,
        row.contactId,
        row.email,
        row.emailKey,
        JSON.stringify(row.answers),
        JSON.stringify(row.consents),
        JSON.stringify(row.source),
        row.visitor.ip,
        row.network,
        row.visitor.userAgent?.slice(0, 500) ?? null,
        row.challenge,
      ],
    );
  }

  /** Somebody corrected what was typed a moment ago, before it was acted on for good. */
  async correct(
    workspaceId: string,
    id: string,
    values: Pick<NewSubmission, 'answers' | 'consents' | 'version' | 'language'>,
  ): Promise<void> {
    await this.database.execute(
      `UPDATE form_submissions SET answers = $3, consents = $4, version = $5, language = $6
       WHERE workspace_id = $1 AND id = $2 AND status IN ('held', 'pending')`,
      [
        workspaceId,
        id,
        JSON.stringify(values.answers),
        JSON.stringify(values.consents),
        values.version,
        values.language,
      ],
    );
  }

  /** The one question that names no workspace: the token is all that a visitor brings. */
  async find(id: string): Promise<StoredSubmission | null> {
    return this.database.queryOne<StoredSubmission>(
      `SELECT ${COLUMNS} FROM form_submissions s WHERE s.id = $1`,
      [id],
    );
  }

  /** As `find`; whoever does the same waits until the transaction ends. */
  async findForUpdate(id: string): Promise<StoredSubmission | null> {
    await this.database.query('SELECT FROM form_submissions WHERE id = $1 FOR UPDATE', [id]);
    return this.find(id);
  }

  async settle(
    workspaceId: string,
    id: string,
    next: { status: StoredSubmission['status']; contactId: string | null },
  ): Promise<void> {
    await this.database.execute(
      'UPDATE form_submissions SET status = $3, contact_id = $4 WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, next.status, next.contactId],
    );
  }

  async confirm(
    workspaceId: string,
    id: string,
    by: { contactId: string; ip: string | null; userAgent: string | null },
  ): Promise<void> {
    await this.database.execute(
      `UPDATE form_submissions SET status = 'confirmed', contact_id = $3, confirmed_at = now(), confirm_ip = $4, confirm_user_agent = $5
       WHERE workspace_id = $1 AND id = $2 AND status = 'pending'`,
      [workspaceId, id, by.contactId, by.ip, by.userAgent?.slice(0, 500) ?? null],
    );
  }
}
