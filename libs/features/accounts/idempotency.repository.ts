import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** What is known about a key that was used before. `status` is null while its first request runs. */
export interface StoredAnswer {
  requestHash: Buffer;
  status: number | null;
  response: unknown;
}

@Injectable()
export class IdempotencyRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes the key for a new request; false when it is in use. A key is free again after a day, and a request that
   * never answered (its process died) frees it after five minutes. One statement: of two requests one wins.
   */
  async claim(workspaceId: string, key: string, requestHash: Buffer): Promise<boolean> {
    const touched = await this.database.execute(
      `INSERT INTO idempotency_keys AS i (workspace_id, key, request_hash) VALUES ($1, $2, $3)
       ON CONFLICT (workspace_id, key) DO UPDATE
         SET request_hash = excluded.request_hash, status = NULL, response = NULL, created_at = now()
         WHERE i.created_at < now() - interval '1 day'
            OR (i.status IS NULL AND i.created_at < now() - interval '5 minutes')`,
      [workspaceId, key, requestHash],
    );
    return touched > 0;
  }

  async find(workspaceId: string, key: string): Promise<StoredAnswer | null> {
    return this.database.queryOne<StoredAnswer>(
      `SELECT request_hash AS "requestHash", status, response FROM idempotency_keys
       WHERE workspace_id = $1 AND key = $2`,
      [workspaceId, key],
    );
  }

  async store(
    workspaceId: string,
    key: string,
    answer: { status: number; response: string | null },
  ): Promise<void> {
    await this.database.execute(
      'UPDATE idempotency_keys SET status = $3, response = $4 WHERE workspace_id = $1 AND key = $2',
      [workspaceId, key, answer.status, answer.response],
    );
  }

  async release(workspaceId: string, key: string): Promise<void> {
    await this.database.execute(
      'DELETE FROM idempotency_keys WHERE workspace_id = $1 AND key = $2 AND status IS NULL',
      [workspaceId, key],
    );
  }

  /** Forgets keys older than a day; returns how many. */
  async deleteOld(): Promise<number> {
    return this.database.execute(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '1 day'`);
  }
}
