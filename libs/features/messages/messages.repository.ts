import { Injectable } from '@nestjs/common';
import type { DeliveryStatus } from '@features/deliveries';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { Message, MessageFilter } from './message';

const MESSAGE = `
  SELECT m.id, m.contact_id AS "contactId", d.email, m.to_name AS "toName", m.sender_id AS "senderId",
    m.template_id AS "templateId", t.name AS "templateName", m.subject, m.track, m.idempotency_key AS "idempotencyKey",
    m.posted_by AS "postedBy", m.due_at AS "dueAt", m.created_at AS "createdAt",
    m.template_version_id IS NOT NULL AS "isContentKept", m.template_version_id AS "versionId",
    d.id AS "deliveryId", d.status, d.reason, d.attempts, d.handed_over_at AS "handedOverAt",
    d.finished_at AS "finishedAt", d.next_attempt_at AS "nextAttemptAt", d.reply_code AS "replyCode",
    d.enhanced_code AS "enhancedCode", d.reply, d.bounce_class AS "bounceClass", d.bounced_at AS "bouncedAt",
    d.complained_at AS "complainedAt", w.uncertain_policy AS "uncertainPolicy"
  FROM messages m
  JOIN deliveries d ON d.message_id = m.id
  JOIN workspaces w ON w.id = m.workspace_id
  LEFT JOIN templates t ON t.id = m.template_id AND t.workspace_id = m.workspace_id`;

/** States that only an open message can have: a list of them is short work, however many messages there were. */
const OPEN_STATES: readonly DeliveryStatus[] = ['pending', 'claimed', 'handed_over'];

/** A row of `messages` as it is read: the view's message, and the version its content is. */
export type MessageRow = Message & { versionId: string | null };

/** SQL on `messages` as people see them. Posting and leasing have repositories of their own. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly database: Database) {}

  async find(workspaceId: string, id: string): Promise<MessageRow | null> {
    return this.database.queryOne<MessageRow>(
      `${MESSAGE} WHERE m.workspace_id = $1 AND m.id = $2 AND m.kind = 'transactional'`,
      [workspaceId, id],
    );
  }

  /** Newest first. */
  async list(
    workspaceId: string,
    filter: Omit<MessageFilter, 'email'> & { emailKey?: string },
    page: PageRequest,
  ): Promise<Page<Message>> {
    const { status } = filter;
    const open = status !== undefined && OPEN_STATES.includes(status) ? 'AND m.is_open' : '';
    const rows = await this.database.query<MessageRow>(
      `${MESSAGE}
       WHERE m.workspace_id = $1 AND m.kind = 'transactional' ${open} AND ($2::uuid IS NULL OR m.id < $2)
         AND ($3::text IS NULL OR m.email_key = $3) AND ($4::uuid IS NULL OR m.template_id = $4)
         AND ($5::uuid IS NULL OR m.contact_id = $5) AND ($6::text IS NULL OR d.status = $6)
       ORDER BY m.id DESC LIMIT $7`,
      [
        workspaceId,
        idCursor(page),
        filter.emailKey ?? null,
        filter.templateId ?? null,
        filter.contactId ?? null,
        status ?? null,
        page.limit + 1,
      ],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /**
   * Cancels what was not handed over; false when there is nothing to cancel (any more). Needs an open transaction: the message
   * is locked first, as whoever sends it does.
   */
  async cancel(workspaceId: string, id: string): Promise<boolean> {
    await this.database.query('SELECT FROM messages WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
      workspaceId,
      id,
    ]);
    const cancelled = await this.database.execute(
      `UPDATE deliveries SET status = 'cancelled', finished_at = now(), next_attempt_at = NULL, reason = NULL
       WHERE workspace_id = $1 AND message_id = $2
         AND (status IN ('pending', 'claimed') OR (status = 'deferred' AND next_attempt_at IS NOT NULL))`,
      [workspaceId, id],
    );
    if (cancelled === 0) return false;
    await this.database.execute(
      'UPDATE messages SET is_open = false, closed_at = now() WHERE workspace_id = $1 AND id = $2 AND is_open',
      [workspaceId, id],
    );
    return true;
  }

  /**
   * Deletes content and data of single messages that ended before `days` ago, at most `limit` of them; returns how many. What
   * remains says that a message went to somebody, and what became of it.
   */
  async forgetContents(days: number, limit: number): Promise<number> {
    return this.database.execute(
      `UPDATE messages SET template_version_id = NULL, data = NULL, subject = NULL, reply_to = NULL, headers = '{}', to_name = NULL
       WHERE id IN (
         SELECT id FROM messages WHERE template_version_id IS NOT NULL AND kind = 'transactional' AND closed_at < now() - make_interval(days => $1)
         ORDER BY closed_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [days, limit],
    );
  }

  /**
   * Deletes contents of no template that no message needs. Those of the last hours stay: a message may be about to be posted
   * with them.
   */
  async deleteStrayContents(): Promise<number> {
    return this.database.execute(
      `DELETE FROM template_versions v
       WHERE v.template_id IS NULL AND v.created_at < now() - interval '1 day'
         AND NOT EXISTS (SELECT FROM messages m WHERE m.template_version_id = v.id)`,
    );
  }
}
