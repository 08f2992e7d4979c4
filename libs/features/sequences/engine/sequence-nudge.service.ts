import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { JobQueue } from '@platform/queue';
import { runSequencesJob } from '../sequence-running.jobs';

/** Has a worker look at a workspace at once; the sweep does so within seconds anyway. */
@Injectable()
export class SequenceNudge {
  constructor(
    private readonly queue: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** After the commit. */
  async nudge(workspaceId: string): Promise<void> {
    try {
      await this.queue.enqueue(runSequencesJob, { workspaceId, occasion: '0' });
    } catch (error) {
      this.logger.warn({ event: 'sequence.job-not-queued', workspaceId, err: error });
    }
  }
}
