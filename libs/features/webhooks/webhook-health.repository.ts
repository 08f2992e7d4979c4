import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CallStatus, WebhookHealth } from './webhook-call';

/** `retrying` and `failed` come from partial indexes, the last call from the index by subscription: no scan of a month of calls. The first
 * attempt counts once it has failed: before, it is under way. */
const HEALTH = `
  WITH failed AS (
    SELECT subscription_id, count(*)::int AS n FROM webhook_calls
    WHERE workspace_id = $1 AND status = 'failed' AND subscription_id IS NOT NULL GROUP BY subscription_id
  ), retrying AS (
    SELECT subscription_id, count(*)::int AS n FROM webhook_calls
    WHERE workspace_id = $1 AND status = 'pending' AND subscription_id IS NOT NULL
      AND (round_attempts > 1 OR round_attempts = 1 AND leased_until IS NULL)
    GROUP BY subscription_id
  )
  SELECT s.id AS "subscriptionId", coalesce(r.n, 0) AS retrying, coalesce(f.n, 0) AS failed,
    c.created_at AS "createdAt", c.status, c.answer_status AS "answerStatus"
  FROM webhook_subscriptions s
  LEFT JOIN failed f ON f.subscription_id = s.id LEFT JOIN retrying r ON r.subscription_id = s.id
  LEFT JOIN LATERAL (
    SELECT created_at, status, answer_status FROM webhook_calls
    WHERE subscription_id = s.id ORDER BY id DESC LIMIT 1) c ON true
  WHERE s.workspace_id = $1 ORDER BY s.id DESC`;

/** Calls of subscriptions that are switched off stay: somebody did not want them. */
const REPLAY_FAILED = `
  UPDATE webhook_calls SET status = 'pending', finished_at = NULL, due_at = now(), give_up_at = now() + interval '1 day',
    round_attempts = 0, leased_until = NULL
  WHERE id IN (
    SELECT c.id FROM webhook_calls c LEFT JOIN webhook_subscriptions s ON s.id = c.subscription_id
    WHERE c.workspace_id = $1 AND c.status = 'failed' AND (c.subscription_id IS NULL OR s.is_active)
      AND ($2::uuid IS NULL OR c.subscription_id = $2)
    ORDER BY c.id LIMIT $3 FOR UPDATE OF c SKIP LOCKED)`;

const HURRY = `
  UPDATE webhook_calls SET due_at = now()
  WHERE workspace_id = $1 AND status = 'pending' AND due_at > now() AND leased_until IS NULL AND ($2::uuid IS NULL OR subscription_id = $2)`;

interface HealthRow {
  subscriptionId: string;
  retrying: number;
  failed: number;
  createdAt: Date | null;
  status: CallStatus;
  answerStatus: number | null;
}

/** SQL on many `webhook_calls` together: how they go, and making them again. */
@Injectable()
export class WebhookHealthRepository {
  constructor(private readonly database: Database) {}

  /** Of every subscription, newest first. */
  async list(workspaceId: string): Promise<WebhookHealth[]> {
    const rows = await this.database.query<HealthRow>(HEALTH, [workspaceId]);
    return rows.map(({ subscriptionId, retrying, failed, createdAt, status, answerStatus }) => ({
      ...{ subscriptionId, retrying, failed },
      lastCall: createdAt && { createdAt, status, answerStatus },
    }));
  }

  /** The oldest failed calls are due again, for another day. */
  async replayFailed(workspaceId: string, subscriptionId: string | null, limit: number): Promise<number> {
    return this.database.execute(REPLAY_FAILED, [workspaceId, subscriptionId, limit]);
  }

  /** Calls that wait for their next attempt are due now. */
  async hurry(workspaceId: string, subscriptionId: string | null): Promise<number> {
    return this.database.execute(HURRY, [workspaceId, subscriptionId]);
  }
}
