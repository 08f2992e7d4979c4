import { Injectable } from '@nestjs/common';
import { DnsClient } from '@platform/dns';
import { examineDomain, type Examination } from '../dns/examine-domain';
import type { DomainKey } from './domain-key';
import { MailHosts } from './mail-hosts.service';
import type { SendingDomain } from './sending-domain';

/** Asks DNS about a domain. */
@Injectable()
export class DomainLookup {
  constructor(
    private readonly dns: DnsClient,
    private readonly hosts: MailHosts,
  ) {}

  async examine({ workspaceId, domain }: SendingDomain, keys: readonly DomainKey[]): Promise<Examination> {
    const hosts = await this.hosts.list(workspaceId, [domain]);
    return examineDomain(this.dns, {
      domain,
      keys: keys.map(({ selector, algorithm, publicKey, status }) => ({
        domain,
        selector,
        algorithm,
        publicKey,
        isRetired: status === 'retired',
      })),
      hosts: hosts.get(domain) ?? [],
    });
  }
}
