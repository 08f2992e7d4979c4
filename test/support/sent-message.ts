import { randomUUID } from 'node:crypto';
import type { Contact, ContactInput } from '@features/contacts';
import { MessageTokens } from '@features/tracking';
import { TemplatesService } from '@features/templates';
import { aContact } from '../../libs/testing/factories/contact';
import { aTemplate } from '../../libs/testing/factories/template';
import { aTopic } from '../../libs/testing/factories/topic';
import type { TestApi, TestWorkspace } from './api';

export interface SentCampaign {
  campaignId: string;
  topicId: string;
  topicKey: string;
  /** A contact who got the message an hour ago, subscribed to its topic and (unless told otherwise) agreed to tracking. */
  /** Default: accepted an hour ago, by somebody who agreed to tracking. */
  aRecipient(input?: {
    contact?: ContactInput;
    trackingConsent?: boolean;
    status?: 'accepted' | 'handed_over' | 'uncertain';
  }): Promise<SentMessage>;
}

export interface SentMessage {
  contact: Contact;
  deliveryId: string;
  tokens: ReturnType<MessageTokens['forDelivery']>;
}

/** A campaign that was sent, as rows: what happens to its messages afterwards is the test's story. */
export async function aSentCampaign(api: TestApi, home: TestWorkspace, mjml?: string): Promise<SentCampaign> {
  const workspaceId = home.workspace.id;
  const templates = api.app.get(TemplatesService, { strict: false });
  const template = await aTemplate(templates, workspaceId, mjml === undefined ? {} : { mjml });
  const version = await templates.freeze(workspaceId, template.id);
  const topicKey = `news-${randomUUID()}`;
  const topic = await aTopic(api.db, workspaceId, { key: topicKey, name: 'Product <news>' });
  const campaign = await api.db.queryOne<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, topic_id, template_version_id, resolved_at, audience_count)
     VALUES ($1, 'Spring', 'sent', $2, $3, now(), 1) RETURNING id`,
    [workspaceId, topic.id, version.id],
  );
  const campaignId = campaign?.id ?? '';
  let seq = 0;
  return {
    campaignId,
    topicId: topic.id,
    topicKey,
    aRecipient: async ({ contact: input = {}, trackingConsent = true, status = 'accepted' } = {}) => {
      const contact = await aContact(api.db, workspaceId, input);
      await api.db.execute('UPDATE contacts SET tracking_consent = $2 WHERE id = $1', [
        contact.id,
        trackingConsent,
      ]);
      await api.db.execute(
        `INSERT INTO subscriptions (workspace_id, contact_id, topic_id, status, source)
         VALUES ($1, $2, $3, 'subscribed', 'test')`,
        [workspaceId, contact.id, topic.id],
      );
      seq += 1;
      const delivery = await api.db.queryOne<{ id: string }>(
        `INSERT INTO deliveries (workspace_id, campaign_id, seq, contact_id, email, status, trackable,
           handed_over_at, finished_at)
         VALUES ($1, $2, $3, $4, $5, $7, $6, now() - interval '1 hour', now() - interval '1 hour')
         RETURNING id`,
        [workspaceId, campaignId, seq, contact.id, contact.email, trackingConsent, status],
      );
      const deliveryId = delivery?.id ?? '';
      const tokens = api.app.get(MessageTokens, { strict: false });
      const identity = { deliveryId, contactId: contact.id, topicId: topic.id };
      return { contact, deliveryId, tokens: tokens.forDelivery(identity) };
    },
  };
}
