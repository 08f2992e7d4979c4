import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { ApiKey } from './api-key.entity';
import type { Scope } from './scopes';

/** Who a usable key belongs to. */
export interface ApiKeyOwner {
  id: string;
  name: string;
  workspaceId: string;
  scopes: Scope[];
  /** Last use was written more than a minute ago. */
  isStale: boolean;
}

@Injectable()
export class ApiKeysRepository {
  constructor(private readonly database: Database) {}

  async findOwner(keyHash: Buffer): Promise<ApiKeyOwner | null> {
    return this.database.queryOne<ApiKeyOwner>(
      `SELECT id, name, workspace_id AS "workspaceId", scopes,
              last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS "isStale"
       FROM api_keys WHERE key_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
      [keyHash],
    );
  }

  /** Written at most once a minute. */
  async touch(workspaceId: string, keyId: string): Promise<void> {
    await this.database.execute(
      `UPDATE api_keys SET last_used_at = now() WHERE workspace_id = $1 AND id = $2
         AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [workspaceId, keyId],
    );
  }

  async insert(
    key: Pick<ApiKey, 'workspaceId' | 'name' | 'prefix' | 'keyHash' | 'scopes' | 'createdBy' | 'expiresAt'>,
  ): Promise<ApiKey> {
    const repository = this.database.repository(ApiKey);
    const { identifiers } = await repository.insert({ ...key });
    return repository.findOneByOrFail({ id: identifiers[0]!.id as string });
  }

  /** Newest first, revoked ones included. `before` is the id of the last key of the page before. */
  async list(workspaceId: string, before: string | null, limit: number): Promise<ApiKey[]> {
    const query = this.database
      .repository(ApiKey)
      .createQueryBuilder('k')
      .where('k.workspaceId = :workspaceId', { workspaceId })
      .orderBy('k.id', 'DESC')
      .take(limit);
    return (before === null ? query : query.andWhere('k.id < :before', { before })).getMany();
  }

  /** False when the workspace has no such key; revoking twice is no error. */
  async revoke(workspaceId: string, keyId: string): Promise<boolean> {
    const touched = await this.database.execute(
      'UPDATE api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE workspace_id = $1 AND id = $2',
      [workspaceId, keyId],
    );
    return touched > 0;
  }
}
