import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { lowestIdSince } from './growth.repository';

/** One form in a period. The words are those of the form's own funnel. */
export interface FormFigures {
  formId: string;
  name: string;
  status: string;
  views: number;
  starts: number;
  submissions: number;
  /** Of these, without double opt-in or confirmed by now. */
  confirmed: number;
  spam: number;
}

/** $1 workspace, $2 first UTC day, $3 last UTC day, $4 the lowest id of a submission since. */
const FORMS = `
  WITH viewed AS (
    SELECT form_id, sum(views) AS views, sum(starts) AS starts FROM form_days
    WHERE workspace_id = $1 AND day BETWEEN $2::date AND $3::date GROUP BY 1
  )
  SELECT f.id AS "formId", f.name, f.status, coalesce(v.views, 0) AS views, coalesce(v.starts, 0) AS starts,
    s.submissions, s.confirmed, s.spam
  FROM forms f
  LEFT JOIN viewed v ON v.form_id = f.id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE s.status IN ('pending', 'confirmed', 'accepted')) AS submissions,
      count(*) FILTER (WHERE s.status IN ('confirmed', 'accepted')) AS confirmed,
      count(*) FILTER (WHERE s.status = 'spam') AS spam
    FROM form_submissions s
    WHERE s.workspace_id = $1 AND s.form_id = f.id AND s.id >= $4
      AND s.created_at >= $2::date::timestamp AT TIME ZONE 'UTC' AND s.created_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
  ) s
  WHERE f.workspace_id = $1 AND (f.status = 'published' OR v.form_id IS NOT NULL OR s.submissions + s.spam > 0)
  ORDER BY s.submissions DESC, f.name, f.id
  LIMIT 200`;

/** Forms as a report sees them. */
@Injectable()
export class FormFiguresRepository {
  constructor(private readonly db: Database) {}

  /** Those that are published or were seen in the period, at most 200. Days are UTC days, as views are only counted by these. */
  async list(
    workspaceId: string,
    { firstDay, lastDay }: { firstDay: string; lastDay: string },
  ): Promise<FormFigures[]> {
    const since = lowestIdSince(new Date(`${firstDay}T00:00:00Z`));
    return this.db.query<FormFigures>(FORMS, [workspaceId, firstDay, lastDay, since]);
  }
}
