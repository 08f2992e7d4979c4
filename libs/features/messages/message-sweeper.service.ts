import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { JobQueue } from '@platform/queue';
import { MessageLeasesRepository, type DueMessages } from './message-leases.repository';
import type { MessageKind } from './message-kind';
import { sendingJobs } from './messages.jobs';

/** Due messages looked at per sweep; the others wait for the next one. */
const LIMIT = 5_000;

/** A job sends some hundred messages a second: so many due ones are worth another job beside it. */
const MESSAGES_PER_JOB = 250;
const MAX_JOBS = 4;

/** With so many jobs waiting already, more of them would only pile up. */
const ENOUGH_JOBS = 100;

/** Derives jobs from rows: due messages nobody is working on. Losing the whole queue loses nothing but the time until the next sweep. */
@Injectable()
export class MessageSweeper {
  constructor(
    private readonly leases: MessageLeasesRepository,
    private readonly queue: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** How many messages were due and nobody's. */
  async sweep(now = new Date()): Promise<number> {
    const due = await this.leases.findDue(LIMIT);
    let jobs = 0;
    for (const kind of ['transactional', 'sequence'] as const)
      jobs += await this.enqueue(
        kind,
        due.filter((one) => one.kind === kind),
        now,
      );
    const count = due.reduce((sum, one) => sum + one.count, 0);
    if (count > 0) this.logger.debug({ event: 'message.swept', messages: count, jobs });
    return count;
  }

  private async enqueue(kind: MessageKind, due: readonly DueMessages[], now: Date): Promise<number> {
    const contract = sendingJobs[kind];
    const { waiting = 0 } = due.length === 0 ? {} : await this.queue.counts(contract.queue);
    if (waiting > ENOUGH_JOBS) return 0;
    const jobs = due.flatMap(({ workspaceId, count }) =>
      Array.from({ length: Math.min(MAX_JOBS, Math.ceil(count / MESSAGES_PER_JOB)) }, (_, index) => ({
        workspaceId,
        occasion: `sweep-${now.getTime()}-${index}`,
      })),
    );
    await this.queue.enqueueMany(contract, jobs);
    return jobs.length;
  }
}
