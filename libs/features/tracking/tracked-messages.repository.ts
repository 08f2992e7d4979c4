import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** The delivery behind a link, with what is needed to show its message again. */
export interface TrackedMessage {
  deliveryId: string;
  workspaceId: string;
  contactId: string;
  topicId: string | null;
  templateVersionId: string;
  /** Empty for a single message. */
  campaignName: string;
  /** Null for a message of a campaign. */
  single: SingleMessage | null;
}

/** What a message of no campaign was made with beside its contact. */
export interface SingleMessage {
  data: Record<string, unknown>;
  /** Its links go through us. */
  isTracked: boolean;
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

  /** With the content that it was sent with: of an A/B test its variant's. */
  async find(deliveryId: string): Promise<TrackedMessage | null> {
    const ofCampaign = await this.database.queryOne<TrackedMessage>(
      `SELECT d.id AS "deliveryId", d.workspace_id AS "workspaceId", d.contact_id AS "contactId",
         c.topic_id AS "topicId", coalesce(v.template_version_id, c.template_version_id) AS "templateVersionId",
         c.name AS "campaignName", NULL AS single
       FROM deliveries d JOIN campaigns c ON c.workspace_id = d.workspace_id AND c.id = d.campaign_id
       LEFT JOIN campaign_variants v ON v.workspace_id = d.workspace_id AND v.campaign_id = d.campaign_id AND v.key = d.variant
       WHERE d.id = $1 AND c.template_version_id IS NOT NULL`,
      [deliveryId],
    );
    return ofCampaign ?? this.findSingle(deliveryId);
  }

  /** Of a single message as long as its content is kept; of a sequence. */
  private async findSingle(deliveryId: string): Promise<TrackedMessage | null> {
    return this.database.queryOne<TrackedMessage>(
      `SELECT d.id AS "deliveryId", d.workspace_id AS "workspaceId", d.contact_id AS "contactId", m.topic_id AS "topicId",
         m.template_version_id AS "templateVersionId", '' AS "campaignName",
         CASE WHEN m.kind = 'transactional'
           THEN jsonb_build_object('data', coalesce(m.data, '{}'), 'isTracked', d.trackable) END AS single
       FROM deliveries d JOIN messages m ON m.workspace_id = d.workspace_id AND m.id = d.message_id
       WHERE d.id = $1 AND m.template_version_id IS NOT NULL`,
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
