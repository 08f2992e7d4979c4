import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { freeMailDomain, tooManyFormerKeys } from '../senders.errors';
import { generateDomainKeys, replaceKeys, type NewDomainKey } from './domain-key';
import { DomainStores } from './domain-stores.service';
import { KeyRing } from './key-ring.service';
import { statusWith, type SendingDomain } from './sending-domain';

const MAX_FORMER_KEYS = 10;

/** Gives sending domains new keys. */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly database: Database,
    private readonly stores: DomainStores,
    private readonly ring: KeyRing,
    private readonly audit: AuditService,
  ) {}

  /**
   * New keys under new selectors. The former ones sign until the new ones are found in DNS, so that no mail goes unsigned;
   * `immediately`, for keys that others know, they sign no more and mail goes unsigned until then.
   */
  async rotate(
    actor: Actor,
    id: string,
    { immediately = false }: { immediately?: boolean } = {},
  ): Promise<void> {
    const domain = await this.stores.domains.find(actor.workspaceId, id);
    if (!domain) throw notFound('sending-domain', id);
    if (domain.status === 'unverifiable') throw freeMailDomain(domain.domain);
    const keys = await generateDomainKeys();
    await this.database.transaction(async () => {
      const locked = await this.stores.domains.lock(actor.workspaceId, id);
      if (!locked) throw notFound('sending-domain', id);
      await this.replace(locked, keys, immediately);
      await this.audit.record(actor, {
        action: 'sending-domain.keys-rotated',
        targetKind: 'sending-domain',
        targetId: id,
        details: { domain: domain.domain, selectors: keys.map(({ selector }) => selector), immediately },
      });
    });
  }

  private async replace(domain: SendingDomain, fresh: NewDomainKey[], immediately: boolean): Promise<void> {
    const { workspaceId, id } = domain;
    const { keys, domains } = this.stores;
    const existing = await keys.list(workspaceId, id);
    const { dropped, retired, previous } = replaceKeys(existing, immediately);
    const former = existing.filter(({ status }) => status === 'retired');
    if (former.length + retired.length > MAX_FORMER_KEYS) throw tooManyFormerKeys(MAX_FORMER_KEYS);
    await keys.delete(
      workspaceId,
      id,
      dropped.map(({ selector }) => selector),
    );
    // One after the other: at no moment may two keys of one kind have the same place.
    await keys.update(workspaceId, id, retired);
    await keys.update(workspaceId, id, previous);
    await this.ring.insert(domain, fresh);
    const status = statusWith(domain.status, previous);
    // What is lost by our own act was not lost.
    await domains.updateStatus(workspaceId, id, status === 'lost' ? 'unverified' : status);
  }
}
