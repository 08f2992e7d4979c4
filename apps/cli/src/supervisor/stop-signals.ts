/** npm hands on the signal that the terminal has already sent to us: what follows this closely is the same wish. */
const SAME_WISH_MS = 700;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns signals into two wishes: stop cleanly, and (a second Ctrl-C) stop at once. */
export class StopSignals {
  /** Resolves at the first signal. */
  readonly stop: Promise<void>;
  /** Resolves at a later second one. */
  readonly force: Promise<void>;
  private resolveStop: () => void = () => undefined;
  private resolveForce: () => void = () => undefined;
  private firstAt?: number;
  private readonly listener = () => this.receive(Date.now());

  constructor() {
    this.stop = new Promise((resolve) => (this.resolveStop = resolve));
    this.force = new Promise((resolve) => (this.resolveForce = resolve));
  }

  listen(): this {
    for (const signal of SIGNALS) process.on(signal, this.listener);
    return this;
  }

  receive(now: number): void {
    if (this.firstAt === undefined) {
      this.firstAt = now;
      this.resolveStop();
    } else if (now - this.firstAt >= SAME_WISH_MS) this.resolveForce();
  }
}
