import type { MailServer, SendingPriority } from '@features/smtp-servers';
import { scopes } from '../scopes';
import { limitFor, type Constraint } from './admission';
import { usedIn, WINDOW_NAMES, type Usage, type WindowName } from './window';

/** For each length of time what one kind of mail may use up, and what is left of it now; null is unlimited. */
export type WindowRoom = Record<WindowName, { limit: number; left: number } | null>;

/** What one kind of mail of one sender may still do at one server. */
export interface SenderRoom {
  /** At the server, whoever the recipient. */
  server: WindowRoom;
  /** Of the sender's domain, at all servers together: its warm-up plan. */
  domain: WindowRoom;
  /** At this server for each mailbox provider that was asked for: the strictest of all limits that hold for it. */
  providers: Map<string, WindowRoom>;
}

export const NO_LIMIT: WindowRoom = { perSecond: null, perMinute: null, perHour: null, perDay: null };

export function senderRoom(
  constraints: readonly Constraint[],
  asked: {
    server: MailServer;
    providers: Iterable<string>;
    priority: SendingPriority;
    usage: ReadonlyMap<string, Usage>;
    now: number;
  },
): SenderRoom {
  const { server, providers, priority, usage, now } = asked;
  const room = ({ scope, limits }: Constraint): WindowRoom =>
    byWindow((name) => {
      const full = limits[name];
      if (full === null) return null;
      const limit = limitFor(full, priority);
      return { limit, left: Math.max(0, limit - usedIn(name, usage.get(scope)?.[name], now)) };
    });
  const of = (isMeant: (constraint: Constraint) => boolean): WindowRoom =>
    constraints.filter(isMeant).map(room).reduce(strictest, NO_LIMIT);
  const isServer = ({ scope }: Constraint): boolean => scope === scopes.server(server);
  return {
    server: of(isServer),
    domain: of((one) => one.provider === null && !isServer(one)),
    providers: new Map([...providers].map((provider) => [provider, of((one) => one.provider === provider)])),
  };
}

/** Both hold. */
function strictest(one: WindowRoom, other: WindowRoom): WindowRoom {
  return byWindow((name) => {
    const [a, b] = [one[name], other[name]];
    if (a === null || b === null) return a ?? b;
    return { limit: Math.min(a.limit, b.limit), left: Math.min(a.left, b.left) };
  });
}

export function byWindow(value: (name: WindowName) => WindowRoom[WindowName]): WindowRoom {
  return Object.fromEntries(WINDOW_NAMES.map((name) => [name, value(name)])) as WindowRoom;
}
