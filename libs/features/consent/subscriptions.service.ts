import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { EventsService } from '@features/events';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type {
  ConsentAction,
  ConsentRecordRow,
  Evidence,
  LegalBasis,
  Preferences,
  SubscriptionStatus,
  SuppressionReason,
  TopicSubscription,
} from './consent';
import { frequencyOf } from './contact-choices.repository';
import {
  addressSuppressed,
  contactNotFound,
  expiryNeedsImplied,
  topicArchived,
  topicNotFound,
} from './consent.errors';
import { SubscriptionsRepository, type ConsentContact } from './subscriptions.repository';
import { TopicsRepository } from './topics.repository';

export interface SubscriptionInput {
  contactId: string;
  topicId: string;
  status: SubscriptionStatus;
  /** A word why, for people; at most 200 characters. */
  reason?: string;
  /** Default `explicit`: the person said so. */
  legalBasis?: LegalBasis;
  /** When implied consent ends; only with `subscribed` and `implied`. Null or left out: never. */
  expiresAt?: Date | null;
  /** This is the answer to a confirmation mail: the record says `confirmed` instead of `subscribed`. */
  isConfirmation?: boolean;
}

export interface UnsubscribeInput extends Evidence {
  workspaceId: string;
  contactId: string;
  /** One topic, or null for all of them. */
  topicId: string | null;
  /** The delivery whose link or header was used. */
  deliveryId?: string;
  reason?: string;
}

/** Who chose to receive what, always with evidence. */
@Injectable()
export class SubscriptionsService {
  constructor(
    private readonly database: Database,
    private readonly subscriptions: SubscriptionsRepository,
    private readonly topics: TopicsRepository,
    private readonly events: EventsService,
    private readonly audit: AuditService,
  ) {}

  /** How one contact stands to every topic. Throws `contact.not-found`. */
  async list(workspaceId: string, contactId: string): Promise<TopicSubscription[]> {
    await this.getContact(workspaceId, contactId);
    return this.subscriptions.list(workspaceId, contactId);
  }

  /**
   * Changes one subscription and appends the evidence; saying the same again changes and records nothing. Implied consent
   * never replaces explicit one. Throws `subscription.expiry-needs-implied`,
   * `contact.not-found`, `topic.not-found`, `topic.archived`, and `subscription.address-suppressed` when somebody is to
   * be subscribed whose address must not be mailed.
   */
  async change(actor: Actor, input: SubscriptionInput, evidence: Evidence): Promise<TopicSubscription[]> {
    const { workspaceId } = actor;
    const { legalBasis, expiresAt } = input;
    if (expiresAt && !(legalBasis === 'implied' && input.status === 'subscribed')) throw expiryNeedsImplied();
    return this.database.transaction(async () => {
      const contact = await this.getContact(workspaceId, input.contactId);
      const topic = await this.topics.find(workspaceId, input.topicId);
      if (!topic) throw topicNotFound(input.topicId);
      if (input.status !== 'unsubscribed') {
        if (topic.archivedAt !== null) throw topicArchived(topic.key);
        if (contact.suppressionReason !== null)
          throw addressSuppressed(contact.suppressionReason as SuppressionReason);
      }
      const changed = await this.subscriptions.change(
        {
          workspaceId,
          contactId: contact.id,
          topicIds: [topic.id],
          status: input.status,
          action: actionOf(input),
          reason: input.reason ?? null,
          legalBasis,
          expiresAt,
        },
        { ...evidence, details: basisDetails(input, evidence), ip: evidence.ip ?? actor.ip },
      );
      if (changed.length > 0) {
        if (input.status === 'unsubscribed')
          await this.recordUnsubscribed(workspaceId, contact.id, { changed, method: evidence.method });
        await this.audit.record(actor, {
          action: 'subscription.changed',
          targetKind: 'contact',
          targetId: contact.id,
          details: { topic: topic.key, status: input.status, method: evidence.method },
        });
      }
      return this.subscriptions.list(workspaceId, contact.id);
    });
  }

  /** Several changes of one contact, all or none; the errors of `change`. */
  async changeAll(
    actor: Actor,
    changes: readonly SubscriptionInput[],
    evidence: Evidence,
  ): Promise<TopicSubscription[]> {
    return this.database.transaction(async () => {
      let after: TopicSubscription[] = [];
      for (const change of changes) after = await this.change(actor, change, evidence);
      return after;
    });
  }

