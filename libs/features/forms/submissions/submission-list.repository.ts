import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SubmissionRow, SubmissionStatus } from './submission';

export interface SubmissionFilter {
  /** Part of the address or of any answer. */
  search: string | null;
  /** Null: all but spam. */
  status: SubmissionStatus | null;
  contactId: string | null;
  from: Date | null;
  until: Date | null;
}

/** Counts of one form, each step a part of the one before. */
export interface FunnelCounts {
  views: number;
  starts: number;
  submissions: number;
  confirmed: number;
  downloaded: number;
  held: number;
  spam: number;
  /** Of the submissions: from pasted HTML without the script, or from programs. Nobody knows their views and starts. */
  uncounted: number;
}

const WHERE = `s.workspace_id = $1 AND s.form_id = $2
  AND ($3::text IS NULL OR s.email ILIKE '%' || $3 || '%' OR s.answers::text ILIKE '%' || $3 || '%')
  AND (CASE WHEN $4::text IS NULL THEN s.status <> 'spam' ELSE s.status = $4 END)
  AND ($5::uuid IS NULL OR s.contact_id = $5)
  AND ($6::timestamptz IS NULL OR s.created_at >= $6) AND ($7::timestamptz IS NULL OR s.created_at < $7)`;

/** The first download that a form caused: an event that names it. */
const DOWNLOADED_AT = `(SELECT min(e.occurred_at) FROM contact_events e
  WHERE e.workspace_id = s.workspace_id AND e.contact_id = s.contact_id AND e.name = 'asset.downloaded'
    AND e.properties->>'form' = s.form_id::text AND e.occurred_at >= s.created_at)`;

/** Of every contact the last download that the form caused: found once for all, where the first after each submission would be sought for each. */
const LAST_DOWNLOADS = `SELECT contact_id, max(occurred_at) AS last_at FROM contact_events
  WHERE workspace_id = $1 AND name = 'asset.downloaded' AND properties->>'form' = $2::text GROUP BY contact_id`;

const COLUMNS = `s.id, s.workspace_id AS "workspaceId", s.form_id AS "formId", s.version, s.status, s.score, s.reasons, s.channel,
  s.language, s.contact_id AS "contactId", s.email, s.email_key AS "emailKey", s.answers, s.consents, s.source,
  host(s.ip) AS ip, s.user_agent AS "userAgent", s.confirmed_at AS "confirmedAt", s.created_at AS "createdAt",
  ${DOWNLOADED_AT} AS "downloadedAt"`;

/** Submissions as marketers look at them. */
@Injectable()
export class SubmissionListRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(
    workspaceId: string,
    formId: string,
    page: SubmissionFilter & { before: string | null; limit: number },
  ): Promise<SubmissionRow[]> {
    return this.database.query<SubmissionRow>(
      `SELECT ${COLUMNS} FROM form_submissions s WHERE ${WHERE} AND ($8::uuid IS NULL OR s.id < $8) ORDER BY s.id DESC LIMIT $9`,
      [...parameters(workspaceId, formId, page), page.before, page.limit],
    );
  }

  async find(workspaceId: string, formId: string, id: string): Promise<SubmissionRow | null> {
    return this.database.queryOne<SubmissionRow>(
      `SELECT ${COLUMNS} FROM form_submissions s WHERE s.workspace_id = $1 AND s.form_id = $2 AND s.id = $3`,
      [workspaceId, formId, id],
    );
  }

  /** All of them, spam too. */
  async count(workspaceId: string, formId: string): Promise<number> {
    const row = await this.database.queryOne<{ count: number }>(
      'SELECT count(*)::int AS count FROM form_submissions WHERE workspace_id = $1 AND form_id = $2',
      [workspaceId, formId],
    );
    return row?.count ?? 0;
  }

  /** Days are UTC days; submissions that wait for a button or are spam are no submissions of the funnel. */
  async funnel(
    workspaceId: string,
    formId: string,
    period: { from: Date | null; until: Date | null },
  ): Promise<FunnelCounts> {
    const row = await this.database.queryOne<FunnelCounts>(
      `SELECT coalesce(d.views, 0)::int AS views, coalesce(d.starts, 0)::int AS starts, c.*
       FROM (SELECT count(*) FILTER (WHERE s.status IN ('pending', 'confirmed', 'accepted'))::int AS submissions,
           count(*) FILTER (WHERE s.status IN ('confirmed', 'accepted'))::int AS confirmed,
           count(*) FILTER (WHERE s.status IN ('confirmed', 'accepted') AND e.last_at >= s.created_at)::int AS downloaded,
           count(*) FILTER (WHERE s.status = 'held')::int AS held, count(*) FILTER (WHERE s.status = 'spam')::int AS spam,
           count(*) FILTER (WHERE s.status IN ('pending', 'confirmed', 'accepted') AND s.challenge IS NULL
             AND s.channel IN ('embed', 'api'))::int AS uncounted
         FROM form_submissions s LEFT JOIN (${LAST_DOWNLOADS}) e ON e.contact_id = s.contact_id
         WHERE s.workspace_id = $1 AND s.form_id = $2::uuid
           AND ($3::timestamptz IS NULL OR s.created_at >= $3) AND ($4::timestamptz IS NULL OR s.created_at < $4)) c,
         (SELECT sum(views) AS views, sum(starts) AS starts FROM form_days WHERE workspace_id = $1 AND form_id = $2::uuid
           AND ($3::timestamptz IS NULL OR day >= ($3::timestamptz AT TIME ZONE 'UTC')::date)
           AND ($4::timestamptz IS NULL OR day < ($4::timestamptz AT TIME ZONE 'UTC')::date)) d`,
      [workspaceId, formId, period.from, period.until],
    );
    return row!;
  }

  /** Adds what was counted in memory. Forms that are gone by now are left out. */
  async addCounts(
    counts: readonly { workspaceId: string; formId: string; day: string; views: number; starts: number }[],
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO form_days AS d (workspace_id, form_id, day, views, starts)
       SELECT f.workspace_id, f.id, c.day, c.views, c.starts
       FROM jsonb_to_recordset($1::jsonb) AS c ("workspaceId" uuid, "formId" uuid, day date, views bigint, starts bigint)
       JOIN forms f ON f.workspace_id = c."workspaceId" AND f.id = c."formId"
       ORDER BY f.id, c.day
       ON CONFLICT (form_id, day) DO UPDATE SET views = d.views + excluded.views, starts = d.starts + excluded.starts`,
      [JSON.stringify(counts)],
    );
  }
}

function parameters(workspaceId: string, formId: string, filter: SubmissionFilter): unknown[] {
  const search = filter.search?.replace(/[\\%_]/g, '\\$&') ?? null;
  return [workspaceId, formId, search, filter.status, filter.contactId, filter.from, filter.until];
}
