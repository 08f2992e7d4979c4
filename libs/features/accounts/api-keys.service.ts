import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { invalidApiKey, scopesNotHeld } from './accounts.errors';
import type { Actor } from './actor';
import type { ApiKey } from './api-key.entity';
import { ApiKeysRepository } from './api-keys.repository';
import { AuditService } from './audit.service';
import { SCOPES, type Scope } from './scopes';
import { hashToken, isApiKey, newApiKey } from './secret-token';

export interface NewApiKey {
  name: string;
  /** Default: all that the maker may do. */
  scopes?: readonly Scope[];
  /** Null or left out: valid until revoked. */
  expiresAt?: Date | null;
}

/** A key at its making: `secret` is the whole key and cannot be had again. */
export interface CreatedApiKey {
  apiKey: ApiKey;
  secret: string;
}

@Injectable()
export class ApiKeysService {
  constructor(
    private readonly database: Database,
    private readonly apiKeys: ApiKeysRepository,
    private readonly audit: AuditService,
  ) {}

  /** Makes a key for the actor's workspace. Nobody can give a key more than they hold themselves. */
  async create(actor: Actor, input: NewApiKey): Promise<CreatedApiKey> {
    const scopes = SCOPES.filter((scope) => (input.scopes ?? actor.scopes).includes(scope));
    const notHeld = scopes.filter((scope) => !actor.scopes.includes(scope));
    if (notHeld.length > 0) throw scopesNotHeld(notHeld);
    assertFuture(input.expiresAt ?? null);
    const { key, prefix } = newApiKey();
    return this.database.transaction(async () => {
      const apiKey = await this.apiKeys.insert({
        workspaceId: actor.workspaceId,
        name: input.name,
        prefix,
        keyHash: hashToken(key),
        scopes,
        createdBy: actor.kind === 'user' ? actor.id : null,
        expiresAt: input.expiresAt ?? null,
      });
      await this.audit.record(actor, {
        action: 'api-key.created',
        targetKind: 'api-key',
        targetId: apiKey.id,
        details: { name: input.name, scopes },
      });
      return { apiKey, secret: key };
    });
  }

  /** Newest first, revoked and expired ones included. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<ApiKey>> {
    const rows = await this.apiKeys.list(workspaceId, idCursor(page), page.limit + 1);
    return toPage(rows, page.limit, { item: (key) => key, cursor: (key) => [key.id] });
  }

  /** From now on the key opens nothing. */
  async revoke(actor: Actor, keyId: string): Promise<void> {
    await this.database.transaction(async () => {
      if (!(await this.apiKeys.revoke(actor.workspaceId, keyId))) throw notFound('api-key', keyId);
      await this.audit.record(actor, { action: 'api-key.revoked', targetKind: 'api-key', targetId: keyId });
    });
  }

  /** Who calls with this key. Throws `api-key.invalid`, without saying whether it is unknown, expired or revoked. */
  async authenticate(key: string, ip: string | null): Promise<Actor> {
    const owner = isApiKey(key) ? await this.apiKeys.findOwner(hashToken(key)) : null;
    if (!owner) throw invalidApiKey();
    if (owner.isStale) await this.apiKeys.touch(owner.workspaceId, owner.id);
    return {
      kind: 'api-key',
      id: owner.id,
      name: owner.name,
      workspaceId: owner.workspaceId,
      scopes: owner.scopes,
      ip,
    };
  }
}

function assertFuture(expiresAt: Date | null): void {
  if (expiresAt === null || expiresAt.getTime() > Date.now()) return;
  throw invalidField(
    '/expiresAt',
    'api-key.expiry-past',
    'expiresAt must lie in the future, or be left out.',
  );
}
