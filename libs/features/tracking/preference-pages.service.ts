import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { SubscriptionsService, type Preferences, type TopicSubscription } from '@features/consent';
import { BrandsService, type Brand } from '@features/templates';
import { Database } from '@platform/database';
import { DomainError } from '@platform/errors';
import { MessageTokens } from './message-tokens';
import { TrackedMessagesRepository } from './tracked-messages.repository';

/** What the preference page shows. */
export interface PreferencesPage {
  workspaceName: string;
  brand: Brand;
  preferences: Preferences;
  /** Whether the workspace tracks people at all, so that the switch means something. */
  asksForTracking: boolean;
}

export interface PreferencesChange {
  /** Topics that stay or become subscribed; every other public one is unsubscribed. */
  topicIds: readonly string[];
  /** Undefined where the page does not ask. */
  trackingConsent?: boolean;
  ip: string | null;
  userAgent: string | null;
}

const METHOD = 'preference-page';

/** What a contact chooses to receive, by the link in a message. */
@Injectable()
export class PreferencePages {
  constructor(
    private readonly database: Database,
    private readonly tokens: MessageTokens,
    private readonly messages: TrackedMessagesRepository,
    private readonly subscriptions: SubscriptionsService,
    private readonly brands: BrandsService,
  ) {}

  isTest(token: string): boolean {
    return this.tokens.parsePreferences(token)?.isTest === true;
  }

  /** Null for anything but a genuine token of a contact that still exists. */
  async open(token: string): Promise<PreferencesPage | null> {
    const link = this.tokens.parsePreferences(token);
    const owner = link === null ? null : await this.messages.findContactOwner(link.contactId);
    if (link === null || owner === null) return null;
    try {
      const [brand, preferences] = await Promise.all([
        this.brands.get(owner.workspaceId),
        this.subscriptions.preferences(owner.workspaceId, link.contactId),
      ]);
      const asksForTracking = owner.trackingMode === 'individual';
      return { workspaceName: owner.workspaceName, brand, preferences, asksForTracking };
    } catch (error) {
      // Erased between the two looks.
      if (error instanceof DomainError && error.kind === 'not-found') return null;
      throw error;
    }
  }

  /** Saves the choices with their evidence; what already is so records nothing. Null as for `open`. */
  async save(token: string, change: PreferencesChange): Promise<PreferencesPage | null> {
    const link = this.tokens.parsePreferences(token);
    const page = await this.open(token);
    const owner = link === null ? null : await this.messages.findContactOwner(link.contactId);
    if (link === null || page === null || owner === null) return null;
    await this.database.transaction(async () => {
      for (const topic of page.preferences.topics) {
        const wanted = change.topicIds.includes(topic.topicId);
        if (isAlready(topic.status, wanted)) continue;
        await this.saveTopic(owner.workspaceId, { ...link, topicId: topic.topicId, wanted }, change);
      }
      if (page.asksForTracking && change.trackingConsent !== undefined) {
        const contact = { id: link.contactId, granted: change.trackingConsent };
        await this.subscriptions.setTrackingConsent(owner.workspaceId, contact, evidenceOf(change));
      }
    });
    return this.open(token);
  }

  /** Unsubscribes from every topic, also from those that the page does not show. Null as for `open`. */
  async unsubscribeFromAll(
    token: string,
    request: Pick<PreferencesChange, 'ip' | 'userAgent'>,
  ): Promise<PreferencesPage | null> {
    const link = this.tokens.parsePreferences(token);
    const owner = link === null ? null : await this.messages.findContactOwner(link.contactId);
    if (link === null || owner === null) return null;
    const { workspaceId } = owner;
    const { contactId, deliveryId } = link;
    await this.database.transaction(async () => {
      await this.subscriptions.unsubscribe({
        ...evidenceOf(request),
        workspaceId,
        contactId,
        topicId: null,
        ...(deliveryId === null ? {} : { deliveryId }),
      });
      if (deliveryId !== null) await this.messages.markUnsubscribed(workspaceId, deliveryId, contactId);
    });
    return this.open(token);
  }

  private async saveTopic(
    workspaceId: string,
    choice: { contactId: string; deliveryId: string | null; topicId: string; wanted: boolean },
    change: PreferencesChange,
  ): Promise<void> {
    const { contactId, deliveryId, topicId } = choice;
    const evidence = evidenceOf(change);
    if (!choice.wanted) {
      const delivery = deliveryId === null ? {} : { deliveryId };
      await this.subscriptions.unsubscribe({ ...evidence, ...delivery, workspaceId, contactId, topicId });
      return;
    }
    const actor = systemActor(workspaceId, 'preference page');
    await this.subscriptions.change(actor, { contactId, topicId, status: 'subscribed' }, evidence);
  }
}

/** A topic that never came up stays so when it is not chosen. */
function isAlready(status: TopicSubscription['status'], wanted: boolean): boolean {
  return wanted ? status === 'subscribed' : status === 'unsubscribed' || status === 'none';
}

function evidenceOf({ ip, userAgent }: Pick<PreferencesChange, 'ip' | 'userAgent'>) {
  return { method: METHOD, ip, userAgent };
}
