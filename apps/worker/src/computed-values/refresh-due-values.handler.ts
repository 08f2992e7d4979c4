import {
  RefreshValuesService,
  refreshDueValuesJob,
  type RefreshDueValuesPayload,
} from '@features/computed-values';
import { Handles, type JobHandler } from '@platform/queue';

@Handles(refreshDueValuesJob)
export class RefreshDueValuesHandler implements JobHandler<RefreshDueValuesPayload> {
  constructor(private readonly values: RefreshValuesService) {}

  async handle(): Promise<void> {
    await this.values.refreshDue();
  }
}
