import { domainToASCII } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isLookedUp, knownProviderOf, PROVIDER_DOMAINS } from '@features/sending-limits';
import { DnsClient, type DnsLookup } from '@platform/dns';
import { domainOf } from '@platform/mail';
import { nearDomain } from './near-domain';

/** What a visitor may have got wrong in an address; a question, never a refusal. */
export type AddressHint =
  /** The domain is a slip away from one that many people have. */
  | { kind: 'meant'; suggestion: string }
  /** DNS says that the domain takes no mail. */
  | { kind: 'no-mail'; domain: string };

/** Whether DNS knows somebody who takes the domain's mail; null: nobody answered in time. */
type TakesMail = boolean | null;

/** A visitor waits for DNS so long at most; the answer is kept for the next one. */
const PATIENCE_MS = 400;
/** An answer is believed for an hour; that nobody answered, for half a minute, in which nobody waits. */
const KEPT_MS = { answered: 3600_000, silent: 30_000 };
const MAX_KEPT = 20_000;
/** Questions on their way; above that nobody asks: a flood of made-up domains is no reason to ask the world. */
const MAX_ASKING = 50;

/**
 * Looks at the domain of an address before it is stored: typing errors by a list of well-known domains, and whether the domain
 * names a mail server in DNS (RFC 7505: it may say that it takes no mail). That an address record is enough (RFC 5321 5.1) is left to
 * the visitor to say: asked for those, the form would tell strangers which hosts there are in the operator's own network. No third
 * party is asked, and nothing is said of the address itself.
 */
@Injectable()
export class AddressHints {
  private readonly kept = new Map<string, { takesMail: Promise<TakesMail>; until: number }>();
  private asking = 0;

  constructor(@Inject(DnsClient) private readonly dns: DnsLookup) {}

  /** Null for addresses that look right, and when DNS is slow. `address` is a valid one. */
  async hintFor(
    address: string,
    { now = Date.now(), patienceMs = PATIENCE_MS } = {},
  ): Promise<AddressHint | null> {
    const domain = domainOf(address).toLowerCase();
    if (knownProviderOf(domain) !== undefined) return null;
    const near = nearDomain(domain, PROVIDER_DOMAINS);
    const meant: AddressHint | null =
      near === null ? null : { kind: 'meant', suggestion: withDomain(address, near.domain) };
    if (near?.isSure === true) return meant;
    const takesMail = await inTime(this.takesMail(domainToASCII(domain), now), patienceMs);
    return takesMail === false ? (meant ?? { kind: 'no-mail', domain }) : null;
  }

  private async takesMail(domain: string, now: number): Promise<TakesMail> {
    if (!isLookedUp(domain)) return null;
    const known = this.kept.get(domain);
    if (known !== undefined && known.until > now) return known.takesMail;
    if (this.asking >= MAX_ASKING) return null;
    const takesMail = this.ask(domain);
    this.keep(domain, takesMail, now);
    return takesMail;
  }

  private keep(domain: string, takesMail: Promise<TakesMail>, now: number): void {
    const entry = { takesMail, until: now + KEPT_MS.answered };
    this.kept.delete(domain);
    this.kept.set(domain, entry);
    if (this.kept.size > MAX_KEPT) this.kept.delete(this.kept.keys().next().value!);
    void takesMail.then((answer) => {
      if (answer === null) entry.until = now + KEPT_MS.silent;
    });
  }

  /** Never throws: whatever happens to a question is an answer. */
  private async ask(domain: string): Promise<TakesMail> {
    this.asking += 1;
    try {
      const mx = await this.dns.mx(domain);
      if (mx.kind === 'failed') return null;
      return mx.kind === 'found' && mx.records.some(({ exchange }) => exchange !== '');
    } finally {
      this.asking -= 1;
    }
  }
}

async function inTime(answer: Promise<TakesMail>, patienceMs: number): Promise<TakesMail> {
  const deadline = new AbortController();
  try {
    return await Promise.race([
      answer,
      setTimeout(patienceMs, null, { signal: deadline.signal, ref: false }),
    ]);
  } finally {
    deadline.abort();
  }
}

function withDomain(address: string, domain: string): string {
  return `${address.slice(0, address.lastIndexOf('@'))}@${domain}`;
}
