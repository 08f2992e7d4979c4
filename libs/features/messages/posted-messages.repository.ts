import { Injectable } from '@nestjs/common';
import { whyNotTransactionalSql } from '@features/consent';
import type { DeliveryStatus } from '@features/deliveries';
import { Database, translateViolations } from '@platform/database';
import { contentVanished, senderVanished } from './messages.errors';

/** How an address stands in the workspace. */
export interface KnownAddress {
  emailKey: string;
  contactId: string | null;
  /** Why it may not be mailed, else null. */
  obstacle: string | null;
  /** The list of suppressions holds the address itself, not only its hash: it is not that of somebody who was erased. */
  isWritten: boolean;
}

/** A message that is about to be stored. Its content is frozen, its contact exists (or never will). */
export interface NewMessage {
  contactId: string;
  /** Empty where the address itself must not be kept. */
  email: string;
  emailKey: string | null;
  addressHash: Buffer;
  toName: string | null;
  senderId: string;
  templateId: string | null;
  /** Null where nothing is kept. */
  versionId: string | null;
  subject: string | null;
  replyTo: string | null;
  headers: Record<string, string>;
  data: Record<string, unknown> | null;
  track: boolean;
  /** Null: now. */
  sendAt: Date | null;
  obstacle: string | null;
  idempotencyKey: string | null;
  requestHash: Buffer;
}

/** What was posted with a key: whoever comes second gets the first one's message. */
export interface KnownKey {
  key: string;
  requestHash: Buffer;
  id: string;
  status: DeliveryStatus;
  dueAt: Date;
}

export interface StoredMessage {
  /** Place in what was given. */
  index: number;
  id: string;
  status: DeliveryStatus;
  dueAt: Date;
}

const LOOK_UP = `
  SELECT i.email_key AS "emailKey", c.id AS "contactId",
    ${whyNotTransactionalSql({ workspaceId: 'i.workspace_id', addressHash: 'i.address_hash' })} AS obstacle,
    EXISTS (SELECT FROM suppressions s WHERE s.workspace_id = i.workspace_id AND s.address_hash = i.address_hash
      AND s.email IS NOT NULL) AS "isWritten"
  FROM (
    SELECT $1::uuid AS workspace_id, email_key, decode(hash, 'hex') AS address_hash
    FROM json_to_recordset($2::json) AS x (email_key text, hash text)
  ) i
  LEFT JOIN contacts c ON c.workspace_id = i.workspace_id AND c.email_key = i.email_key`;

/**
 * Each message with its one row in the ledger. A key that is taken, also by somebody who posts at this moment, stores
 * nothing: the unique constraint decides. Rows are taken in the order of their keys, so that two batches never wait for each
 * other in a circle. Whoever must not be mailed now is never sent anything, and the ledger says why.
 */
const STORE = `
  WITH input AS (
    SELECT uuidv7() AS id, i.*, i.obstacle IS NOT NULL AND i.send_at IS NULL AS is_stopped
    FROM json_to_recordset($2::json) AS i (index int, contact_id uuid, email text, email_key text, address_hash text,
      to_name text, sender_id uuid, template_id uuid, version_id uuid, subject text, reply_to text, headers jsonb,
      data jsonb, track boolean, send_at timestamptz, obstacle text, idempotency_key text, request_hash text)
    ORDER BY i.idempotency_key
  ), stored AS (
    INSERT INTO messages (id, workspace_id, contact_id, email_key, address_hash, to_name, sender_id, template_id,
      template_version_id, subject, reply_to, headers, data, track, due_at, is_open, closed_at, idempotency_key,
      request_hash, posted_by)
    SELECT id, $1, contact_id, email_key, decode(address_hash, 'hex'), to_name, sender_id, template_id, version_id, subject,
      reply_to, headers, data, track, greatest(coalesce(send_at, now()), now()), NOT is_stopped,
      CASE WHEN is_stopped THEN now() END, idempotency_key, decode(request_hash, 'hex'), $3
    FROM input
    ON CONFLICT ON CONSTRAINT uq_messages_idempotency DO NOTHING
    RETURNING id, due_at
  ), ledger AS (
    INSERT INTO deliveries (workspace_id, message_id, contact_id, email, status, reason, finished_at)
    SELECT $1, i.id, i.contact_id, i.email, CASE WHEN i.is_stopped THEN 'suppressed' ELSE 'pending' END,
      CASE WHEN i.is_stopped THEN i.obstacle END, CASE WHEN i.is_stopped THEN now() END
    FROM input i JOIN stored USING (id)
    RETURNING message_id, status
  )
  SELECT i.index, i.id, l.status, s.due_at AS "dueAt"
  FROM input i JOIN stored s USING (id) JOIN ledger l ON l.message_id = i.id`;

