/** A slice is what the server takes in about so long: what is handed over and unanswered when a worker dies is uncertain. */
const SLICE_MS = 50;
const MIN_SLICE = 5;
const MAX_SLICE = 50;

/**
 * How one process hands mail to one server: few messages at a time, so that little is in the air, and as many as keep its
 * connections busy.
 */
export class Wire {
  private free: number;
  private runs = 0;
  private readonly waiting: (() => void)[] = [];
  private msPerMessage = SLICE_MS / 10;

  /** `connections` to the server; twice as many messages may wait for one of them. */
  constructor(private readonly connections: number) {
    this.free = connections * 2;
  }

  /** Says that one more run hands over here; the answer says that it ends. */
  join(): () => void {
    this.runs += 1;
    return () => (this.runs -= 1);
  }

  /**
   * Messages that a run hands over at once: as fast as the server was lately, and at least its share of what may wait, so that
   * connections to a slow server stay busy while one run writes down its answers.
   */
  get sliceSize(): number {
    const byTime = Math.round(SLICE_MS / this.msPerMessage);
    const share = Math.ceil((this.connections * 2) / Math.max(1, this.runs));
    return Math.max(MIN_SLICE, Math.min(MAX_SLICE, Math.max(byTime, share)));
  }

  /** Says that `count` messages were answered in `ms`. */
  took(count: number, ms: number): void {
    if (count > 0) this.msPerMessage = this.msPerMessage * 0.7 + (ms / count) * 0.3;
  }

  /** Waits until a message may be sent; `leave` must follow. */
  enter(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}
