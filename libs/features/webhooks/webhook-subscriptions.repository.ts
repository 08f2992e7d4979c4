import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import type { WebhookSubscription, WebhookSubscriptionInput } from './webhook-subscription';

const COLUMNS = `id, workspace_id AS "workspaceId", url, events, is_active AS "isActive", stopped_because AS "stoppedBecause",
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** SQL on `webhook_subscriptions`. */
@Injectable()
export class WebhookSubscriptionsRepository {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<WebhookSubscription>> {
    const rows = await this.database.query<WebhookSubscription>(
      `SELECT ${COLUMNS} FROM webhook_subscriptions
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [workspaceId, idCursor(page), page.limit + 1],
    );
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ id }) => [id] });
  }

  async count(workspaceId: string): Promise<number> {
    const sql = 'SELECT count(*) AS n FROM webhook_subscriptions WHERE workspace_id = $1';
    return (await this.database.queryOne<{ n: number }>(sql, [workspaceId]))?.n ?? 0;
  }

  async find(workspaceId: string, id: string): Promise<WebhookSubscription | null> {
    return this.database.queryOne<WebhookSubscription>(
      `SELECT ${COLUMNS} FROM webhook_subscriptions WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id],
    );
  }

  async isActive(workspaceId: string, id: string): Promise<boolean> {
    return (await this.find(workspaceId, id))?.isActive === true;
  }

  async insert(workspaceId: string, input: Required<WebhookSubscriptionInput>): Promise<WebhookSubscription> {
    const row = await this.database.queryOne<WebhookSubscription>(
      `INSERT INTO webhook_subscriptions (workspace_id, url, events, is_active) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
      [workspaceId, input.url, input.events, input.isActive],
    );
    return row as WebhookSubscription;
  }

  async update(
    workspaceId: string,
    id: string,
    input: Required<WebhookSubscriptionInput>,
  ): Promise<WebhookSubscription | null> {
    return this.database.queryOne<WebhookSubscription>(
      `UPDATE webhook_subscriptions SET url = $3, events = $4, is_active = $5, updated_at = now(),
         stopped_because = CASE WHEN $5 THEN NULL ELSE stopped_because END
       WHERE workspace_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
      [workspaceId, id, input.url, input.events, input.isActive],
    );
  }

  async stop(workspaceId: string, id: string, because: string): Promise<void> {
    await this.database.execute(
      `UPDATE webhook_subscriptions SET is_active = false, stopped_because = $3, updated_at = now()
       WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, id, because],
    );
  }

  /** Rows deleted. Its calls go too. */
  async delete(workspaceId: string, id: string): Promise<number> {
    const sql = 'DELETE FROM webhook_subscriptions WHERE workspace_id = $1 AND id = $2';
    return this.database.execute(sql, [workspaceId, id]);
  }
}
