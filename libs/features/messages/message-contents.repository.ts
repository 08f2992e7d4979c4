import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** What one message is made of beside its content and its contact. */
export interface MessageParts {
  deliveryId: string;
  /** Null where the content was deleted since. */
  versionId: string | null;
  data: Record<string, unknown>;
  subject: string | null;
  replyTo: string | null;
  headers: Record<string, string>;
  toName: string | null;
  /** Of marketing mail. */
  topicId: string | null;
}

/** SQL that reads what messages are made of. */
@Injectable()
export class MessageContentsRepository {
  constructor(private readonly database: Database) {}

  async ofDeliveries(
    workspaceId: string,
    deliveryIds: readonly string[],
  ): Promise<Map<string, MessageParts>> {
    const rows = await this.database.query<MessageParts>(
      `SELECT d.id AS "deliveryId", m.template_version_id AS "versionId", coalesce(m.data, '{}') AS data, m.subject,
         m.reply_to AS "replyTo", m.headers, m.to_name AS "toName",
         m.topic_id AS "topicId"
       FROM deliveries d JOIN messages m ON m.id = d.message_id
       WHERE m.workspace_id = $1 AND d.id = ANY ($2::uuid[])`,
      [workspaceId, deliveryIds],
    );
    return new Map(rows.map((row) => [row.deliveryId, row]));
  }
}
