import type { Taking } from './windows.service';

/** What is neither answered nor given back after so long never will be: its worker gave it up. */
const FORGET_MS = 10 * 60_000;

interface Open extends Taking {
  left: Map<string, number>;
}

/** Part of a taking. */
export interface TakenOff {
  taking: Taking;
  counts: Map<string, number>;
}

/** Who took: one sending domain of a workspace at one server. */
export interface Taker {
  workspaceId: string;
  senderDomain: string;
  serverId: string;
}

/**
 * What this process took out of windows and has not yet heard of. Nobody says of which taking a message was that comes back,
 * so it comes off the oldest, and what was answered comes off the newest. Then no window ever forgets more of its last
 * messages than really came back, in whatever order groups end: for every moment, at most as many are given back of what was
 * taken since.
 */
export class InFlight {
  private readonly takings = new Map<string, Open[]>();

  add(taker: Taker, taking: Taking): void {
    const open = this.of(taker).filter(({ at }) => at > taking.at - FORGET_MS);
    this.takings.set(keyOf(taker), [...open, { ...taking, left: new Map(taking.granted) }]);
  }

  /** Messages that a server answered. */
  answered(taker: Taker, counts: ReadonlyMap<string, number>): void {
    this.takeOff(taker, counts, this.of(taker).toReversed());
  }

  /** Messages that were not sent: from which takings they are taken off, and how many of each. */
  giveBack(taker: Taker, counts: ReadonlyMap<string, number>): TakenOff[] {
    return this.takeOff(taker, counts, this.of(taker));
  }

  private takeOff(taker: Taker, counts: ReadonlyMap<string, number>, inOrder: Open[]): TakenOff[] {
    if (inOrder.length === 0) return [];
    const taken: TakenOff[] = [];
    const missing = new Map(counts);
    for (const taking of inOrder) {
      const part = new Map<string, number>();
      for (const [provider, count] of missing) {
        const left = taking.left.get(provider) ?? 0;
        const some = Math.min(left, count);
        if (some <= 0) continue;
        part.set(provider, some);
        missing.set(provider, count - some);
        if (left === some) taking.left.delete(provider);
        else taking.left.set(provider, left - some);
      }
      if (part.size > 0) taken.push({ taking, counts: part });
    }
    const rest = this.of(taker).filter(({ left }) => left.size > 0);
    if (rest.length > 0) this.takings.set(keyOf(taker), rest);
    else this.takings.delete(keyOf(taker));
    return taken;
  }

  private of(taker: Taker): Open[] {
    return this.takings.get(keyOf(taker)) ?? [];
  }
}

function keyOf({ workspaceId, senderDomain, serverId }: Taker): string {
  return `${serverId} ${workspaceId} ${senderDomain.toLowerCase()}`;
}
