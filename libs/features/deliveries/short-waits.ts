import { setTimeout } from 'node:timers/promises';
import type { Held } from '@features/sending-limits';

/** A limit that has room again so soon is waited for with the messages in hand. */
const LONGEST_WAIT_MS = 1_500;
/** For so long in all messages are kept in hand: whether they may be mailed was asked before. */
const LONGEST_IN_HAND_MS = 10_000;
const SHORTEST_WAIT_MS = 10;

/**
 * Who waits in place for a limit that keeps everything of a sender from going for a moment only: to claim and make messages
 * anew would cost more, and whoever comes back later may come too late for the room there was. One run for each sender does,
 * so that others, whose servers have room, find a worker.
 */
export class ShortWaits {
  private readonly runs = new Map<string, object>();

  /** `sender` names whose limits these are, `run` who would wait. */
  isFor(held: Held, who: { sender: string; run: object }): boolean {
    const { sender, run } = who;
    const isFirst = (this.runs.get(sender) ?? run) === run;
    return isFirst && held.by === 'limit' && msUntil(held) <= LONGEST_WAIT_MS;
  }

  /** False when it is not worth it, and when the process stops. `since`: milliseconds of `performance.now()`. */
  async wait(
    held: Held,
    who: { sender: string; run: object; since: number; signal: AbortSignal },
  ): Promise<boolean> {
    const ms = msUntil(held);
    const isOld = performance.now() + ms > who.since + LONGEST_IN_HAND_MS;
    if (isOld || !this.isFor(held, who) || who.signal.aborted) return false;
    this.runs.set(who.sender, who.run);
    return setTimeout(ms, true, { signal: who.signal }).catch(() => false);
  }

  /** The next one may wait. */
  end({ sender, run }: { sender: string; run: object }): void {
    if (this.runs.get(sender) === run) this.runs.delete(sender);
  }
}

function msUntil({ until }: Held): number {
  return Math.max(SHORTEST_WAIT_MS, until.getTime() - Date.now());
}
