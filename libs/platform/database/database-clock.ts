/** How long an estimate is believed: in a minute the clocks of two machines run apart by less than a network's delay. */
const BELIEVED_MS = 60_000;

/**
 * One time for all processes: the clock of the database that they share. Clocks of machines may differ by minutes, and what one of them writes
 * down is compared with what others wrote.
 */
export class DatabaseClock {
  /** What the database's clock is ahead of `performance.now()`, which counts on steadily and which nobody sets; unknown before the first answer. */
  private aheadMs: number | undefined;
  private askedAt = -Infinity;

  /** `ask` reads the database's clock. */
  constructor(private readonly ask: () => Promise<Date>) {}

  /** Asks the database: never before anything that was committed and seen. */
  async read(): Promise<Date> {
    const before = performance.now();
    // Not again at once when it fails: who gets no answer goes by the last one.
    this.askedAt = before;
    const at = await this.ask();
    this.aheadMs = at.getTime() - (before + performance.now()) / 2;
    return at;
  }

  /** Without waiting, to within the time that a question takes: by the last answer, and before the first one by the clock of this machine. */
  estimate(): Date {
    if (performance.now() - this.askedAt >= BELIEVED_MS) void this.read().catch(() => undefined);
    return new Date(this.aheadMs === undefined ? Date.now() : performance.now() + this.aheadMs);
  }
}
