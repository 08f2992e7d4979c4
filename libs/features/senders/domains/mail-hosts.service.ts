import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { mailHost, spfMechanism, isInternal, type MailHost } from '../dns/mail-host';
import { newSpf } from '../dns/spf-value';

/** The mail servers that mail of a workspace is handed to, as far as DNS has to know of them. */
@Injectable()
export class MailHosts {
  constructor(private readonly settings: Settings) {}

  list(_workspaceId: string): Promise<MailHost[]> {
    return Promise.resolve([mailHost(new URL(this.settings.smtp.url).hostname)]);
  }

  /** The SPF record that a domain without one should get. */
  async suggestedSpf(workspaceId: string): Promise<string> {
    const hosts = (await this.list(workspaceId)).filter((host) => !isInternal(host));
    return newSpf([...new Set(hosts.map(spfMechanism))]);
  }
}
