import type { DeliveryLease } from './delivery-lease';

/** A pause or a cancel must stop what has not left yet within two seconds, on the slowest of servers. */
const LOOK_EVERY_MS = 700;

/** Keeps a lease alive while its messages are on the wire, and notices when nothing more may leave. */
export class LeaseWatch {
  private isStopped = false;
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> | undefined;

  constructor(
    private readonly lease: DeliveryLease,
    private readonly signal: AbortSignal,
  ) {
    this.timer = setInterval(() => {
      this.looking ??= this.look();
    }, LOOK_EVERY_MS);
  }

  /** The process stops, the lease is lost, or the campaign was paused or cancelled. */
  get stopped(): boolean {
    return this.isStopped || this.signal.aborted;
  }

  stop(): void {
    this.isStopped = true;
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      if (!(await this.lease.renew())) this.isStopped = true;
    } catch {
      // A database that blinks is no reason to stop: the lease outlives it, or the next hand-over finds out.
    } finally {
      this.looking = undefined;
    }
  }
}
