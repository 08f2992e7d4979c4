import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import { outcomeOf } from './retry-plan';
import type { LeasedCall } from './webhook-call';
import { WebhookCallsRepository } from './webhook-calls.repository';
import { WebhookSecrets } from './webhook-secrets.service';
import { WebhookSender } from './webhook-sender.service';
import { WebhookSubscriptionsRepository } from './webhook-subscriptions.repository';

/** Made at the same time for one workspace. */
const BATCH = 10;
/** Longer than an attempt takes. A worker that dies loses its calls to another one after that. */
const LEASE_SECONDS = 60;
/** After that others get their turn; the sweeper brings the rest back. */
const TURN_MS = 20_000;

@Injectable()
export class WebhookStores {
  constructor(
    readonly calls: WebhookCallsRepository,
    readonly subscriptions: WebhookSubscriptionsRepository,
  ) {}
}

/** Makes the calls that are due. At least once: a worker that dies between an answer and its row calls again, with the same id. */
@Injectable()
export class DeliverWebhooks {
  constructor(
    private readonly database: Database,
    private readonly stores: WebhookStores,
    private readonly secrets: WebhookSecrets,
    private readonly sender: WebhookSender,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Returns how many attempts were made. */
  async deliver(workspaceId: string, signal: AbortSignal): Promise<number> {
    const until = Date.now() + TURN_MS;
    let attempts = 0;
    while (Date.now() < until && !signal.aborted) {
      const calls = await this.stores.calls.claim(workspaceId, BATCH, LEASE_SECONDS);
      if (calls.length === 0) break;
      attempts += calls.length;
      const secrets = await this.secretsFor(workspaceId, calls);
      await Promise.all(calls.map((call) => this.make(call, secrets)));
    }
    return attempts;
  }

  /** What was claimed goes back when the secret cannot be read, so that nothing is lost meanwhile. */
  private async secretsFor(workspaceId: string, calls: readonly LeasedCall[]): Promise<string[]> {
    try {
      return await this.secrets.current(workspaceId);
    } catch (error) {
      await this.stores.calls.release(
        workspaceId,
        calls.map(({ id }) => id),
      );
      throw error;
    }
  }

  private async make(call: LeasedCall, secrets: readonly string[]): Promise<void> {
    const { attempt, retryAfter } = await this.sender.attempt(call, secrets);
    const { roundAttempt, giveUpAt, workspaceId, subscriptionId } = call;
    const tried = { status: attempt.status, retryAfter, roundAttempt, giveUpAt };
    const outcome = outcomeOf(tried, this.database.clock.estimate(), Math.random());
    await this.database.transaction(async () => {
      await this.stores.calls.finish(call, attempt, outcome);
      if (outcome.status !== 'gone' || subscriptionId === null) return;
      await this.stores.subscriptions.stop(workspaceId, subscriptionId, 'The receiver answered 410 Gone.');
      await this.stores.calls.cancelOf(workspaceId, subscriptionId);
    });
    const { status, problem, durationMs } = attempt;
    const log = { callId: call.id, workspaceId, attempt: call.attempt, status, problem, durationMs };
    if (outcome.status === 'failed') this.logger.warn({ event: 'webhook.given-up', ...log });
    else this.logger.debug({ event: 'webhook.tried', outcome: outcome.status, ...log });
  }
}