/** SQL of posting messages. */
@Injectable()
export class PostedMessagesRepository {
  constructor(private readonly database: Database) {}

  /** Messages that were posted with one of these keys. */
  async findByKeys(workspaceId: string, keys: readonly string[]): Promise<KnownKey[]> {
    if (keys.length === 0) return [];
    return this.database.query<KnownKey>(
      `SELECT m.idempotency_key AS key, m.request_hash AS "requestHash", m.id, d.status, m.due_at AS "dueAt"
       FROM messages m JOIN deliveries d ON d.message_id = m.id
       WHERE m.workspace_id = $1 AND m.idempotency_key = ANY ($2::text[])`,
      [workspaceId, keys],
    );
  }

  /** Whoever posts with one of these keys at the same moment waits until the open transaction ends. */
  async lockKeys(workspaceId: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.database.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('message:' || $1 || ':' || key, 0))
       FROM (SELECT DISTINCT key FROM unnest($2::text[]) AS key ORDER BY key) ordered`,
      [workspaceId, keys],
    );
  }

  async existingContacts(workspaceId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT id FROM contacts WHERE workspace_id = $1 AND id = ANY ($2::uuid[])',
      [workspaceId, ids],
    );
    return rows.map(({ id }) => id);
  }

  /** One entry per address. */
  async lookUp(
    workspaceId: string,
    addresses: readonly { emailKey: string; hash: Buffer }[],
  ): Promise<Map<string, KnownAddress>> {
    const rows = await this.database.query<KnownAddress>(LOOK_UP, [
      workspaceId,
      JSON.stringify(
        addresses.map(({ emailKey, hash }) => ({ email_key: emailKey, hash: hash.toString('hex') })),
      ),
    ]);
    return new Map(rows.map((row) => [row.emailKey, row]));
  }

  /** Messages to an address that wait for a later time; counts up to `limit`. */
  async countScheduled(workspaceId: string, emailKey: string, limit: number): Promise<number> {
    const row = await this.database.queryOne<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM (
         SELECT FROM messages m
         WHERE m.workspace_id = $1 AND m.email_key = $2 AND m.is_open AND m.due_at > now() LIMIT $3) counted`,
      [workspaceId, emailKey, limit],
    );
    return row?.waiting ?? 0;
  }

  /** Those that were stored; the others' keys are taken. */
  async store(
    workspaceId: string,
    postedBy: string,
    messages: readonly NewMessage[],
  ): Promise<StoredMessage[]> {
    const rows = messages.map((message, index) => ({
      index,
      contact_id: message.contactId,
      email: message.email,
      email_key: message.emailKey,
      address_hash: message.addressHash.toString('hex'),
      to_name: message.toName,
      sender_id: message.senderId,
      template_id: message.templateId,
      version_id: message.versionId,
      subject: message.subject,
      reply_to: message.replyTo,
      headers: message.headers,
      data: message.data,
      track: message.track,
      send_at: message.sendAt,
      obstacle: message.obstacle,
      idempotency_key: message.idempotencyKey,
      request_hash: message.requestHash.toString('hex'),
    }));
    return translateViolations(
      {
        fk_messages_template_version: contentVanished,
        fk_messages_template: contentVanished,
        fk_messages_sender: senderVanished,
      },
      () => this.database.query<StoredMessage>(STORE, [workspaceId, JSON.stringify(rows), postedBy]),
    );
  }
}
