import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { isInternal, mailHost, spfMechanism, type MailHost } from '../dns/mail-host';
import { newSpf } from '../dns/spf-value';
import { MailHostsRepository } from './mail-hosts.repository';

/** The servers that mail of a sending domain is handed to, as far as DNS has to know of them. */
@Injectable()
export class MailHosts {
  constructor(
    private readonly servers: MailHostsRepository,
    private readonly settings: Settings,
  ) {}

  /** By domain: the workspace's servers that are routed to it, else those without routing, else the one of SMTP_URL. */
  async list(workspaceId: string, domains: readonly string[]): Promise<Map<string, MailHost[]>> {
    const servers = await this.servers.list(workspaceId);
    const open = servers.filter(({ senderDomains }) => senderDomains.length === 0);
    return new Map(
      domains.map((domain) => {
        const routed = servers.filter(({ senderDomains }) => senderDomains.includes(domain));
        const chosen = routed.length > 0 ? routed : open;
        const hosts = chosen.length > 0 ? chosen.map(({ host }) => host) : [this.defaultHost()];
        return [domain, [...new Set(hosts)].map(mailHost)];
      }),
    );
  }

  private defaultHost(): string {
    return new URL(this.settings.smtp.url).hostname;
  }
}

/** The SPF record that a domain without one should get. */
export function suggestedSpf(hosts: readonly MailHost[]): string {
  return newSpf([...new Set(hosts.filter((host) => !isInternal(host)).map(spfMechanism))]);
}
