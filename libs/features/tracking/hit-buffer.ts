import { BURST_WINDOW_MS, BurstWatch } from './machine-detection';
import type { Hit } from './hit';

/** Hits beyond this many are dropped (and counted), so that a database outage cannot eat the memory. */
export const MAX_WAITING_HITS = 20_000;

/** How long a click waits for others of its message before it is written, so that a burst is known as one. */
export const SETTLE_MS = 2_000;

/**
 * Hits on their way to the database. Opens leave with the next write; clicks wait until it is clear whether a gateway is
 * following all links of the message. No I/O; time comes in.
 */
export class HitBuffer {
  private waiting: Hit[] = [];
  private readonly bursts = new BurstWatch();

  /** False when the buffer is full and the hit was not taken. */
  add(hit: Hit): boolean {
    if (hit.kind === 'click' && this.bursts.add(hit.deliveryId, hit.link ?? 0, hit.occurredAt.getTime())) {
      hit.reasons.push('burst');
      this.markBurst(hit);
    }
    if (this.waiting.length >= MAX_WAITING_HITS) return false;
    this.waiting.push(hit);
    return true;
  }

  /** Takes out at most `limit` hits that are ready at `now`; with `all` also clicks that still wait. */
  take(now: number, limit: number, all = false): Hit[] {
    const taken: Hit[] = [];
    const left: Hit[] = [];
    for (const hit of this.waiting) {
      const isReady = all || hit.kind === 'open' || now - hit.occurredAt.getTime() >= SETTLE_MS;
      (isReady && taken.length < limit ? taken : left).push(hit);
    }
    this.waiting = left;
    return taken;
  }

  /** Gives back hits that could not be written; they are tried again. Returns how many had to be dropped. */
  putBack(hits: Hit[]): number {
    this.waiting = [...hits, ...this.waiting];
    const dropped = Math.max(0, this.waiting.length - MAX_WAITING_HITS);
    if (dropped > 0) this.waiting = this.waiting.slice(dropped);
    return dropped;
  }

  get size(): number {
    return this.waiting.length;
  }

  private markBurst(latest: Hit): void {
    const from = latest.occurredAt.getTime() - BURST_WINDOW_MS;
    for (const hit of this.waiting) {
      const isPart =
        hit.kind === 'click' && hit.deliveryId === latest.deliveryId && hit.occurredAt.getTime() >= from;
      if (isPart && !hit.reasons.includes('burst')) hit.reasons.push('burst');
    }
  }
}
