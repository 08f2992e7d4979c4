import type { Taking } from './windows.service';

/** What is neither answered nor given back after so long never will be: its worker gave it up. */
const FORGET_MS = 10 * 60_000;

interface Open extends Taking {
  left: Map<string, number>;
}

/** Who took: one sending domain of a workspace at one server. */
export interface Taker {
  workspaceId: string;
  senderDomain: string;
  serverId: string;
}

/**
 * What this process took out of windows and has not yet heard of. What is given back is taken off the oldest of it: a window
 * then forgets a message that may have gone out earlier, and never one that went out later, so it never lets too many through.
 */
export class InFlight {
  private readonly takings = new Map<string, Open[]>();

  add(taker: Taker, taking: Taking): void {
    const open = this.of(taker).filter(({ at }) => at > taking.at - FORGET_MS);
    this.takings.set(keyOf(taker), [...open, { ...taking, left: new Map(taking.granted) }]);
  }

  /** Messages to a provider that a server answered. */
  answered(taker: Taker, provider: string, count: number): void {
    this.takeOff(taker, new Map([[provider, count]]));
  }

  /** Takes messages off what is open: from which takings, and how many of each. */
  takeOff(
    taker: Taker,
    counts: ReadonlyMap<string, number>,
  ): { taking: Taking; counts: Map<string, number> }[] {
    const taken: { taking: Taking; counts: Map<string, number> }[] = [];
    const open = this.of(taker);
    const missing = new Map(counts);
    for (const taking of open) {
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
    const rest = open.filter(({ left }) => left.size > 0);
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
