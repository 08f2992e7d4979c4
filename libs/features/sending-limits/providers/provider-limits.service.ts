import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import {
  domainHasProvider,
  mailboxProviderNotFound,
  noOwnLimits,
  tooManyOwnLimits,
} from '../sending-limits.errors';
import type { WindowLimits } from '../windows/window';
import { OwnLimitsMemory } from './own-limits.service';
import {
  isProviderKey,
  listLimits,
  MAX_OWN_LIMITS,
  providerOfDomain,
  type ProviderLimit,
} from './provider-limit';
import { ProviderLimitsRepository } from './provider-limits.repository';

/** What people set about how fast mail goes to mailbox providers. Workers see a change within five seconds. */
@Injectable()
export class ProviderLimitsService {
  constructor(
    private readonly database: Database,
    private readonly repository: ProviderLimitsRepository,
    private readonly memory: OwnLimitsMemory,
    private readonly audit: AuditService,
  ) {}

  async list(workspaceId: string): Promise<ProviderLimit[]> {
    const { limits } = await this.repository.find(workspaceId);
    return listLimits(limits);
  }

  /**
   * Replaces the limits for a provider (its key or a domain), all of them: null is unlimited. Throws
   * `mailbox-provider.not-found`, `provider-limits.domain-has-provider` or `provider-limits.too-many`.
   */
  async set(actor: Actor, provider: string, limits: WindowLimits): Promise<ProviderLimit> {
    const { workspaceId } = actor;
    const key = keyOf(provider);
    await this.database.transaction(async () => {
      const { limits: before } = await this.repository.find(workspaceId);
      if (!before.has(key) && before.size >= MAX_OWN_LIMITS) throw tooManyOwnLimits();
      await this.repository.put(workspaceId, key, limits);
      await this.audit.record(actor, {
        action: 'provider-limits.changed',
        targetKind: 'mailbox-provider',
        targetId: key,
        details: { ...limits },
      });
    });
    this.memory.forget(workspaceId);
    return this.get(workspaceId, key);
  }

  /** Back to the default ones. Throws `mailbox-provider.not-found` or `provider-limits.not-found`. */
  async reset(actor: Actor, provider: string): Promise<void> {
    const { workspaceId } = actor;
    const key = keyOf(provider);
    await this.database.transaction(async () => {
      if (!(await this.repository.delete(workspaceId, key))) throw noOwnLimits(key);
      await this.audit.record(actor, {
        action: 'provider-limits.reset',
        targetKind: 'mailbox-provider',
        targetId: key,
      });
    });
    this.memory.forget(workspaceId);
  }

  private async get(workspaceId: string, key: string): Promise<ProviderLimit> {
    const found = (await this.list(workspaceId)).find(({ provider }) => provider === key);
    if (!found) throw mailboxProviderNotFound(key);
    return found;
  }
}

function keyOf(provider: string): string {
  const key = provider.trim().toLowerCase();
  if (!isProviderKey(key)) throw mailboxProviderNotFound(provider);
  const known = providerOfDomain(key);
  if (known) throw domainHasProvider(key, known);
  return key;
}
