import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { NewSubmission, StoredSubmission } from './submission';

const COLUMNS = `s.id, s.workspace_id AS "workspaceId", s.form_id AS "formId", s.version, s.status, s.language,
  s.contact_id AS "contactId", s.email, s.email_key AS "emailKey", s.answers, s.consents, s.source, host(s.ip) AS ip,
  s.user_agent AS "userAgent", s.created_at AS "createdAt"`;

/** The same visitor is one submission for so long. */
const REPEAT_MINUTES = 10;

/** Posts of one form by people and challenges: `position` says which one a row of the answer belongs to. */
const KNOWN = `
  SELECT to_jsonb(r) AS repeat, EXISTS (
      SELECT 1 FROM form_submissions u WHERE u.form_id = $2 AND u.challenge = p.challenge) AS "isChallengeUsed"
  FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS ("emailKey" text, network text, challenge text))
    WITH ORDINALITY AS p ("emailKey", network, challenge, position)
  LEFT JOIN LATERAL (
    SELECT ${COLUMNS} FROM form_submissions s
    WHERE s.workspace_id = $1 AND s.form_id = $2 AND s.email_key = p."emailKey" AND s.network IS NOT DISTINCT FROM p.network
      AND s.created_at > now() - make_interval(mins => ${REPEAT_MINUTES}) AND s.status <> 'spam'
    -- Not by id: that would make the planner look through all submissions of the form from its end.
    ORDER BY s.created_at DESC, s.id DESC LIMIT 1
  ) AS r ON true
  ORDER BY p.position`;

const INSERTED = `form_id, version, status, score, reasons, channel, language, contact_id, email, email_key, answers, consents, source,
  ip, network, user_agent, challenge`;

const INSERT = `
  WITH given AS MATERIALIZED (
    SELECT uuidv7() AS new_id, g.* FROM ROWS FROM (jsonb_populate_recordset(NULL::form_submissions, $2::jsonb)) WITH ORDINALITY AS g
  ), stored AS (
    INSERT INTO form_submissions (id, workspace_id, ${INSERTED}) SELECT new_id, $1, ${INSERTED} FROM given
    ON CONFLICT (form_id, challenge) DO NOTHING RETURNING *
  )
  SELECT ${COLUMNS} FROM stored s JOIN given ON given.new_id = s.id ORDER BY given.ordinality`;

/** What is known of a post before it is stored. */
export interface KnownOfPost {
  /** What the same visitor (address and network) sent to the form minutes ago. */
  repeat: StoredSubmission | null;
  isChallengeUsed: boolean;
}

/** Writing submissions. Lists and counts have a repository of their own. */
@Injectable()
export class SubmissionsRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends, others who post the same form for the same people wait. */
  async lockPeople(formId: string, people: readonly string[]): Promise<void> {
    // In the order of the locks, so that two processes never wait for each other in a circle.
    await this.database.query(
      `WITH locks AS MATERIALIZED (
         SELECT DISTINCT hashtextextended('form:' || $1 || ':' || person, 0) AS lock FROM unnest($2::text[]) AS person ORDER BY 1)
       SELECT pg_advisory_xact_lock(lock) FROM locks`,
      [formId, people],
    );
  }

  /** In the order of the posts. A later statement than `lockPeople`, so that it sees what that waited for. */
  async knownOf(
    workspaceId: string,
    formId: string,
    posts: readonly { emailKey: string | null; network: string | null; challenge: string | null }[],
  ): Promise<KnownOfPost[]> {
    const rows = await this.database.query<{ repeat: StoredJson | null; isChallengeUsed: boolean }>(KNOWN, [
      workspaceId,
      formId,
      JSON.stringify(posts),
    ]);
    return rows.map(({ repeat, isChallengeUsed }) => ({
      isChallengeUsed,
      repeat: repeat?.id == null ? null : { ...repeat, createdAt: new Date(repeat.createdAt) },
    }));
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

  /** Stores rows, in their order. Fewer come back when a challenge was used by somebody else at this moment. */
  async insert(workspaceId: string, rows: readonly NewSubmission[]): Promise<StoredSubmission[]> {
    return this.database.query<StoredSubmission>(INSERT, [workspaceId, JSON.stringify(rows.map(toRow))]);
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

/** As it comes out of JSON. */
type StoredJson = Omit<StoredSubmission, 'createdAt'> & { createdAt: string };

function toRow(row: NewSubmission): Record<string, unknown> {
  return {
    form_id: row.formId,
    version: row.version,
    status: row.status,
    score: row.score,
    reasons: row.reasons,
    channel: row.channel,
    language: row.language,
    contact_id: row.contactId,
    email: row.email,
    email_key: row.emailKey,
    answers: row.answers,
    consents: row.consents,
    source: row.source,
    ip: row.visitor.ip,
    network: row.network,
    user_agent: row.visitor.userAgent?.slice(0, 500) ?? null,
    challenge: row.challenge,
  };
}
