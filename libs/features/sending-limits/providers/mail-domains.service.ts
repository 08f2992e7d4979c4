import { domainToASCII } from 'node:url';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DnsClient, type DnsLookup } from '@platform/dns';
import { LOGGER, type Logger } from '@platform/logging';
import { isLookedUp, providerByMx } from './mail-domain';
import { MailDomainsRepository, type CheckedDomain } from './mail-domains.repository';
import { knownProviderOf } from './mail-provider';

const HOUR = 3_600_000;
/** When a domain is looked up again: after an answer, after the answer that it has no mail server, after no answer. */
const AGAIN_MS = { found: 30 * 24 * HOUR, none: 24 * HOUR, failed: HOUR };
/** For so long a process believes what it knows about a domain, and what it does not know. */
const MEMORY_MS = { known: HOUR, unknown: 20_000 };
/** Domains a process remembers; the longest remembered go first. */
const MEMORY_SIZE = 50_000;
/** Questions to DNS at the same time, and domains whose answers are written together. */
const AT_ONCE = 4;
const GROUP = 40;
/** Domains that wait to be looked up; more are left out and found again by the next mail to them. */
const MAX_WAITING = 5_000;

/**
 * Who runs the mailboxes of a domain: a table of well-known ones, then what DNS said about its mail servers. Nobody waits for
 * DNS: an unknown domain counts as a provider of its own until its answer is there.
 */
@Injectable()
export class MailDomains implements OnApplicationShutdown {
  private readonly memory = new Map<string, { provider: string; until: number }>();
  private readonly waiting = new Set<string>();
  private lookingUp: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly repository: MailDomainsRepository,
    @Inject(DnsClient) private readonly dns: DnsLookup,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Provider of each domain, by the domain as it was given. */
  async providersOf(domains: readonly string[], now = new Date()): Promise<Map<string, string>> {
    const byName = new Map(domains.map((domain) => [domain, domain.trim().toLowerCase()]));
    const unknown = [...new Set(byName.values())].filter(
      (domain) =>
        knownProviderOf(domain) === undefined && !((this.memory.get(domain)?.until ?? 0) > now.getTime()),
    );
    if (unknown.length > 0) await this.recall(unknown, now);
    return new Map(
      [...byName].map(([name, domain]) => [
        name,
        knownProviderOf(domain) ?? this.memory.get(domain)?.provider ?? domain,
      ]),
    );
  }

  /** When everything that waits has been looked up. */
  async settled(): Promise<void> {
    await this.lookingUp;
  }

  async forgetUnused(now?: Date): Promise<number> {
    return this.repository.deleteUnused(now);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    await this.settled();
  }

  /** Remembers what the table knows, and has the rest looked up. */
  private async recall(domains: string[], now: Date): Promise<void> {
    const rows = new Map((await this.repository.find(domains)).map((row) => [row.domain, row]));
    for (const domain of domains) {
      const row = rows.get(domain);
      const isCurrent = row !== undefined && row.checkAgainAt > now;
      if (!isCurrent && isLookedUp(domainToASCII(domain))) this.lookUpLater(domain);
      this.remember(
        domain,
        row?.provider ?? domain,
        now.getTime() + (isCurrent ? MEMORY_MS.known : MEMORY_MS.unknown),
      );
    }
  }

  private remember(domain: string, provider: string, until: number): void {
    this.memory.delete(domain);
    this.memory.set(domain, { provider, until });
    if (this.memory.size > MEMORY_SIZE) this.memory.delete(this.memory.keys().next().value!);
  }

  private lookUpLater(domain: string): void {
    if (this.stopped || this.waiting.size >= MAX_WAITING) return;
    this.waiting.add(domain);
    this.lookingUp ??= this.lookUpAll();
  }

  /** Never throws: what fails is found again by the next mail to the domain. */
  private async lookUpAll(): Promise<void> {
    // Those who asked for this get their answer first.
    await Promise.resolve();
    while (this.waiting.size > 0) {
      const group = [...this.waiting].slice(0, GROUP);
      const now = new Date();
      const checked: CheckedDomain[] = [];
      const next = group.values();
      const ask = async (): Promise<void> => {
        for (const domain of next) if (!this.stopped) checked.push(await this.lookUp(domain, now));
      };
      try {
        await Promise.all(Array.from({ length: AT_ONCE }, ask));
        await this.repository.write(checked, now);
        for (const { domain, provider } of checked) {
          if (provider !== null) this.remember(domain, provider, now.getTime() + MEMORY_MS.known);
        }
      } catch (error) {
        this.logger.warn({ event: 'mail-domains.not-written', count: group.length, err: error });
      }
      for (const domain of group) this.waiting.delete(domain);
    }
    this.lookingUp = undefined;
  }

  private async lookUp(domain: string, now: Date): Promise<CheckedDomain> {
    const answer = await this.dns.mx(domainToASCII(domain));
    const checkAgainAt = new Date(now.getTime() + AGAIN_MS[answer.kind]);
    if (answer.kind === 'failed') return { domain, provider: null, mxHost: null, checkAgainAt };
    return { domain, ...providerByMx(domain, answer.kind === 'found' ? answer.records : []), checkAgainAt };
  }
}
