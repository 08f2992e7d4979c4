import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { tooManySendingDomains } from '../senders.errors';
import { generateDomainKeys, type NewDomainKey } from './domain-key';
import { DomainStores } from './domain-stores.service';
import { isFreeMail } from './free-mail';
import { KeyRing } from './key-ring.service';
import type { SendingDomain } from './sending-domain';

/** Sending domains of one workspace; each is looked up in DNS again and again. */
const MAX_DOMAINS = 100;

/** A domain with keys that were made for it, if it needs any. */
export interface PreparedDomain {
  domain: string;
  keys: NewDomainKey[];
}

/** Makes a domain a sending domain of a workspace. Doing it again changes nothing. */
@Injectable()
export class AdoptDomain {
  constructor(
    private readonly stores: DomainStores,
    private readonly ring: KeyRing,
    private readonly audit: AuditService,
  ) {}

  /** Before the transaction, because making keys takes its time. `domain` in A-labels. Throws `sending-domain.too-many`. */
  async prepare(workspaceId: string, domain: string): Promise<PreparedDomain> {
    const existing = await this.stores.domains.findByName(workspaceId, domain);
    if (!existing && (await this.stores.domains.count(workspaceId)) >= MAX_DOMAINS) {
      throw tooManySendingDomains(MAX_DOMAINS);
    }
    const needsKeys = !isFreeMail(domain) && !(existing && (await this.hasKeys(existing)));
    return { domain, keys: needsKeys ? await generateDomainKeys() : [] };
  }

  /** Inside the transaction of whatever needs the domain. */
  async adopt(actor: Actor, { domain, keys }: PreparedDomain): Promise<SendingDomain> {
    const { domains } = this.stores;
    const inserted = await domains.insert(actor.workspaceId, domain);
    const existing = inserted ?? (await domains.findByName(actor.workspaceId, domain));
    const locked = existing && (await domains.lock(actor.workspaceId, existing.id));
    if (!locked) throw new Error(`The sending domain ${domain} was deleted while it was being added.`);
    if (isFreeMail(domain)) await domains.giveUp(actor.workspaceId, locked.id);
    else if (keys.length > 0 && !(await this.hasKeys(locked))) await this.ring.insert(locked, keys);
    if (inserted) {
      await this.audit.record(actor, {
        action: 'sending-domain.created',
        targetKind: 'sending-domain',
        targetId: locked.id,
        details: { domain },
      });
    }
    return locked;
  }

  private async hasKeys({ workspaceId, id }: SendingDomain): Promise<boolean> {
    return (await this.stores.keys.list(workspaceId, id)).length > 0;
  }
}
