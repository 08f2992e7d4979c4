import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import { JobQueue } from '@platform/queue';
import type { CallStatus, WebhookAttempt, WebhookCall, WebhookCallInput } from './webhook-call';
import { WebhookCallsRepository } from './webhook-calls.repository';
import { WebhookSubscriptionsRepository } from './webhook-subscriptions.repository';
import { bodyTooLarge, callPending, subscriptionEnded } from './webhooks.errors';
import { deliverWebhooksJob } from './webhooks.jobs';

const MAX_BODY = 256 * 1024;

/** A call with all that is known of it. */
export interface WebhookCallDetails extends WebhookCall {
  data: Record<string, unknown>;
  attemptList: WebhookAttempt[];
}

/** Tells other systems what happened. */
@Injectable()
export class WebhookCalls {
  constructor(
    private readonly database: Database,
    private readonly calls: WebhookCallsRepository,
    private readonly subscriptions: WebhookSubscriptionsRepository,
    private readonly queue: JobQueue,
    private readonly audit: AuditService,
  ) {}

  /**
   * Promises a call, in the caller's transaction; a worker makes it after the commit and repeats it for a day. False when there was
   * one for this occasion already, or its contact is gone.
   *
   * @throws DomainError `webhook.body-too-large`
   */
  async enqueue(workspaceId: string, call: WebhookCallInput): Promise<boolean> {
    return (await this.enqueueMany(workspaceId, [call])) === 1;
  }

  /** The same for many at once, in one statement. Returns how many are new. */
  async enqueueMany(workspaceId: string, calls: readonly WebhookCallInput[]): Promise<number> {
    if (calls.length === 0) return 0;
    for (const { body } of calls) {
      if (Buffer.byteLength(JSON.stringify(body)) > MAX_BODY) throw bodyTooLarge(MAX_BODY);
    }
    const created = await this.calls.insert(workspaceId, calls);
    if (created.length > 0) await this.start(workspaceId);
    return created.length;
  }

  /** A call of a subscription on demand, about nobody, with the event `webhook.test`. */
  async test(
    workspaceId: string,
    subscription: { id: string; url: string },
    now: Date,
  ): Promise<WebhookCall> {
    const { id: subscriptionId, url } = subscription;
    const call = {
      url,
      event: 'webhook.test',
      body: { message: 'This is a test.', occurredAt: now.toISOString() },
      occasion: `test:${subscriptionId}:${randomUUID()}`,
    };
    return this.database.transaction(async () => {
      const [id] = await this.calls.insert(workspaceId, [call], subscriptionId);
      await this.start(workspaceId);
      return this.get(workspaceId, id!);
    });
  }

  /** Newest first. */
  async list(
    workspaceId: string,
    page: PageRequest & { status?: CallStatus; event?: string; subscriptionId?: string },
  ): Promise<Page<WebhookCall>> {
    return this.calls.list(workspaceId, page);
  }

  /** @throws DomainError `webhook-call.not-found` */
  async get(workspaceId: string, id: string): Promise<WebhookCallDetails> {
    const call = await this.calls.find(workspaceId, id);
    if (!call) throw notFound('webhook-call', id);
    return { ...call, attemptList: await this.calls.listAttempts(workspaceId, id) };
  }

  /**
   * Makes a finished call again, with the same id and content, for another day.
   *
   * @throws DomainError `webhook-call.not-found`, `webhook-call.pending`, `webhook-call.subscription-ended`
   */
  async replay(actor: Actor, id: string): Promise<WebhookCallDetails> {
    const { workspaceId } = actor;
    await this.database.transaction(async () => {
      const { subscriptionId } = await this.get(workspaceId, id);
      if (subscriptionId !== null && !(await this.subscriptions.isActive(workspaceId, subscriptionId))) {
        throw subscriptionEnded();
      }
      if (!(await this.calls.replay(workspaceId, id))) throw callPending();
      await this.audit.record(actor, {
        action: 'webhook-call.replayed',
        targetKind: 'webhook-call',
        targetId: id,
      });
      await this.start(workspaceId);
    });
    return this.get(workspaceId, id);
  }

  private async start(workspaceId: string): Promise<void> {
    await this.database.afterCommit(() => this.queue.enqueue(deliverWebhooksJob, { workspaceId }));
  }
}
