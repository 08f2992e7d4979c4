import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { whyNotMailableSql } from './mailable';
import type { MailabilityContact, MailabilityRow } from './mailability';

/** $1 workspace, $2 contact, $3 a topic, or null for all that are not archived or have a subscription of the contact. */
const FIND = `
  SELECT t.id AS "topicId", t.key AS "topicKey", t.name AS "topicName",
    mine.status, mine.changed_at AS "changedAt", CASE WHEN mine.expires_at <= now() THEN mine.expires_at END AS "expiredAt",
    CASE WHEN c.paused_until > now() THEN c.paused_until END AS "pausedUntil", stop.reason AS "suppressionReason", stop.occurred_at AS "suppressedAt",
    ${whyNotMailableSql({ contact: 'c', topic: 't.id' })} AS why
  FROM contacts c
  JOIN topics t ON t.workspace_id = c.workspace_id
  LEFT JOIN subscriptions mine ON mine.topic_id = t.id AND mine.contact_id = c.id
  LEFT JOIN suppressions stop ON stop.workspace_id = c.workspace_id AND stop.address_hash = c.address_hash
  WHERE c.workspace_id = $1 AND c.id = $2
    AND (t.id = $3::uuid OR ($3::uuid IS NULL AND (t.archived_at IS NULL OR mine.topic_id IS NOT NULL)))
  ORDER BY t.position, t.key`;

/** Asks why a contact may not be mailed. */
@Injectable()
export class MailabilityRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string, contactId: string, topicId: string | null): Promise<MailabilityRow[]> {
    return this.database.query<MailabilityRow>(FIND, [workspaceId, contactId, topicId]);
  }

  /** Null when there is no such contact. */
  async findContact(workspaceId: string, contactId: string): Promise<MailabilityContact | null> {
    return this.database.queryOne<MailabilityContact>(
      `SELECT coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) AS name,
         c.created_at AS "createdAt", w.time_zone AS zone
       FROM contacts c JOIN workspaces w ON w.id = c.workspace_id
       WHERE c.workspace_id = $1 AND c.id = $2`,
      [workspaceId, contactId],
    );
  }
}
