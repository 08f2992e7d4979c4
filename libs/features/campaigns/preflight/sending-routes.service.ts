import { Injectable } from '@nestjs/common';
import { providerName, SendingGate, type WindowRoom } from '@features/sending-limits';
import { MailServers } from '@features/smtp-servers';
import type { AudienceCounts } from './audience-counts.repository';
import { together, type SendingPace } from './sending-time';

/** Who sends. */
export interface RoutedSender {
  workspaceId: string;
  domain: string;
  /** Messages per day by the warm-up plan; null without one. */
  perDay: number | null;
}

export type SendingRoute = Pick<SendingPace, 'servers' | 'providers'> & {
  /** Of the warm-up plan today: what campaigns may still send. Null without one. */
  leftToday: number | null;
};

/** The mail servers a campaign would go through, and the mailbox providers it would go to, with their limits. */
@Injectable()
export class SendingRoutes {
  constructor(
    private readonly servers: MailServers,
    private readonly gate: SendingGate,
  ) {}

  async of(
    { workspaceId, domain, perDay }: RoutedSender,
    domains: AudienceCounts['domains'],
    now: Date,
  ): Promise<SendingRoute> {
    const wanted = await this.countProviders(domains);
    const asked = { workspaceId, senderDomain: domain, senderPerDay: perDay, priority: 'campaign' } as const;
    const route: SendingRoute = { servers: [], providers: [], leftToday: null };
    const providers = new Map([...wanted.keys()].map((provider) => [provider, [] as WindowRoom[]]));
    for (const server of await this.servers.candidates(workspaceId, domain)) {
      const room = await this.gate.limitsOf({ ...asked, server, wanted }, now);
      route.servers.push({ label: server.label, limits: room.server });
      for (const [provider, one] of room.providers) providers.get(provider)?.push(one);
      route.leftToday = room.domain.perDay?.left ?? null;
    }
    for (const [provider, rooms] of providers) {
      const limits = together(rooms);
      const isLimited = Object.values(limits).some((window) => window !== null);
      const count = wanted.get(provider) ?? 0;
      if (isLimited) route.providers.push({ name: providerName(provider), count, limits });
    }
    return route;
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
