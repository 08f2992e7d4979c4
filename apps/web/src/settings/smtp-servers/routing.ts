import type { components } from '../../api/schema.gen';

type Routed = Pick<
  components['schemas']['SmtpServerView'],
  'id' | 'name' | 'weight' | 'senderDomains' | 'isEnabled'
>;

/** Servers that share the mail of one sender domain, or of all that have no server of their own (`domain` is null). */
export interface Route {
  domain: string | null;
  /** The largest share first; shares add up to 1. Empty: the mail goes another way. */
  servers: { id: string; name: string; share: number }[];
}

/** Which way mail goes, as the sending engine decides it: domains of their own by name, then everything else. */
export function routesOf(servers: readonly Routed[]): Route[] {
  const domains = [...new Set(servers.flatMap(({ senderDomains }) => senderDomains))].sort();
  return [
    ...domains.map((domain) => ({
      domain,
      servers: shared(servers.filter(({ senderDomains }) => senderDomains.includes(domain))),
    })),
    { domain: null, servers: shared(servers.filter(({ senderDomains }) => senderDomains.length === 0)) },
  ];
}

function shared(servers: readonly Routed[]): Route['servers'] {
  const enabled = servers.filter(({ isEnabled }) => isEnabled);
  const total = enabled.reduce((sum, { weight }) => sum + weight, 0);
  return enabled
    .map(({ id, name, weight }) => ({ id, name, share: weight / total }))
    .sort((a, b) => b.share - a.share);
}
