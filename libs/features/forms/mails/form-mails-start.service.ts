import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import { JobQueue } from '@platform/queue';
import { postFormMailsJob } from '../forms.jobs';

/** Between two jobs of a process. */
const PAUSE_MS = 250;

/**
 * Starts a job for mails that were written as rows: the first at once, and those of the next quarter of a second share one, since
 * queueing a job costs more than all the rest of a submission. Nobody waits for it, and the sweep finds what was not queued.
 */
@Injectable()
export class FormMailsStart implements BeforeApplicationShutdown {
  private isQueuing = false;
  private isStopping = false;
  private queuing: Promise<unknown> = Promise.resolve();
  private next: string | null = null;

  constructor(
    private readonly database: Database,
    private readonly queue: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async afterCommit(submissionId: string): Promise<void> {
    await this.database.afterCommit(() => this.start(submissionId));
  }

  /** What is being queued is queued before connections close; the rest is found by the sweep. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.queuing.catch(() => undefined);
  }

  private start(submissionId: string): void {
    if (this.isStopping) return;
    if (this.isQueuing) this.next = submissionId;
    else void this.enqueueAll(submissionId);
  }

  private async enqueueAll(first: string): Promise<void> {
    this.isQueuing = true;
    for (let occasion: string | null = first; occasion !== null; occasion = this.take()) {
      try {
        this.queuing = this.queue.enqueue(postFormMailsJob, { occasion });
        await this.queuing;
      } catch (error) {
        this.logger.warn({ event: 'form.job-not-queued', err: error });
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    }
    this.isQueuing = false;
  }

  private take(): string | null {
    const next = this.next;
    this.next = null;
    return this.isStopping ? null : next;
  }
}
