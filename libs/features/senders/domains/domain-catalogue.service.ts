import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import { notFound } from '@platform/errors';
import { domainOf } from '@platform/mail';
import { SendersRepository } from '../senders.repository';
import { DomainStores } from './domain-stores.service';
import { MailHosts, suggestedSpf } from './mail-hosts.service';
import type { SendingDomainDetails } from './sending-domain';
import { allowanceOn } from './warm-up';

/** The domains that a workspace sends from, with all that is to be seen of them. */
@Injectable()
export class DomainCatalogue {
  constructor(
    private readonly stores: DomainStores,
    private readonly senders: SendersRepository,
    private readonly hosts: MailHosts,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** By name, at most 100. */
  async list(workspaceId: string, now: Date = new Date()): Promise<SendingDomainDetails[]> {
    const [domains, keys, senders, { timeZone }] = await Promise.all([
      this.stores.domains.list(workspaceId),
      this.stores.keys.listAll(workspaceId),
      this.senders.list(workspaceId),
      this.workspaces.get(workspaceId),
    ]);
    const hosts = await this.hosts.list(
      workspaceId,
      domains.map(({ domain }) => domain),
    );
    return domains.map((row) => ({
      ...row,
      keys: keys.filter(({ domainId }) => domainId === row.id),
      senders: [
        ...new Set(
          senders.map(({ fromEmail }) => fromEmail).filter((address) => domainOf(address) === row.domain),
        ),
      ],
      suggestedSpf: suggestedSpf(hosts.get(row.domain) ?? []),
      limitToday: allowanceOn(row.warmUp, timeZone, now).limit,
    }));
  }

  async get(workspaceId: string, id: string): Promise<SendingDomainDetails> {
    const found = (await this.list(workspaceId)).find((domain) => domain.id === id);
    if (!found) throw notFound('sending-domain', id);
    return found;
  }
}
