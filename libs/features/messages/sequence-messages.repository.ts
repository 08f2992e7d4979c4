import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { SequenceMessage } from './sequence-message';

/**
 * Each message with its one row in the ledger. A step that was taken already adds nothing: the unique constraint decides. A
 * contact that was erased gets no mail. In the order of the contacts, as everybody takes them.
 */
const ADD = `
  WITH input AS (
    SELECT uuidv7() AS id, i.*, c.email, c.email_key, c.address_hash
    FROM json_to_recordset($2::json) AS i (enrollment_id uuid, step text, visit int, contact_id uuid, topic_id uuid, sender_id uuid,
      version_id uuid, subject text, on_cap text, on_quiet_hours text, due_at timestamptz)
    JOIN contacts c ON c.id = i.contact_id AND c.workspace_id = $1
    ORDER BY i.enrollment_id, i.step, i.visit
  ), added AS (
    INSERT INTO messages (id, workspace_id, kind, contact_id, email_key, address_hash, sender_id, topic_id, template_version_id, subject,
      enrollment_id, step, visit, on_cap, on_quiet_hours, due_at, track, posted_by)
    SELECT id, $1, 'sequence', contact_id, email_key, address_hash, sender_id, topic_id, version_id, subject,
      enrollment_id, step, visit, on_cap, on_quiet_hours, coalesce(due_at, now()), true, 'sequence'
    FROM input
    ON CONFLICT ON CONSTRAINT uq_messages_step DO NOTHING
    RETURNING id, due_at
  ), ledger AS (
    INSERT INTO deliveries (workspace_id, message_id, contact_id, email)
    SELECT $1, i.id, i.contact_id, i.email FROM input i JOIN added USING (id)
  )
  SELECT a.id, a.due_at AS "dueAt", 'pending' AS status, i.enrollment_id AS "enrollmentId"
  FROM added a JOIN input i USING (id)`;

const WITHDRAW = `
  WITH withdrawn AS (
    UPDATE deliveries d SET status = 'cancelled', finished_at = now(), next_attempt_at = NULL, reason = $3
    FROM messages m
    WHERE m.enrollment_id = ANY ($2::uuid[]) AND m.workspace_id = $1 AND m.is_open AND d.message_id = m.id
      AND (d.status IN ('pending', 'claimed') OR (d.status = 'deferred' AND d.next_attempt_at IS NOT NULL))
    RETURNING d.message_id
  )
  UPDATE messages SET is_open = false, closed_at = now() WHERE id IN (SELECT message_id FROM withdrawn) AND is_open`;

export interface AddedMessage {
  id: string;
  enrollmentId: string;
  dueAt: Date;
  status: 'pending';
}

/** SQL of mail that sequences send. */
@Injectable()
export class SequenceMessagesRepository {
  constructor(private readonly database: Database) {}

  async add(workspaceId: string, messages: readonly SequenceMessage[]): Promise<AddedMessage[]> {
    const rows = messages.map((message) => ({
      enrollment_id: message.enrollmentId,
      step: message.step,
      visit: message.visit,
      contact_id: message.contactId,
      topic_id: message.topicId,
      sender_id: message.senderId,
      version_id: message.templateVersionId,
      subject: message.subject ?? null,
      on_cap: message.onCap,
      on_quiet_hours: message.onQuietHours,
      due_at: message.dueAt ?? null,
    }));
    return this.database.query<AddedMessage>(ADD, [workspaceId, JSON.stringify(rows)]);
  }

  /** Messages first, as whoever sends them locks them; returns how many. */
  async withdraw(workspaceId: string, enrollmentIds: readonly string[], reason: string): Promise<number> {
    await this.database.query(
      `SELECT FROM messages WHERE workspace_id = $1 AND enrollment_id = ANY ($2::uuid[]) AND is_open ORDER BY id FOR UPDATE`,
      [workspaceId, enrollmentIds],
    );
    return this.database.execute(WITHDRAW, [workspaceId, enrollmentIds, reason]);
  }
}
