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
  private readonly waiting: (() => void)[] = [];
  private msPerMessage = SLICE_MS / 10;

  /** `connections` to the server; twice as many messages may wait for one of them. */
  constructor(connections: number) {
    this.free = connections * 2;
  }

  /** Messages to hand over at once, as fast as the server was lately. */
  get sliceSize(): number {
    return Math.max(MIN_SLICE, Math.min(MAX_SLICE, Math.round(SLICE_MS / this.msPerMessage)));
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
