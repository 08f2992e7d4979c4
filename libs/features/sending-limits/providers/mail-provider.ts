import { EUROPE } from './known/europe';
import { HOSTS } from './known/hosts';
import { LARGE } from './known/large';
import { AMERICAS, ASIA_AND_PACIFIC } from './known/overseas';
import type { MailProvider } from './known/provider';

export type { MailProvider } from './known/provider';

/** All providers we know, the largest first. */
export const MAIL_PROVIDERS: readonly MailProvider[] = [
  ...LARGE,
  ...EUROPE,
  ...AMERICAS,
  ...ASIA_AND_PACIFIC,
  ...HOSTS,
];

const byKey = new Map(MAIL_PROVIDERS.map((one) => [one.key, one]));
const byDomain = new Map(
  MAIL_PROVIDERS.flatMap((one) => one.domains.map((domain) => [domain, one] as const)),
);
const byMx = new Map(MAIL_PROVIDERS.flatMap((one) => one.mx.map((end) => [end, one] as const)));

/** Their domains, the largest providers first. */
export const PROVIDER_DOMAINS: readonly string[] = MAIL_PROVIDERS.flatMap(({ domains }) => domains);

export function findProvider(key: string): MailProvider | undefined {
  return byKey.get(key);
}

/** The key of whoever is known to run this domain, given in lower case. */
export function knownProviderOf(domain: string): string | undefined {
  return byDomain.get(domain)?.key;
}

/** The key of whoever runs this mail server; the longest known end of its name decides. */
export function providerOfMx(host: string): string | undefined {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  for (let from = 0; from < labels.length; from += 1) {
    const found = byMx.get(labels.slice(from).join('.'));
    if (found) return found.key;
  }
  return undefined;
}

/** As people know it: "Gmail", or the domain of one that nobody knows. */
export function providerName(key: string): string {
  return byKey.get(key)?.name ?? key;
}
