import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** The delivery behind a link, with what is needed to show its message again. */
export interface TrackedMessage {
  deliveryId: string;
  workspaceId: string;
  contactId: string;
  topicId: string | null;
  templateVersionId: string;
  campaignName: string;
}

export interface ContactOwner {
  workspaceId: string;
  workspaceName: string;
  trackingMode: string;
}

export interface TopicOwner {
  workspaceId: string;
  workspaceName: string;
  topicName: string;
}

/** Finds the rows behind tokens. Tokens name rows by random id alone, so the workspace comes out of the row. */
@Injectable()
export class TrackedMessagesRepository {
  constructor(private readonly database: Database) {}

  async find(deliveryId: string): Promise<TrackedMessage | null> {
    return this.database.queryOne<TrackedMessage>(
      `SELECT d.id AS "deliveryId", d.workspace_id AS "workspaceId", d.contact_id AS "contactId",
         c.topic_id AS "topicId", c.template_version_id AS "templateVersionId", c.name AS "campaignName"
       FROM deliveries d JOIN campaigns c ON c.workspace_id = d.workspace_id AND c.id = d.campaign_id
       WHERE d.id = $1 AND c.template_version_id IS NOT NULL`,
      [deliveryId],
    );
  }

  /** Null for a contact that was erased. */
  async findContactOwner(contactId: string): Promise<ContactOwner | null> {
    return this.database.queryOne<ContactOwner>(
      `SELECT w.id AS "workspaceId", w.name AS "workspaceName", w.tracking_mode AS "trackingMode"
       FROM contacts c JOIN workspaces w ON w.id = c.workspace_id WHERE c.id = $1`,
      [contactId],
    );
  }

  async findTopicOwner(topicId: string): Promise<TopicOwner | null> {
    return this.database.queryOne<TopicOwner>(
      `SELECT w.id AS "workspaceId", w.name AS "workspaceName", t.name AS "topicName"
       FROM topics t JOIN workspaces w ON w.id = t.workspace_id WHERE t.id = $1`,
      [topicId],
    );
  }

  /** Keeps the first time. Touches nothing when the delivery went to somebody else. */
  async markUnsubscribed(workspaceId: string, deliveryId: string, contactId: string): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries SET unsubscribed_at = now()
       WHERE id = $2 AND workspace_id = $1 AND contact_id = $3 AND unsubscribed_at IS NULL`,
      [workspaceId, deliveryId, contactId],
    );
  }
}
