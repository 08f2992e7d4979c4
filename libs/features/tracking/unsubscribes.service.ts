import { Injectable } from '@nestjs/common';
import { SubscriptionsService, type UnsubscribeInput } from '@features/consent';
import { BrandsService, type Brand } from '@features/templates';
import { Database } from '@platform/database';
import { MessageTokens } from './message-tokens';
import { TrackedMessagesRepository } from './tracked-messages.repository';

/** What the unsubscribe page says. */
export interface UnsubscribeOffer {
  /** The link of a test send: nothing can be unsubscribed with it. */
  isTest: boolean;
  workspaceName: string;
  brand: Brand | null;
  topicName: string;
  /** Leads to all choices of the contact; null on test sends. */
  preferencesToken: string | null;
}

export interface UnsubscribeRequest {
  /** `topic`: what the message was about; `all`: every topic. */
  from: 'topic' | 'all';
  /** `one-click` or `unsubscribe-page`. */
  method: string;
  ip: string | null;
  userAgent: string | null;
}

/** Unsubscribing by the link or header of a message; the token alone is the authority. */
@Injectable()
export class UnsubscribesService {
  constructor(
    private readonly database: Database,
    private readonly tokens: MessageTokens,
    private readonly messages: TrackedMessagesRepository,
    private readonly subscriptions: SubscriptionsService,
    private readonly brands: BrandsService,
  ) {}

  /** What the token offers; null for anything but a genuine token. Changes nothing. */
  async describe(token: string): Promise<UnsubscribeOffer | null> {
    const link = this.tokens.parseUnsubscribe(token);
    const owner = link === null ? null : await this.messages.findTopicOwner(link.topicId);
    if (link === null || owner === null) return null;
    return {
      isTest: link.isTest,
      workspaceName: owner.workspaceName,
      brand: await this.brands.get(owner.workspaceId),
      topicName: owner.topicName,
      preferencesToken: link.isTest ? null : this.tokens.forPreferences(link.contactId, link.deliveryId),
    };
  }

  /** Unsubscribes; again and for an erased contact it changes nothing and succeeds. False for anything but a genuine token. */
  async unsubscribe(token: string, request: UnsubscribeRequest): Promise<boolean> {
    const link = this.tokens.parseUnsubscribe(token);
    const owner = link === null ? null : await this.messages.findTopicOwner(link.topicId);
    if (link === null || owner === null) return false;
    if (link.isTest) return true;
    const { contactId, deliveryId, topicId } = link;
    const { workspaceId } = owner;
    const { from, ...evidence } = request;
    await this.leave({
      ...evidence,
      workspaceId,
      contactId,
      topicId: from === 'all' ? null : topicId,
      ...(deliveryId === null ? {} : { deliveryId }),
    });
    return true;
  }

  /** Leaves one topic or all, and marks the delivery whose link it was. */
  async leave(input: UnsubscribeInput): Promise<void> {
    const { workspaceId, contactId, deliveryId } = input;
    await this.database.transaction(async () => {
      await this.subscriptions.unsubscribe(input);
      if (deliveryId !== undefined) await this.messages.markUnsubscribed(workspaceId, deliveryId, contactId);
    });
  }
}
