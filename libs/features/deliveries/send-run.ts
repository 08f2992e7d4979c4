import type { Admission } from '@features/sending-limits';
import type { DeliveryLease } from './delivery-lease';
import { serverBackoffMs } from './retry-policy';

/** Why mail waits although it could be made: a limit, a server or a provider in trouble. */
export interface Waiting {
  until: Date;
  /** In plain words, for people. */
  reason: string;
}

/** How a run ended. `again` asks for the same rows to be taken up after so many milliseconds. */
export interface SendRunResult {
  sent: number;
  done: boolean;
  again: { afterMs: number; tries: number } | null;
  waiting: Waiting | null;
}

/** Groups in a row of which nothing could go: what holds them is not one provider, so the rest need not be tried. */
const MAX_IDLE_GROUPS = 2;
/** Rows that a limit holds are looked at again at the latest after so long. */
const MAX_DELAY_MS = { transactional: 2_000, sequence: 5_000, campaign: 60_000 };
const MIN_DELAY_MS = 250;

/** What one run over leased rows has found out so far. */
export class SendRun {
  sent = 0;
  failure: Error | null = null;
  private stopped = false;
  private idleGroups = 0;
  private readonly held = new Map<string, Waiting>();
  private serverTrouble: Waiting | null = null;

  constructor(private readonly lease: DeliveryLease) {}

  get goesOn(): boolean {
    return !this.stopped && this.serverTrouble === null && this.idleGroups < MAX_IDLE_GROUPS;
  }

  stop(): void {
    this.stopped = true;
  }

  /** What a server does not take now. The server that takes it soonest counts. */
  note(held: Admission['held']): void {
    for (const [provider, waiting] of held) {
      const known = this.held.get(provider);
      if (!known || waiting.until < known.until) this.held.set(provider, waiting);
    }
  }

  heldProviders(now: number): string[] {
    return [...this.held].filter(([, { until }]) => until.getTime() > now).map(([provider]) => provider);
  }

  endGroup(group: { tried: number; left: number; trouble: string | null; now: number }): void {
    this.idleGroups = group.left === group.tried ? this.idleGroups + 1 : 0;
    if (group.trouble === null) return;
    const until = new Date(group.now + serverBackoffMs(this.lease.tries));
    this.serverTrouble = {
      until,
      reason: `The mail server does not take mail at the moment: ${group.trouble}`,
    };
  }

  /** What the rows wait for, the soonest first; null when nothing holds them. */
  get waiting(): Waiting | null {
    if (this.serverTrouble) return this.serverTrouble;
    return [...this.held.values()].sort((a, b) => a.until.getTime() - b.until.getTime())[0] ?? null;
  }

  /**
   * How long to keep off. Where a run got nothing through, longer with each try: thousands of batches may wait for the same
   * limit, and looking has a price.
   */
  delayMs(now: number): number {
    if (!this.waiting) return 0;
    const most = MAX_DELAY_MS[this.lease.priority];
    const until = this.waiting.until.getTime() - now;
    const patience = this.sent > 0 ? 0 : 500 * 2 ** Math.min(this.lease.tries, 7);
    const wanted = Math.min(most, Math.max(MIN_DELAY_MS, until, Math.min(patience, most)));
    return Math.round(wanted * (1 + Math.random() * 0.25));
  }
}
