import { defaultLimits } from '../windows/constraints';
import type { WindowLimits } from '../windows/window';
import { knownProviderOf, MAIL_PROVIDERS, providerName } from './mail-provider';

/** So many providers a workspace can set limits for. */
export const MAX_OWN_LIMITS = 500;

/** What is sent to one mailbox provider at most. */
export interface ProviderLimit {
  /** Key of the provider, or a domain. */
  provider: string;
  name: string;
  /** Domains known to be its own; companies' domains are found by their mail servers. */
  domains: readonly string[];
  defaults: WindowLimits;
  /** Null: the default ones apply. */
  own: WindowLimits | null;
}

/** Every known provider, then domains that the workspace has limits for. */
export function listLimits(own: ReadonlyMap<string, WindowLimits>): ProviderLimit[] {
  const known = MAIL_PROVIDERS.map(({ key }) => key);
  const domains = [...own.keys()].filter((key) => !known.includes(key)).sort();
  return [...known, ...domains].map((provider) => ({
    provider,
    name: providerName(provider),
    domains: MAIL_PROVIDERS.find(({ key }) => key === provider)?.domains ?? [provider],
    defaults: defaultLimits(provider),
    own: own.get(provider) ?? null,
  }));
}

/** Whether limits can be set for it: the key of a known provider, or a domain that has none. */
export function isProviderKey(key: string): boolean {
  return (
    MAIL_PROVIDERS.some((one) => one.key === key) || /^(?=.{3,253}$)[^\s@:/\\]+\.[^\s@:/\\.]+$/u.test(key)
  );
}

/** The known provider of a domain, when there is one. */
export function providerOfDomain(domain: string): { key: string; name: string } | null {
  const key = knownProviderOf(domain);
  return key === undefined ? null : { key, name: providerName(key) };
}
