import { FormMailSweeper, sweepFormMailsJob, type SweepFormMailsPayload } from '@features/forms';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(sweepFormMailsJob)
export class SweepFormMailsHandler implements JobHandler<SweepFormMailsPayload> {
  constructor(private readonly sweeper: FormMailSweeper) {}

  async handle(): Promise<void> {
    await this.sweeper.sweep();
  }
}
