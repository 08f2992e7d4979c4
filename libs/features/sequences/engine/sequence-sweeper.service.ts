import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { RunningSequencesRepository } from '../enrollments/running-sequences.repository';
import { runSequencesJob } from '../sequence-running.jobs';

/** So many due enrollments are worth another job beside the first. */
const ENROLLMENTS_PER_JOB = 5_000;
const MAX_JOBS = 4;

/** Derives jobs from rows. A job of a workspace that is still waiting is not queued again. */
@Injectable()
export class SequenceSweeper {
  constructor(
    private readonly sequences: RunningSequencesRepository,
    private readonly queue: JobQueue,
  ) {}

  /** Returns how many jobs there are to do. */
  async sweep(now?: Date): Promise<number> {
    const at = now ?? (await this.sequences.now());
    const found = await this.sequences.workspacesWithWork(at, ENROLLMENTS_PER_JOB * MAX_JOBS);
    const jobs = found.flatMap(({ workspaceId, due }) =>
      Array.from(
        { length: Math.min(MAX_JOBS, Math.max(1, Math.ceil(due / ENROLLMENTS_PER_JOB))) },
        (_, index) => ({ workspaceId, occasion: String(index) }),
      ),
    );
    await this.queue.enqueueMany(runSequencesJob, jobs);
    return jobs.length;
  }
}
