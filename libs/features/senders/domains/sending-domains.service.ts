import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import { parseDomain } from '@platform/mail';
import { keyInUse, sendingDomainInUse } from '../senders.errors';
import { SendersRepository } from '../senders.repository';
import { AdoptDomain } from './adopt-domain.service';
import { DomainStores } from './domain-stores.service';
import type { SendingDomain } from './sending-domain';
import { warmUpProblem, type WarmUpPlan } from './warm-up';

/** Changes the domains that a workspace sends from. */
@Injectable()
export class SendingDomainsService {
  constructor(
    private readonly database: Database,
    private readonly stores: DomainStores,
    private readonly senders: SendersRepository,
    private readonly adoption: AdoptDomain,
    private readonly audit: AuditService,
  ) {}

  /** With keys. Returns its id; of a domain that the workspace has already, too. */
  async create(actor: Actor, text: string): Promise<string> {
    const parsed = parseDomain(text.trim());
    if (!parsed.ok) {
      throw invalidField(
        '/domain',
        'sending-domain.invalid',
        `domain: "${text.slice(0, 60)}" is no domain such as shop.example: it ${parsed.reason}.`,
      );
    }
    const prepared = await this.adoption.prepare(actor.workspaceId, parsed.domain);
    const { id } = await this.database.transaction(() => this.adoption.adopt(actor, prepared));
    return id;
  }

  /** A plan, or null for none. */
  async setWarmUp(actor: Actor, id: string, warmUp: WarmUpPlan | null): Promise<void> {
    const problem = warmUp && warmUpProblem(warmUp);
    if (problem !== null) throw invalidField('/warmUp', 'sending-domain.invalid-warm-up', problem);
    await this.database.transaction(async () => {
      const { domain } = await this.lock(actor.workspaceId, id);
      await this.stores.domains.updateWarmUp(actor.workspaceId, id, warmUp);
      await this.record(actor, id, { action: 'sending-domain.warm-up-changed', details: { domain, warmUp } });
    });
  }

  /** Takes a former key off the list, once its record is gone from DNS or nobody needs it any more. */
  async removeKey(actor: Actor, id: string, selector: string): Promise<void> {
    await this.database.transaction(async () => {
      const { domain } = await this.lock(actor.workspaceId, id);
      const keys = await this.stores.keys.list(actor.workspaceId, id);
      const key = keys.find((other) => other.selector === selector);
      if (!key) throw notFound('sending-domain-key', selector);
      if (key.status !== 'retired') throw keyInUse(selector);
      await this.stores.keys.delete(actor.workspaceId, id, [selector]);
      await this.record(actor, id, { action: 'sending-domain.key-removed', details: { domain, selector } });
    });
  }

  /** With its keys, for good. Refused while a sender uses it. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      // New senders wait, or are seen.
      await this.senders.lockAll(actor.workspaceId);
      const { domain } = await this.lock(actor.workspaceId, id);
      const addresses = await this.senders.listAddressesOf(actor.workspaceId, domain);
      if (addresses.length > 0) throw sendingDomainInUse(addresses);
      await this.stores.domains.delete(actor.workspaceId, id);
      await this.record(actor, id, { action: 'sending-domain.deleted', details: { domain } });
    });
  }

  private async lock(workspaceId: string, id: string): Promise<SendingDomain> {
    const domain = await this.stores.domains.lock(workspaceId, id);
    if (!domain) throw notFound('sending-domain', id);
    return domain;
  }

  private record(
    actor: Actor,
    id: string,
    { action, details }: { action: string; details: Record<string, unknown> },
  ): Promise<void> {
    return this.audit.record(actor, { action, targetKind: 'sending-domain', targetId: id, details });
  }
}
