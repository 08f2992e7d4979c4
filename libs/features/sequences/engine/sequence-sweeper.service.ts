import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { RunningSequencesRepository } from '../enrollments/running-sequences.repository';
import { runSequencesJob } from '../sequence-running.jobs';

/** So many due enrollments are worth another job beside the first. */
const ENROLLMENTS_PER_JOB = 5_000;
const MAX_JOBS = 4;

/** A job that a dead worker holds blocks its id for a while; after so long another one is queued beside it. */
const SLOT_MS = 15_000;

/** Derives jobs from rows. A job of a workspace that is still waiting is not queued again for a quarter of a minute. */
@Injectable()
export class SequenceSweeper {
  constructor(
    private readonly sequences: RunningSequencesRepository,
    private readonly queue: JobQueue,
  ) {}

  /** Returns how many jobs there are to do. */
  async sweep(now?: Date): Promise<number> {
    const at = now ?? (await this.sequences.now());
    const slot = Math.floor(at.getTime() / SLOT_MS);
    const found = await this.sequences.workspacesWithWork(at, ENROLLMENTS_PER_JOB * MAX_JOBS);
    const jobs = found.flatMap(({ workspaceId, due }) =>
      Array.from(
        { length: Math.min(MAX_JOBS, Math.max(1, Math.ceil(due / ENROLLMENTS_PER_JOB))) },
        (_, index) => ({ workspaceId, occasion: `${slot}-${index}` }),
      ),
    );
    await this.queue.enqueueMany(runSequencesJob, jobs);
    return jobs.length;
  }
}
