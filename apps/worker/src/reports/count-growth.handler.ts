import { CountGrowth, countGrowthJob, type CountGrowthPayload } from '@features/reports';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(countGrowthJob)
export class CountGrowthHandler implements JobHandler<CountGrowthPayload> {
  constructor(private readonly growth: CountGrowth) {}

  async handle(_payload: CountGrowthPayload, { signal }: JobContext): Promise<void> {
    await this.growth.run(signal);
  }
}
