import { scopes } from '../scopes';
import type { Held, SendingRequest } from '../sending-request';
import { gateAt, sayHold, type Hold } from './hold';

/** Which of the wanted messages meet no hold, and which could find out whether one is over. */
export interface Entry {
  open: Map<string, number>;
  closed: Map<string, Held>;
  /** Holds on everything that is wanted whose time is over. */
  commonProbes: Hold[];
  /** The same for one provider. */
  probes: Map<string, Hold>;
}

export type Asked = Pick<SendingRequest, 'workspaceId' | 'server' | 'senderDomain' | 'wanted'>;

export function entryOf(request: Asked, holds: ReadonlyMap<string, Hold>, now: Date): Entry {
  const { wanted, server } = request;
  const common = commonHolds(request, holds);
  const entry: Entry = { open: new Map(), closed: new Map(), commonProbes: [], probes: new Map() };
  const shut = heldFor(request, holds, now);
  if (shut) return { ...entry, closed: new Map([...wanted.keys()].map((provider) => [provider, shut])) };
  entry.commonProbes = common.filter((hold) => gateAt(hold, now).is === 'probe');
  for (const [provider, count] of wanted) {
    const hold = holds.get(scopes.provider(server, provider));
    const held = hold && closedBy(hold, now);
    if (held) entry.closed.set(provider, held);
    else entry.open.set(provider, count);
    if (hold && gateAt(hold, now).is === 'probe') entry.probes.set(provider, hold);
  }
  return entry;
}

/** What holds everything that is asked for. */
export function heldFor(
  asked: Omit<Asked, 'wanted'>,
  holds: ReadonlyMap<string, Hold>,
  now: Date,
): Held | undefined {
  return latest(commonHolds(asked, holds).map((hold) => closedBy(hold, now)));
}

/** Providers that get nothing through this server at the moment, because of holds. */
export function closedProviders(
  serverId: string,
  holds: ReadonlyMap<string, Hold>,
  now: Date,
): Map<string, Held> {
  const closed = new Map<string, Held>();
  for (const hold of holds.values()) {
    const held = hold.kind === 'provider' && hold.serverId === serverId && closedBy(hold, now);
    if (held) closed.set(hold.provider!, held);
  }
  return closed;
}

/** What waits because others find out whether a hold is over. */
export function waitsForProbe(hold: Hold, now: Date): Held {
  return { by: hold.kind, until: new Date(now.getTime() + 1_000), reason: sayHold(hold, now) };
}

/** Everything that could hold these messages. */
export function scopesOf(request: Asked): string[] {
  const { wanted, server } = request;
  return [
    ...commonScopes(request),
    ...[...wanted.keys()].map((provider) => scopes.provider(server, provider)),
  ];
}

function commonHolds(asked: Omit<Asked, 'wanted'>, holds: ReadonlyMap<string, Hold>): Hold[] {
  return commonScopes(asked).flatMap((scope) => holds.get(scope) ?? []);
}

function commonScopes({ workspaceId, server, senderDomain }: Omit<Asked, 'wanted'>): string[] {
  return [
    scopes.server(server),
    scopes.domain(workspaceId, senderDomain),
    scopes.domainAt(workspaceId, senderDomain, server),
  ];
}

function closedBy(hold: Hold, now: Date): Held | undefined {
  const gate = gateAt(hold, now);
  return gate.is === 'closed' ? { by: hold.kind, until: gate.until, reason: sayHold(hold, now) } : undefined;
}

function latest(all: (Held | undefined)[]): Held | undefined {
  return all.reduce((a, b) => (!a || (b && b.until > a.until) ? b : a), undefined);
}
