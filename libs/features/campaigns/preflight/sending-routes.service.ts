import { Injectable } from '@nestjs/common';
import { providerName, ProviderLimitsService, SendingGate } from '@features/sending-limits';
import { MailServers } from '@features/smtp-servers';
import type { AudienceCounts } from './audience-counts.repository';
import type { SendingPace } from './sending-time';

/** The mail servers a campaign would go through, and the mailbox providers it would go to, with their limits. */
@Injectable()
export class SendingRoutes {
  constructor(
    private readonly servers: MailServers,
    private readonly gate: SendingGate,
    private readonly limits: ProviderLimitsService,
  ) {}

  async of(
    workspaceId: string,
    senderDomain: string,
    domains: AudienceCounts['domains'],
  ): Promise<Pick<SendingPace, 'servers' | 'providers'>> {
    const servers = await this.servers.candidates(workspaceId, senderDomain);
    const counts = await this.countProviders(domains);
    const limited = (await this.limits.list(workspaceId)).filter(({ provider }) => counts.has(provider));
    return {
      servers: servers.map(({ label, limits }) => ({ label, limits })),
      providers: servers.some(({ limitsProviders }) => limitsProviders)
        ? limited.map(({ provider, own, defaults }) => ({
            name: providerName(provider),
            count: counts.get(provider) ?? 0,
            limits: own ?? defaults,
          }))
        : [],
    };
  }

  private async countProviders(domains: AudienceCounts['domains']): Promise<Map<string, number>> {
    const known = await this.gate.providersOf(domains.map(({ domain }) => domain));
    const counts = new Map<string, number>();
    for (const { domain, count } of domains) {
      const provider = known.get(domain) ?? domain;
      counts.set(provider, (counts.get(provider) ?? 0) + count);
    }
    return counts;
  }
}
