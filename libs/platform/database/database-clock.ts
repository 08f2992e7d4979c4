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
    const after = performance.now();
    // The database said so at some moment in between. A busy process may hear it late: this machine's clock is corrected only as
    // far as the answer proves it wrong.
    const [least, most] = [at.getTime() - after, at.getTime() + 1 - before];
    this.aheadMs = Math.min(most, Math.max(least, Date.now() - after));
    return at;
  }

  /**
   * Without waiting: the clock of this machine, where the last answer does not prove it wrong; otherwise right to within the time
   * that the question took.
   */
  estimate(): Date {
    if (performance.now() - this.askedAt >= BELIEVED_MS) void this.read().catch(() => undefined);
    return new Date(this.aheadMs === undefined ? Date.now() : performance.now() + this.aheadMs);
  }
}