  /**
   * The person's own unsubscribe, from one topic or from all (also from those never subscribed to, so that a later
   * import cannot subscribe them). Idempotent and safe against itself. Returns the keys of the topics that changed;
   * an unknown contact (erased meanwhile) changes nothing.
   */
  async unsubscribe(input: UnsubscribeInput): Promise<string[]> {
    const { workspaceId, contactId, topicId, deliveryId, method } = input;
    return this.database.transaction(async () => {
      const changed = await this.subscriptions.change(
        {
          workspaceId,
          contactId,
          topicIds: topicId === null ? null : [topicId],
          status: 'unsubscribed',
          action: 'unsubscribed',
          reason: input.reason ?? null,
        },
        { ...input, details: { ...input.details, ...(deliveryId === undefined ? {} : { deliveryId }) } },
      );
      if (changed.length > 0)
        await this.recordUnsubscribed(workspaceId, contactId, { changed, method, deliveryId });
      return changed.map((topic) => topic.key);
    });
  }

  /** What the preference page shows. Throws `contact.not-found`. */
  async preferences(workspaceId: string, contactId: string): Promise<Preferences> {
    const contact = await this.getContact(workspaceId, contactId);
    const topics = await this.subscriptions.list(workspaceId, contactId);
    return {
      contactId: contact.id,
      email: contact.email,
      trackingConsent: contact.trackingConsent,
      isSuppressed: contact.suppressionReason !== null,
      pausedUntil: contact.pausedUntil,
      frequency: frequencyOf(contact.ownCapDays),
      locale: contact.locale,
      timeZone: contact.timeZone,
      topics: topics.filter((topic) => topic.isPublic),
    };
  }

  /** Grants or withdraws consent to individual tracking, with evidence; the same answer again records nothing. */
  async setTrackingConsent(
    workspaceId: string,
    contact: { id: string; granted: boolean },
    evidence: Evidence,
  ): Promise<void> {
    await this.database.transaction(async () => {
      await this.getContact(workspaceId, contact.id);
      await this.subscriptions.setTrackingConsent(workspaceId, contact, evidence);
    });
  }

  /** The evidence about one contact, newest first. Throws `contact.not-found`. */
  async listRecords(
    workspaceId: string,
    contactId: string,
    page: PageRequest,
  ): Promise<Page<ConsentRecordRow>> {
    await this.getContact(workspaceId, contactId);
    const before = idCursor(page);
    const rows = await this.subscriptions.listRecords({
      workspaceId,
      contactId,
      before,
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  private async getContact(workspaceId: string, contactId: string): Promise<ConsentContact> {
    const contact = await this.subscriptions.findContact(workspaceId, contactId);
    if (!contact) throw contactNotFound(contactId);
    return contact;
  }

  private async recordUnsubscribed(
    workspaceId: string,
    contactId: string,
    what: { changed: { key: string }[]; method: string; deliveryId?: string },
  ): Promise<void> {
    const extra =
      what.deliveryId === undefined
        ? {}
        : {
            delivery: what.deliveryId,
            campaign: await this.subscriptions.campaignOf(workspaceId, what.deliveryId),
          };
    await this.events.record(
      workspaceId,
      what.changed.map((topic) => ({
        contactId,
        name: 'email.unsubscribed',
        properties: { topic: topic.key, method: what.method, ...extra },
      })),
    );
  }
}

/** That consent is implied, and until when, belongs to the evidence. */
function basisDetails(
  { legalBasis, expiresAt }: SubscriptionInput,
  { details }: Evidence,
): Record<string, unknown> | undefined {
  if (legalBasis !== 'implied') return details;
  return { ...details, legalBasis, expiresAt: expiresAt?.toISOString() ?? null };
}

function actionOf(input: SubscriptionInput): ConsentAction {
  switch (input.status) {
    case 'pending':
      return 'requested';
    case 'subscribed':
      return input.isConfirmation ? 'confirmed' : 'subscribed';
    case 'unsubscribed':
      return 'unsubscribed';
  }
}
