import type { Queue } from 'bullmq';
import { definedJobs, type JobContract, type QueueName } from './job-contract';
import { serialisePayload } from './job-payload';
import type { QueueConnection } from './queue-connection';

export interface EnqueueOptions {
  /** The job becomes available after this many milliseconds. */
  delayMs?: number;
}

/** A recurring job. Give `everyMs` or `cron` (in `timeZone`, default UTC). */
export interface Schedule<Payload extends object = object> {
  contract: JobContract<Payload>;
  payload: Payload;
  everyMs?: number;
  cron?: string;
  timeZone?: string;
}

/**
 * Ended jobs vanish, failed ones too: a job that is kept blocks its id, and the sweeper that derives it from rows again would
 * be told that it exists. What failed, and why, stands in the log.
 */
const RETENTION = { removeOnComplete: true, removeOnFail: true } as const;

/** By so much the clocks of machines may differ without anybody taking a schedule for lost. */
const CLOCKS_DIFFER_MS = 30_000;

/**
 * Puts jobs into queues. Call it inside `database.afterCommit(…)`: a job must never be visible before the rows it
 * speaks of. Losing a job loses nothing, because a sweeper derives it again from those rows.
 */
export class JobQueue {
  private readonly queues = new Map<QueueName, Queue>();

  constructor(private readonly connection: QueueConnection) {}

  /** Queues one job; a job with the same id that is still waiting makes this a no-op. */
  async enqueue<Payload extends object>(
    contract: JobContract<Payload>,
    payload: Payload,
    options: EnqueueOptions = {},
  ): Promise<void> {
    await this.enqueueMany(contract, [payload], options);
  }

  /** Queues many jobs in few round trips. */
  async enqueueMany<Payload extends object>(
    contract: JobContract<Payload>,
    payloads: Payload[],
    options: EnqueueOptions = {},
  ): Promise<void> {
    const jobs = payloads.map((payload) => ({
      name: contract.name,
      data: serialisePayload(contract, payload),
      opts: {
        ...(contract.id ? { jobId: contract.id(payload) } : {}),
        ...(options.delayMs ? { delay: Math.ceil(options.delayMs) } : {}),
        ...jobOptions(contract),
      },
    }));
    const queue = this.queue(contract.queue);
    for (let start = 0; start < jobs.length; start += 500)
      await queue.addBulk(jobs.slice(start, start + 500));
  }

  /** Makes the recurring jobs exactly those of `schedules`: missing ones are added, others removed. */
  async applySchedules(schedules: Schedule[]): Promise<void> {
    // By queue too: a job that moved to another one leaves its old schedule behind.
    const wanted = new Set(schedules.map(({ contract }) => `${contract.queue} ${contract.name}`));
    for (const name of new Set(definedJobs().map((contract) => contract.queue))) {
      for (const existing of await this.queue(name).getJobSchedulers()) {
        if (!wanted.has(`${name} ${existing.key}`)) await this.queue(name).removeJobScheduler(existing.key);
      }
    }
    for (const schedule of schedules) await this.addSchedule(schedule);
  }

  /**
   * Adds those of `schedules` that the queue has lost, and leaves the others their time. Also lost is what a machine whose clock is ahead has put off
   * to a time that lies further away than its interval: once that machine is gone, nobody would come back to it for so long. Returns their names.
   */
  async restoreSchedules(schedules: Schedule[]): Promise<string[]> {
    const nextAt = new Map<string, number>();
    for (const name of new Set(schedules.map((schedule) => schedule.contract.queue))) {
      for (const { key, next = 0 } of await this.queue(name).getJobSchedulers()) nextAt.set(key, next);
    }
    const now = Date.now();
    const lost = schedules.filter(({ contract, everyMs = Infinity }) => {
      const next = nextAt.get(contract.name);
      return next === undefined || next - now > everyMs + CLOCKS_DIFFER_MS;
    });
    for (const schedule of lost) {
      const { queue, name } = schedule.contract;
      if (nextAt.has(name)) await this.queue(queue).removeJobScheduler(name);
      await this.addSchedule(schedule);
    }
    return lost.map((schedule) => schedule.contract.name);
  }

  /** Waiting, delayed and active jobs of one queue. */
  async counts(name: QueueName): Promise<Record<string, number>> {
    return this.queue(name).getJobCounts();
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
  }

  private async addSchedule({ contract, payload, everyMs, cron, timeZone }: Schedule): Promise<void> {
    await this.queue(contract.queue).upsertJobScheduler(
      contract.name,
      everyMs ? { every: everyMs } : { pattern: cron, tz: timeZone ?? 'UTC' },
      { name: contract.name, data: serialisePayload(contract, payload), opts: jobOptions(contract) },
    );
  }

  private queue(name: QueueName): Queue {
    let queue = this.queues.get(name);
    if (!queue) {
      queue = this.connection.queue(name);
      // Without a listener an idle connection's error would end the process; the failing call reports it anyway.
      queue.on('error', () => undefined);
      this.queues.set(name, queue);
    }
    return queue;
  }
}

function jobOptions(contract: { attempts: number; backoffMs: number }): object {
  return {
    attempts: contract.attempts,
    backoff: { type: 'exponential', delay: contract.backoffMs },
    ...RETENTION,
  };
}
