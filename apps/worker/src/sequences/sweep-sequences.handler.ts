import { SequenceSweeper, sweepSequencesJob, type SweepSequencesPayload } from '@features/sequences';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepSequencesJob)
export class SweepSequencesHandler implements JobHandler<SweepSequencesPayload> {
  constructor(private readonly sweeper: SequenceSweeper) {}

  async handle(): Promise<void> {
    await this.sweeper.sweep();
  }
}
