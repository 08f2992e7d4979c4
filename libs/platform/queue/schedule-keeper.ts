import type { Logger } from '@platform/logging';
import type { JobQueue, Schedule } from './job-queue';

/** How long lost schedules may go unnoticed; looking is one question per queue. */
const LOOK_EVERY_MS = 15_000;

/**
 * Keeps the recurring jobs alive for as long as the process runs. A queue may lose everything (a Redis that restarts
 * without its data), and with it the sweeps that would derive all other jobs from rows: who started them looks after them.
 */
export class ScheduleKeeper {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: JobQueue,
    private readonly schedules: Schedule[],
    private readonly logger: Logger,
  ) {}

  /** Makes the recurring jobs exactly those of the table, then looks after them. Throws when the queue is not there. */
  async start(lookEveryMs = LOOK_EVERY_MS): Promise<void> {
    await this.queue.applySchedules(this.schedules);
    this.timer = setInterval(() => {
      this.looking = this.looking.then(() => this.look());
    }, lookEveryMs);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const restored = await this.queue.restoreSchedules(this.schedules);
      if (restored.length > 0) this.logger.warn({ event: 'queue.schedules-restored', jobs: restored });
    } catch (error) {
      this.logger.warn({ event: 'queue.schedules-not-checked', err: error });
    }
  }
}
