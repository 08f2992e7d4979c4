import type { Admission, Held } from '@features/sending-limits';
import type { DeliveryLease } from './delivery-lease';

/** Why mail waits although it could be made: a limit, a server or a provider in trouble. */
export type Waiting = Held;

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
/** While other processes have all the connections: somebody else may take the rows up, who has one. */
const KEEP_OFF_MS = { transactional: 75, sequence: 250, campaign: 1_000 };
const MAX_KEEP_OFF_TIMES = 5;

/** What one run over leased rows has found out so far. */
export class SendRun {
  sent = 0;
  failure: Error | null = null;
  private stopped = false;
  private isKeptOff = false;
  private idleGroups = 0;
  private readonly held = new Map<string, Waiting>();
  private blocked: Waiting | null = null;

  constructor(private readonly lease: DeliveryLease) {}

  get goesOn(): boolean {
    const isOver = this.stopped || this.isKeptOff || this.blocked !== null;
    return !isOver && this.idleGroups < MAX_IDLE_GROUPS;
  }

  stop(): void {
    this.stopped = true;
  }

  /** This process has no connection to send over; nothing is wrong, and there is nothing to tell. */
  keepOff(): void {
    this.isKeptOff = true;
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

  /** Nothing of this sender goes anywhere now. */
  block(waiting: Waiting): void {
    this.blocked = waiting;
  }

  endGroup({ tried, left }: { tried: number; left: number }): void {
    this.idleGroups = left === tried ? this.idleGroups + 1 : 0;
  }

  /** What the rows wait for, the soonest first; null when nothing holds them. */
  get waiting(): Waiting | null {
    if (this.blocked) return this.blocked;
    return [...this.held.values()].sort((a, b) => a.until.getTime() - b.until.getTime())[0] ?? null;
  }

  /**
   * How long to keep off. Where a run got nothing through, longer with each try: thousands of batches may wait for the same
   * limit, and looking has a price.
   */
  delayMs(now: number): number {
    const wanted = this.isKeptOff ? this.keptOffMs() : this.waitMs(now);
    return Math.round(wanted * (1 + Math.random() * 0.25));
  }

  private keptOffMs(): number {
    const { priority, idleTries } = this.lease;
    return KEEP_OFF_MS[priority] * Math.min(idleTries, MAX_KEEP_OFF_TIMES);
  }

  private waitMs(now: number): number {
    if (!this.waiting) return 0;
    const most = MAX_DELAY_MS[this.lease.priority];
    const until = this.waiting.until.getTime() - now;
    const patience = this.sent > 0 ? 0 : 500 * 2 ** Math.min(this.lease.idleTries, 7);
    return Math.min(most, Math.max(MIN_DELAY_MS, until, Math.min(patience, most)));
  }
}
