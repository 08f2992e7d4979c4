import { providerOfMx } from './mail-provider';

export interface MailServerRecord {
  /** Lower is tried first. */
  priority: number;
  exchange: string;
}

/** Names that no DNS server of the world knows: for tests, examples and one's own network (RFC 2606, 6761, 6762). */
const NOT_PUBLIC =
  /(?:^|\.)(?:test|example|invalid|localhost|local|internal|arpa|onion|example\.(?:com|net|org))$/;

/** Whether DNS can know anything about the domain, which is ASCII and in lower case. */
export function isLookedUp(domain: string): boolean {
  return /^(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(domain) && !NOT_PUBLIC.test(domain);
}

/** Who runs the domain's mailboxes by its first mail server; the domain itself when that is nobody we know. */
export function providerByMx(
  domain: string,
  records: readonly MailServerRecord[],
): { provider: string; mxHost: string | null } {
  const [first] = [...records].sort((a, b) => a.priority - b.priority || (a.exchange < b.exchange ? -1 : 1));
  const mxHost = first && first.exchange !== '' ? first.exchange.toLowerCase() : null;
  return { provider: (mxHost === null ? undefined : providerOfMx(mxHost)) ?? domain, mxHost };
}
