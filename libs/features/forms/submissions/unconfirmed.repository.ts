import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** Spam and what waits for a button: for so long, and no longer than what waits for a confirmation. */
export interface KeptDays {
  spam: number;
  held: number;
}

/**
 * Contacts that an unconfirmed submission made, and nothing else ties to the workspace: never changed after their first day, no
 * subscription (what waits there has housekeeping of its own), nothing done but filling in forms. $1 now, $2 how many.
 */
const STRANGERS = `
  SELECT s.workspace_id AS "workspaceId", array_agg(DISTINCT s.contact_id) AS ids
  FROM (
    SELECT s.workspace_id, s.contact_id
    FROM form_submissions s
    JOIN workspaces w ON w.id = s.workspace_id
    JOIN contacts c ON c.workspace_id = s.workspace_id AND c.id = s.contact_id
    WHERE s.status = 'pending' AND s.created_at < $1::timestamptz - make_interval(days => w.unconfirmed_days)
      AND c.source = 'form' AND c.created_at < $1::timestamptz - make_interval(days => w.unconfirmed_days)
      AND c.updated_at < c.created_at + interval '1 day'
      AND NOT EXISTS (SELECT FROM form_submissions o WHERE o.workspace_id = c.workspace_id AND o.contact_id = c.id
        AND NOT (o.status = 'pending' AND o.created_at < $1::timestamptz - make_interval(days => w.unconfirmed_days)))
      AND NOT EXISTS (SELECT FROM subscriptions o WHERE o.workspace_id = c.workspace_id AND o.contact_id = c.id)
      AND NOT EXISTS (SELECT FROM consent_records o WHERE o.contact_id = c.id AND o.action IN ('subscribed', 'confirmed'))
      AND NOT EXISTS (SELECT FROM contact_events o WHERE o.workspace_id = c.workspace_id AND o.contact_id = c.id
        AND o.name <> 'form.submitted')
      AND NOT EXISTS (SELECT FROM orders o WHERE o.workspace_id = c.workspace_id AND o.contact_id = c.id)
      AND NOT EXISTS (SELECT FROM notes o WHERE o.contact_id = c.id)
      AND NOT EXISTS (SELECT FROM deliveries o WHERE o.workspace_id = c.workspace_id AND o.contact_id = c.id
        AND o.campaign_id IS NOT NULL)
    LIMIT $2
  ) s
  GROUP BY s.workspace_id`;

const DELETE = `
  DELETE FROM form_submissions s USING workspaces w
  WHERE w.id = s.workspace_id AND s.status IN ('held', 'spam', 'pending')
    AND s.created_at < $1::timestamptz - make_interval(days =>
      least(w.unconfirmed_days, CASE s.status WHEN 'spam' THEN $2::int WHEN 'held' THEN $3::int END))`;

/** SQL of what nobody confirmed. Across workspaces: only for housekeeping. */
@Injectable()
export class UnconfirmedRepository {
  constructor(private readonly database: Database) {}

  async findStrangers(now: Date, limit: number): Promise<{ workspaceId: string; ids: string[] }[]> {
    return this.database.query(STRANGERS, [now, limit]);
  }

  /** Forgets spam, what nobody pressed the button for, and what was never confirmed; how many rows. */
  async delete(now: Date, { spam, held }: KeptDays): Promise<number> {
    return this.database.execute(DELETE, [now, spam, held]);
  }
}
