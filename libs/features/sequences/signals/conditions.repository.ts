import { Injectable } from '@nestjs/common';
import { EVENT_ALIAS, type CompiledEvents, type CompiledPredicate } from '@features/segments';
import { Database } from '@platform/database';

/** Somebody's events of a stretch of time, both ends included. */
export interface Stretch {
  id: string;
  contactId: string;
  from: Date;
  to: Date;
}

/** First placeholder of a compiled condition. */
export const FIRST_PARAM = 3;

const LEFT = `
  SELECT c.id, CASE
    WHEN sup.reason IN ('hard-bounce', 'complaint', 'unsubscribed') THEN sup.reason
    WHEN sup.reason = 'invalid-address' THEN 'hard-bounce'
    WHEN sup.id IS NOT NULL THEN 'suppressed'
    ELSE 'unsubscribed' END AS reason
  FROM contacts c
  LEFT JOIN suppressions sup ON sup.workspace_id = c.workspace_id AND sup.address_hash = c.address_hash
  LEFT JOIN subscriptions sub ON sub.topic_id = $3 AND sub.contact_id = c.id AND sub.workspace_id = c.workspace_id
  WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[]) AND (sup.id IS NOT NULL OR sub.status = 'unsubscribed')`;

/** Asks whether conditions hold, for many contacts at once. */
@Injectable()
export class ConditionsRepository {
  constructor(private readonly db: Database) {}

  /** When each one's first matching event happened; those without one are left out. */
  async firstEvents(
    workspaceId: string,
    stretches: readonly Stretch[],
    events: CompiledEvents,
  ): Promise<Map<string, Date>> {
    const e = EVENT_ALIAS;
    const rows = await this.db.query<{ id: string; at: Date }>(
      `SELECT i.id, first.at FROM json_to_recordset($2::json) AS i (id uuid, "contactId" uuid, "from" timestamptz, "to" timestamptz)
       CROSS JOIN LATERAL (SELECT min(${e}.occurred_at) AS at FROM ${events.source} ${e}
         WHERE ${e}.workspace_id = $1 AND ${e}.contact_id = i."contactId"
           AND ${e}.occurred_at BETWEEN i."from" AND i."to" AND ${events.sql}) first
       WHERE first.at IS NOT NULL`,
      [workspaceId, JSON.stringify(stretches), ...events.params],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  /** Those of the contacts for whom the tree holds. */
  async holding(
    workspaceId: string,
    contactIds: readonly string[],
    tree: CompiledPredicate,
  ): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT v.id FROM (
         SELECT c.id, (${tree.sql}) AS holds FROM unnest($2::uuid[]) AS b (id)
         JOIN contacts c ON c.id = b.id AND c.workspace_id = $1) v WHERE v.holds`,
      [workspaceId, contactIds, ...tree.params],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Who may not be mailed about the topic any more, and why; `topicId` null asks for suppressions only. */
  async whoLeft(
    workspaceId: string,
    contactIds: readonly string[],
    topicId: string | null,
  ): Promise<Map<string, 'hard-bounce' | 'complaint' | 'unsubscribed' | 'suppressed'>> {
    const rows = await this.db.query<{
      id: string;
      reason: 'hard-bounce' | 'complaint' | 'unsubscribed' | 'suppressed';
    }>(LEFT, [workspaceId, contactIds, topicId]);
    return new Map(rows.map(({ id, reason }) => [id, reason]));
  }
}
