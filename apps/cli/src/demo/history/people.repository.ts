import type { Database } from '@platform/database';
import type { KnownContact } from './people';

/** What is written about a contact whose past is told anew. */
export interface PastRow {
  id: string;
  created_at: Date;
  source: string;
}

/** A row of `consent_records`; the hash of the address is the contact's. */
export interface ConsentRow {
  id: string;
  contact_id: string;
  topic_id: string | null;
  action: string;
  method: string;
  occurred_at: Date;
  ip: string | null;
  user_agent: string | null;
  consent_text: string | null;
  language: string | null;
  details: object;
}

export interface SubscriptionRow {
  contact_id: string;
  topic_id: string;
  status: 'subscribed' | 'unsubscribed';
  source: string;
  changed_at: Date;
}

export interface SuppressionRow {
  contact_id: string;
  reason: 'hard-bounce' | 'complaint';
  source: string;
  note: string;
  occurred_at: Date;
}

const CONTACTS = `
  SELECT c.id, c.email, c.first_name AS "firstName", c.country, c.time_zone AS "timeZone", c.attributes ->> 'plan' AS plan,
    coalesce((c.attributes ->> 'lifetimeOrders')::int, 0) AS "lifetimeOrders", coalesce(c.tracking_consent, false) AS "isTracked",
    CASE WHEN u.reason = 'hard-bounce' THEN 'cleaned' ELSE coalesce(s.status, 'never') END AS standing,
    coalesce(u.occurred_at, s.changed_at) AS "leftAt",
    (SELECT min(r.occurred_at) FROM consent_records r WHERE r.contact_id = c.id AND r.action = 'subscribed') AS "optedInAt"
  FROM contacts c
  LEFT JOIN subscriptions s ON s.contact_id = c.id AND s.topic_id = $2
  LEFT JOIN suppressions u ON u.workspace_id = c.workspace_id AND u.address_hash = c.address_hash
  WHERE c.workspace_id = $1
  ORDER BY c.email_key`;

/** Back-dates contacts, and everything that says how they came and left. */
export class PeoplePastRepository {
  constructor(private readonly database: Database) {}

  async contacts(workspaceId: string, topicId: string): Promise<KnownContact[]> {
    return this.database.query<KnownContact>(CONTACTS, [workspaceId, topicId]);
  }

  async backDate(workspaceId: string, rows: readonly PastRow[]): Promise<void> {
    await this.database.execute(
      `UPDATE contacts c SET created_at = i.created_at, updated_at = i.created_at, source = i.source
       FROM jsonb_to_recordset($2::jsonb) AS i (id uuid, created_at timestamptz, source text)
       WHERE c.workspace_id = $1 AND c.id = i.id`,
      [workspaceId, JSON.stringify(rows)],
    );
  }

  /** In place of what the import wrote about these contacts. */
  async replaceConsent(workspaceId: string, rows: readonly ConsentRow[]): Promise<void> {
    const ids = [...new Set(rows.map((row) => row.contact_id))];
    await this.database.execute(
      'DELETE FROM consent_records WHERE workspace_id = $1 AND contact_id = ANY ($2::uuid[])',
      [workspaceId, ids],
    );
    await this.addConsent(workspaceId, rows);
  }

  async addConsent(workspaceId: string, rows: readonly ConsentRow[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO consent_records (id, workspace_id, contact_id, address_hash, topic_id, action, method, occurred_at, recorded_at, ip,
         user_agent, consent_text, language, details)
       SELECT i.id, $1, i.contact_id, c.address_hash, i.topic_id, i.action, i.method, i.occurred_at, i.occurred_at, i.ip, i.user_agent,
         i.consent_text, i.language, i.details
       FROM jsonb_populate_recordset(NULL::consent_records, $2::jsonb) i JOIN contacts c ON c.workspace_id = $1 AND c.id = i.contact_id`,
      [workspaceId, JSON.stringify(rows)],
    );
  }

  async subscribe(workspaceId: string, rows: readonly SubscriptionRow[]): Promise<void> {
    await this.database.execute(
      `INSERT INTO subscriptions AS s (workspace_id, contact_id, topic_id, status, source, changed_at)
       SELECT $1, i.contact_id, i.topic_id, i.status, i.source, i.changed_at
       FROM jsonb_populate_recordset(NULL::subscriptions, $2::jsonb) i
       ON CONFLICT (topic_id, contact_id) DO UPDATE
         SET status = excluded.status, source = excluded.source, reason = NULL, changed_at = excluded.changed_at`,
      [workspaceId, JSON.stringify(rows)],
    );
  }

  /** Who left by a link is unsubscribed and not suppressed; who bounced or complained is suppressed, and why. */
  async replaceSuppressions(
    workspaceId: string,
    contactIds: readonly string[],
    rows: readonly SuppressionRow[],
  ): Promise<void> {
    await this.database.execute(
      `DELETE FROM suppressions u USING contacts c
       WHERE u.workspace_id = $1 AND c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) AND u.address_hash = c.address_hash`,
      [workspaceId, contactIds],
    );
    await this.database.execute(
      `INSERT INTO suppressions (workspace_id, address_hash, email, reason, source, note, occurred_at, created_at)
       SELECT $1, c.address_hash, c.email, i.reason, i.source, i.note, i.occurred_at, i.occurred_at
       FROM jsonb_to_recordset($2::jsonb) AS i (contact_id uuid, reason text, source text, note text, occurred_at timestamptz)
       JOIN contacts c ON c.workspace_id = $1 AND c.id = i.contact_id`,
      [workspaceId, JSON.stringify(rows)],
    );
  }

  async tag(workspaceId: string, name: string, contactIds: readonly string[]): Promise<void> {
    await this.database.execute(
      `WITH tag AS (INSERT INTO tags (workspace_id, name, name_key) VALUES ($1, $2, lower($2)) RETURNING id)
       INSERT INTO contact_tags (workspace_id, tag_id, contact_id) SELECT $1, tag.id, unnest($3::uuid[]) FROM tag`,
      [workspaceId, name, contactIds],
    );
  }

  /** Their topic and the import stand at the beginning of the history. */
  async backDateBeginning(workspaceId: string, at: Date): Promise<void> {
    await this.database.execute('UPDATE topics SET created_at = $2 WHERE workspace_id = $1', [
      workspaceId,
      at,
    ]);
    await this.database.execute(
      `UPDATE contact_imports SET created_at = $2, started_at = $2, finished_at = $2::timestamptz + (finished_at - started_at)
       WHERE workspace_id = $1`,
      [workspaceId, at],
    );
  }

  /** What they answered, as their field. */
  async setAttribute(
    workspaceId: string,
    key: string,
    values: readonly { id: string; value: unknown }[],
  ): Promise<void> {
    await this.database.execute(
      `UPDATE contacts c SET attributes = c.attributes || jsonb_build_object($2::text, i.value)
       FROM jsonb_to_recordset($3::jsonb) AS i (id uuid, value jsonb) WHERE c.workspace_id = $1 AND c.id = i.id`,
      [workspaceId, key, JSON.stringify(values)],
    );
  }
}
