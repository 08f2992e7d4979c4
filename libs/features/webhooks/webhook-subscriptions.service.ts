import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import { WebhookStores } from './deliver-webhooks.service';
import type { WebhookCall } from './webhook-call';
import type { WebhookSubscription, WebhookSubscriptionInput } from './webhook-subscription';
import { WebhookCalls } from './webhook-calls.service';
import { WebhookUrls } from './webhook-urls.service';
import { tooManySubscriptions } from './webhooks.errors';

const MAX_SUBSCRIPTIONS = 200;
const MAX_EVENTS = 50;
/** As events are called (libs/features/events). */
const EVENT_NAME = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+$/;

/** Addresses that are called at every event of certain names. */
@Injectable()
export class WebhookSubscriptions {
  constructor(
    private readonly database: Database,
    private readonly stores: WebhookStores,
    private readonly urls: WebhookUrls,
    private readonly calls: WebhookCalls,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<WebhookSubscription>> {
    return this.stores.subscriptions.list(workspaceId, page);
  }

  /** @throws DomainError `webhook-subscription.not-found` */
  async get(workspaceId: string, id: string): Promise<WebhookSubscription> {
    const subscription = await this.stores.subscriptions.find(workspaceId, id);
    if (!subscription) throw notFound('webhook-subscription', id);
    return subscription;
  }

  /** @throws DomainError `webhook.url-invalid`, `webhook-subscription.events-invalid`, `webhook-subscription.too-many` */
  async create(actor: Actor, input: WebhookSubscriptionInput): Promise<WebhookSubscription> {
    const checked = this.check(input);
    return this.database.transaction(async () => {
      const count = await this.stores.subscriptions.count(actor.workspaceId);
      if (count >= MAX_SUBSCRIPTIONS) throw tooManySubscriptions(MAX_SUBSCRIPTIONS);
      const subscription = await this.stores.subscriptions.insert(actor.workspaceId, checked);
      await this.record(actor, 'webhook-subscription.created', subscription.id);
      return subscription;
    });
  }

  /** Calls that wait keep the address that they were made for. Switching off cancels them. */
  async update(
    actor: Actor,
    id: string,
    input: Partial<WebhookSubscriptionInput>,
  ): Promise<WebhookSubscription> {
    return this.database.transaction(async () => {
      const before = await this.get(actor.workspaceId, id);
      const checked = this.check({
        url: input.url ?? before.url,
        events: input.events ?? before.events,
        isActive: input.isActive ?? before.isActive,
      });
      const after = await this.stores.subscriptions.update(actor.workspaceId, id, checked);
      if (!after) throw notFound('webhook-subscription', id);
      if (!after.isActive) await this.stores.calls.cancelOf(actor.workspaceId, id);
      await this.record(actor, 'webhook-subscription.updated', id);
      return after;
    });
  }

  /** Its calls go with it. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      const deleted = await this.stores.subscriptions.delete(actor.workspaceId, id);
      if (deleted === 0) throw notFound('webhook-subscription', id);
      await this.record(actor, 'webhook-subscription.deleted', id);
    });
  }

  /** Calls the address with the event `webhook.test`, which concerns nobody. The call tells what became of it. */
  async test(actor: Actor, id: string, now = new Date()): Promise<WebhookCall> {
    return this.calls.test(actor.workspaceId, await this.get(actor.workspaceId, id), now);
  }

  private check(input: WebhookSubscriptionInput): Required<WebhookSubscriptionInput> {
    const events = [...new Set(input.events)];
    const isFine =
      events.length >= 1 &&
      events.length <= MAX_EVENTS &&
      events.every((name) => name.length <= 100 && EVENT_NAME.test(name));
    if (!isFine) {
      const message = `events must be 1 to ${MAX_EVENTS} names of events, such as form.submitted.`;
      throw invalidField('/events', 'webhook-subscription.events-invalid', message);
    }
    return { url: this.urls.check('/url', input.url), events, isActive: input.isActive ?? true };
  }

  private async record(actor: Actor, action: string, targetId: string): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'webhook-subscription', targetId });
  }
}
