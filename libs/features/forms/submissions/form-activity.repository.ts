import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** What happened at a form on a UTC day. */
export interface FormDay {
  /** `2026-11-23`. */
  day: string;
  views: number;
  starts: number;
  /** Neither spam nor waiting for a button. */
  submissions: number;
  confirmed: number;
  held: number;
  spam: number;
}

/** Why submissions were held up, and how many; one may have several reasons. */
export interface CaughtReason {
  /** As in a submission's `reasons`. */
  reason: string;
  held: number;
  spam: number;
}

export interface FormPeriod {
  from: Date;
  until: Date;
}

/** What happens at a form day by day, and what its traps catch. */
@Injectable()
export class FormActivityRepository {
  constructor(private readonly database: Database) {}

  /** One row a day, days without anything too, the oldest first. */
  async days(workspaceId: string, formId: string, { from, until }: FormPeriod): Promise<FormDay[]> {
    return this.database.query<FormDay>(
      `SELECT to_char(t.day, 'YYYY-MM-DD') AS day, coalesce(d.views, 0)::int AS views, coalesce(d.starts, 0)::int AS starts,
         coalesce(s.submissions, 0)::int AS submissions, coalesce(s.confirmed, 0)::int AS confirmed,
         coalesce(s.held, 0)::int AS held, coalesce(s.spam, 0)::int AS spam
       FROM generate_series(($3::timestamptz AT TIME ZONE 'UTC')::date,
         (($4::timestamptz - interval '1 microsecond') AT TIME ZONE 'UTC')::date, interval '1 day') AS t (day)
       LEFT JOIN form_days d ON d.workspace_id = $1 AND d.form_id = $2 AND d.day = t.day::date
       LEFT JOIN (SELECT (created_at AT TIME ZONE 'UTC')::date AS day,
           count(*) FILTER (WHERE status IN ('pending', 'confirmed', 'accepted')) AS submissions,
           count(*) FILTER (WHERE status IN ('confirmed', 'accepted')) AS confirmed,
           count(*) FILTER (WHERE status = 'held') AS held, count(*) FILTER (WHERE status = 'spam') AS spam
         FROM form_submissions
         WHERE workspace_id = $1 AND form_id = $2 AND created_at >= $3 AND created_at < $4 GROUP BY 1) s ON s.day = t.day::date
       ORDER BY t.day`,
      [workspaceId, formId, from, until],
    );
  }

  /** The most frequent first. Spam is kept for 30 days, what waits for a button for 7. */
  async caught(workspaceId: string, formId: string, { from, until }: FormPeriod): Promise<CaughtReason[]> {
    return this.database.query<CaughtReason>(
      `SELECT r.reason, count(*) FILTER (WHERE s.status = 'held')::int AS held, count(*) FILTER (WHERE s.status = 'spam')::int AS spam
       FROM form_submissions s CROSS JOIN LATERAL unnest(s.reasons) AS r (reason)
       WHERE s.workspace_id = $1 AND s.form_id = $2 AND s.status IN ('held', 'spam') AND s.created_at >= $3 AND s.created_at < $4
       GROUP BY r.reason ORDER BY count(*) DESC, r.reason`,
      [workspaceId, formId, from, until],
    );
  }
}
