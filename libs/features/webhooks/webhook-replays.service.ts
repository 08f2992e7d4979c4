import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import type { ReplayedCalls, WebhookHealth } from './webhook-call';
import { WebhookHealthRepository } from './webhook-health.repository';
import { WebhookSubscriptions } from './webhook-subscriptions.service';
import { deliverWebhooksJob } from './webhooks.jobs';

/** In one statement; whoever has more asks again. */
const MOST_AT_ONCE = 10_000;

/** How the calls of subscriptions go, and making failed ones again together. */
@Injectable()
export class WebhookReplays {
  constructor(
    private readonly database: Database,
    private readonly health: WebhookHealthRepository,
    private readonly subscriptions: WebhookSubscriptions,
    private readonly queue: JobQueue,
    private readonly audit: AuditService,
  ) {}

  /** Of every subscription, newest first. */
  async list(workspaceId: string): Promise<WebhookHealth[]> {
    return this.health.list(workspaceId);
  }

  /**
   * Makes the calls again that were given up, the oldest 10,000 at a time, and at once those that wait for their next attempt:
   * of one subscription, or of the workspace. Those of subscriptions that are switched off stay.
   *
   * @throws DomainError `webhook-subscription.not-found`
   */
  async replayFailed(actor: Actor, subscriptionId: string | null): Promise<ReplayedCalls> {
    const { workspaceId } = actor;
    return this.database.transaction(async () => {
      if (subscriptionId !== null) await this.subscriptions.get(workspaceId, subscriptionId);
      const hurried = await this.health.hurry(workspaceId, subscriptionId);
      const replayed = await this.health.replayFailed(workspaceId, subscriptionId, MOST_AT_ONCE);
      if (replayed + hurried > 0) {
        await this.audit.record(actor, {
          action: 'webhook-calls.replayed',
          targetKind: subscriptionId === null ? 'workspace' : 'webhook-subscription',
          targetId: subscriptionId ?? workspaceId,
          details: { replayed, hurried },
        });
        await this.database.afterCommit(() => this.queue.enqueue(deliverWebhooksJob, { workspaceId }));
      }
      return { replayed, hurried };
    });
  }
}
