import type { MailServer } from './mail-server';

type Routed = Pick<MailServer, 'weight'> & { senderDomains: readonly string[] };

/**
 * The servers for a sender's domain: those routed to it, else those for every sender. Empty when there is neither. A domain
 * with servers of its own never goes through another: its SPF record would not name it.
 */
export function routeTo<Server extends Routed>(servers: readonly Server[], senderDomain: string): Server[] {
  const domain = senderDomain.toLowerCase();
  const own = servers.filter(({ senderDomains }) => senderDomains.includes(domain));
  return own.length > 0 ? own : servers.filter(({ senderDomains }) => senderDomains.length === 0);
}

/**
 * A random order in which a server stands first as often as its weight says (Efraimidis and Spirakis 2006, weighted
 * sampling without replacement); the rest is the order for failover. `random` gives numbers in [0, 1).
 */
export function inWeightedOrder<Server extends { weight: number }>(
  servers: readonly Server[],
  random: () => number = Math.random,
): Server[] {
  return servers
    .map((server) => ({ server, wait: -Math.log(1 - random()) / server.weight }))
    .sort((a, b) => a.wait - b.wait)
    .map(({ server }) => server);
}
