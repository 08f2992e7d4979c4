import {
  planValueRefreshesJob,
  ValueRefreshQueue,
  type PlanValueRefreshesPayload,
} from '@features/computed-values';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(planValueRefreshesJob)
export class PlanValueRefreshesHandler implements JobHandler<PlanValueRefreshesPayload> {
  constructor(private readonly refreshes: ValueRefreshQueue) {}

  async handle(): Promise<void> {
    await this.refreshes.plan();
  }
}
